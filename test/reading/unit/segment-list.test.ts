import { describe, expect, it } from '@jest/globals';
import { LeadListView } from '../../../api/leads/lead-view.ts';
import { ListLeadsQuery } from '../../../api/leads/list-leads.ts';
import { Problem } from '../../../api/problem.ts';
import { type Lead, noEvidence } from '../../../shared/leads/index.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { LeadId, SegmentId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Item } from '../../../shared/platform/table.ts';
import { listLeads } from '../../../shared/reading/index.ts';
import { leadsPerRequest } from '../../../shared/reading/list-leads.ts';
import { putMembership } from '../../../shared/segments/membership.ts';
import { seedCards } from '../../support/cards.ts';
import { countingTable } from '../../support/counting-table.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { listPartsOf } from '../../support/list-parts.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { SegmentWorld } from '../../support/segment-world.ts';

const listId = SegmentId.parse('khach-vip');
const admin = { role: 'admin', userId: 'admin' } as const;

const member = (leadId: LeadId, since: string): Item =>
  putMembership(null, { leadId, segmentId: listId, version: 1, isIn: true, since, reason: 'manual' }).Put.Item as Item;

/** Leads of the south and the north, in turns, all but the first of them in a list by hand. */
async function setUp() {
  const world = createWorld();
  for (let index = 0; index < 8; index += 1) {
    const province = index % 2 === 0 ? 'TP.HCM' : 'Hà Nội';
    await world.takeIn(
      world.post({ fullName: `Khách ${index}`, email: `k${index}@example.com`, phone: `09123456${10 + index}`, province }),
    );
  }
  await world.assignAll();
  const [outside, ...inside] = world.leads().filter(({ region }) => region.macroRegion !== null);
  inside.forEach(({ leadId }, index) => void world.table.seed(member(leadId, new Date(1_795_000_000_000 + index * 1_000).toISOString())));
  const ask = readRoutes(world);
  const get = (email: string, query: Record<string, string>) => ask('/v1/leads', email, { query: { segment: listId, ...query } });
  const list = async (email: string, query: Record<string, string> = {}) => LeadListView.parse((await get(email, query)).body).items;
  return { world, outside, inside, get, list };
}

describe('the leads of a segment', () => {
  it('begin with who came into it last', async () => {
    const { inside, list } = await setUp();

    const listed = await list('admin@example.com');

    expect(listed.map(({ leadId }) => leadId)).toEqual(inside.map(({ leadId }) => leadId).reverse());
  });

  it('are shown to each as far as the same list without a segment shows them', async () => {
    const { world, inside, list, get } = await setUp();
    const isMember = new Set<string>(inside.map(({ leadId }) => leadId));
    const owner = world.leads().find(({ leadId, owner }) => isMember.has(leadId) && owner !== null)?.owner?.repId ?? '';
    const users = ['admin', 'marketer', 'manager.south', 'leader.south', 'anh.nguyen', 'lan.tran'].map((name) => `${name}@example.com`);

    for (const user of users) {
      const all = LeadListView.parse((await readRoutes(world)('/v1/leads', user, { query: { limit: '100' } })).body).items;
      const listed = await list(user, { limit: '100' });

      expect(listed.map(({ leadId }) => leadId).sort()).toEqual(all.flatMap(({ leadId }) => (isMember.has(leadId) ? [leadId] : [])).sort());
    }
    expect((await list('manager.south@example.com')).length).toBeLessThan(inside.length);
    expect((await list('admin@example.com', { owner })).length).toBeGreaterThan(0);
    expect((await get('nobody@example.com', {})).status).toBe(404);
  });

  it('hold a person who is asked for by address or number only if they are in it', async () => {
    const { outside, inside, list } = await setUp();
    const [first] = inside;

    const [theirs, strangers] = await Promise.all([first, outside].map((lead) => list('admin@example.com', { email: lead?.email ?? '' })));

    expect([theirs?.map(({ leadId }) => leadId), strangers]).toEqual([[first?.leadId], []]);
  });

  it('are told without one whose membership is malformed', async () => {
    const table = memoryTable();
    const [sound, malformed] = ['L1', 'L2'].map((id) => sampleLead({ leadId: LeadId.parse(id) })) as [Lead, Lead];
    seedLeads(table, sound, malformed);
    seedCards(table, [sound, malformed]);
    table.seed(member(sound.leadId, sound.createdAt), { ...keys.membership(malformed.leadId, listId), isIn: 'perhaps' });

    const page = await listLeads(listPartsOf(table), admin, ListLeadsQuery.parse({ segment: listId, sort: 'activity' }));

    expect(page.leads.map(({ leadId }) => leadId)).toEqual(['L1']);
  });

  it('of a segment that nobody published are refused with a sentence', async () => {
    const { get } = await setUp();

    const { status, body } = await get('admin@example.com', { segment: 'khong-co' });

    expect(status).toBe(422);
    expect(Problem.parse(body).errors).toEqual([{ path: 'segment', message: 'give the id of a segment that is published' }]);
  });

  it('go on by a cursor of this very segment alone', async () => {
    const { get } = await setUp();
    const first = LeadListView.parse((await get('admin@example.com', { limit: '2' })).body);
    const cursor = first.nextCursor ?? '';

    const [same, other] = await Promise.all(['khach-vip', 'mua-mot-lan'].map((segment) => get('admin@example.com', { segment, cursor })));

    expect([cursor === '', same?.status, other?.status]).toEqual([false, 200, 422]);
  });

  it('are those whom the rule fits, worked out from scratch, before time moves them and after', async () => {
    const rules = { hot: { temperature: ['hot'] }, lively: { active: { withinDays: 3 } }, gone: { status: ['retired'] } };
    const world = new SegmentWorld(...Object.entries(rules).map(([id, rule]) => ({ id, names: { vi: 'Nhóm', en: 'Group' }, rule })));
    for (let index = 0; index < 12; index += 1) {
      const evidence = { ...noEvidence, temperature: index % 2 === 0 ? ('hot' as const) : ('cold' as const) };
      const status = index % 3 === 0 ? 'retired' : 'active';
      world.put(sampleLead({ leadId: LeadId.parse(`L${index}`), version: 1, createdAt: world.now.toISOString(), evidence, status }));
    }
    await world.settle();
    const listed = async () => {
      const parts = { ...listPartsOf(world.table), config: world.config };
      const pages = await Promise.all(
        Object.keys(rules).map(async (segment) => {
          const { leads } = await listLeads(parts, admin, ListLeadsQuery.parse({ segment, limit: '100' }));
          return leads.map(({ leadId }) => `${leadId} ${segment}`);
        }),
      );
      return pages.flat().sort();
    };

    expect(await listed()).toEqual(await world.recomputed());
    expect(await listed()).toHaveLength(6 + 12 + 4);
    world.pass(4 * daysMs);
    await world.settle();
    expect(await listed()).toEqual(await world.recomputed());
    expect(await listed()).toHaveLength(6 + 4);
  });
});

describe('what a list of a segment costs', () => {
  const many = leadsPerRequest + 500;
  const table = memoryTable();
  const leads = Array.from({ length: many }, (_, index) =>
    sampleLead({
      leadId: LeadId.parse(`L${String(index).padStart(6, '0')}`),
      createdAt: new Date(1_790_000_000_000 + index).toISOString(),
    }),
  );
  seedLeads(table, ...leads);
  seedCards(table, leads);
  table.seed(...leads.map(({ leadId, createdAt }) => member(leadId, createdAt)));

  it('is half a unit for each of its three shards, and for each lead of a page', async () => {
    const before = table.used.read;

    const page = await listLeads(listPartsOf(table), admin, ListLeadsQuery.parse({ segment: listId }));

    expect(page.leads).toHaveLength(25);
    expect(table.used.read - before).toBe(1.5 + 25 / 2);
  });

  it.each([
    ['who sees none of it', { role: 'manager', userId: 'north', regions: ['north'] } as const, {}],
    ['a filter that nobody fits', admin, { temperature: 'hot' }],
    ['the order by activity', admin, { temperature: 'cold', q: 'nobody', sort: 'activity' }],
  ])('is bounded for %s, and goes on by a cursor', async (_what, principal, query) => {
    const counting = countingTable(table);

    const page = await listLeads(listPartsOf(counting), principal, ListLeadsQuery.parse({ segment: listId, ...query }));

    const read = counting.reads
      .filter((read) => read.startsWith('batchGet LEAD LEAD,'))
      .reduce((sum, one) => sum + one.split(',').length, 0);
    expect([page.leads, typeof page.nextCursor, read <= leadsPerRequest]).toEqual([[], 'string', true]);
    expect(counting.reads.length).toBeLessThanOrEqual(120);
  });
});
