import { describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { countedWith, opportunityProjector, parseOpportunity } from '../../../shared/opportunities/index.ts';
import { OpportunityId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { ChangedItem } from '../../../shared/projecting/index.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { reassign } from '../../support/lead-world/reassign.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { askAs } from '../../support/opportunities.ts';

const open = 'POST /v1/leads/{leadId}/opportunities';
const ofLead = 'GET /v1/leads/{leadId}/opportunities';
const board = 'GET /v1/opportunities';
const change = 'PATCH /v1/opportunities/{opportunityId}';

/** A lead of the south with an owner, and how each user asks. */
async function setUp() {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', province: 'TP.HCM', product: 'ban-hang' }));
  await world.assignAll();
  const lead = (): Lead => {
    const [only] = world.leads();
    if (!only) throw new Error('no lead');
    return only;
  };
  const { leadId, owner } = lead();
  const rep = [...(await world.config.current(repKind)).documents.values()].find(({ id }) => id === owner?.repId);
  const [admin, asRep] = [askAs(world, 'admin@example.com'), askAs(world, String(rep?.email))];
  const id = async (body: object = {}) => String((await asRep(open, { leadId }, body)).body.opportunityId);
  const told = () => world.timeline().flatMap(({ type }) => (type.startsWith('opportunity.') || type.includes('stage') ? [type] : []));
  return { world, lead, leadId, rep, admin, asRep, id, told };
}

describe('an opportunity', () => {
  it('is opened by the rep with any word for the product, at the first stage of its pipeline, and is theirs without a decision', async () => {
    const { world, lead, leadId, asRep, rep, told } = await setUp();
    const decisions = world.itemsOf(' DECISION#').length;

    const { status, body } = await asRep(open, { leadId }, { product: 'KHO VÀ SẢN XUẤT', expectedClose: '2026-12-31' });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      leadId,
      fullName: 'Nguyễn Thị Hường',
      product: { id: 'kho-san-xuat' },
      pipeline: { id: 'projects' },
      stage: { id: 'survey', probability: 15 },
      state: 'open',
      expectedClose: '2026-12-31',
      acceptedAt: null,
      owner: { repId: rep?.id },
      poolId: 'south',
      version: 1,
    });
    expect(world.itemsOf(' DECISION#')).toHaveLength(decisions);
    expect(lead().evidence.opportunities).toEqual({ open: 1, accepted: 0, won: 0 });
    expect(lead().stage).toBe('lead');
    expect(told()).toEqual(['opportunity.opened']);
  });

  it('keeps the words for a product that nobody lists, and tells them in no event', async () => {
    const { world, asRep, leadId } = await setUp();

    const { body } = await asRep(open, { leadId }, { product: 'máy in của cô Hường' });

    expect(body).toMatchObject({ product: { id: null, name: { vi: 'máy in của cô Hường' } }, pipeline: { id: 'sales' } });
    expect(JSON.stringify(world.timeline().filter(({ type }) => type === 'opportunity.opened'))).not.toContain('máy in');
  });

  it('makes its lead an SQO when sales takes it on, in the same transaction', async () => {
    const { lead, asRep, id, told } = await setUp();
    const opportunityId = await id({ product: 'ban-hang' });

    const { body } = await asRep(change, { opportunityId }, { accepted: true });

    expect(body.acceptedAt).not.toBeNull();
    expect(lead()).toMatchObject({ stage: 'sqo', evidence: { opportunities: { open: 1, accepted: 1, won: 0 } } });
    expect(told()).toEqual(['opportunity.opened', 'opportunity.changed', 'lead.stage_changed']);
  });

  it('gives its lead the stage back that it had, when sales takes back that it was taken on', async () => {
    const { lead, asRep, id, told } = await setUp();
    const opportunityId = await id({ product: 'ban-hang', accepted: true });
    const before = lead().stage;

    const { body } = await asRep(change, { opportunityId }, { accepted: false });

    expect([before, lead().stage]).toEqual(['sqo', 'lead']);
    expect(body.acceptedAt).toBeNull();
    expect(lead().evidence.opportunities).toEqual({ open: 1, accepted: 0, won: 0 });
    expect(told()).toEqual(['opportunity.opened', 'lead.stage_changed', 'opportunity.changed', 'lead.stage_changed']);
  });

  it('moves on with a proposal, whose price is its amount until another is said', async () => {
    const { asRep, id } = await setUp();
    const opportunityId = await id({ product: 'ban-hang' });

    const sent = await asRep(
      change,
      { opportunityId },
      { stage: 'proposal', proposal: { package: 'ban-hang-chuoi', file: { name: 'bao-gia.pdf' } } },
    );
    const cheaper = await asRep(change, { opportunityId }, { amount: { amount: 9_000_000, currency: 'VND' } });

    expect(sent.body).toMatchObject({
      stage: { id: 'proposal' },
      amount: { amount: 9_600_000, currency: 'VND' },
      proposal: { package: { id: 'ban-hang-chuoi' }, file: { name: 'bao-gia.pdf', url: null } },
      version: 2,
    });
    expect(cheaper.body).toMatchObject({ amount: { amount: 9_000_000 }, proposal: { package: { id: 'ban-hang-chuoi' } }, version: 3 });
  });

  it('is won, which sales took on by that, or lost with a reason, which moves the lead nowhere, and is opened again', async () => {
    const { lead, asRep, id, told } = await setUp();
    const [won, lost] = [await id({ product: 'ban-hang' }), await id({ product: 'ke-toan' })];

    await asRep(change, { opportunityId: won }, { state: 'won' });
    const gone = await asRep(change, { opportunityId: lost }, { state: 'lost', reason: 'price' });
    const counted = lead().evidence.opportunities;
    const again = await asRep(change, { opportunityId: lost }, { state: 'open', stage: 'demo' });

    expect(gone.body).toMatchObject({ state: 'lost', closed: { reason: { id: 'price', name: { vi: 'Giá cao' } } } });
    expect(counted).toEqual({ open: 0, accepted: 1, won: 1 });
    expect(again.body).toMatchObject({ state: 'open', closed: null, stage: { id: 'demo' } });
    expect(lead()).toMatchObject({ stage: 'sqo', evidence: { opportunities: { open: 1, accepted: 1, won: 1 } } });
    expect(told().slice(2)).toEqual([
      'opportunity.won',
      'lead.stage_changed',
      'opportunity.lost',
      'opportunity.reopened',
      'opportunity.changed',
    ]);
  });

  it.each([
    ['before', 'was told of it'],
    ['after', 'was told of it'],
  ])('is lost by whoever had it last, after a call gave the lead to marketing and %s the board %s', async (board) => {
    const { world, lead, leadId, admin, asRep, id, rep } = await setUp();
    const opportunityId = await id({ product: 'ban-hang' });
    await asRep('POST /v1/leads/{leadId}/calls', { leadId }, { outcome: 'notInterested' });
    if (board === 'after') await opportunityProjector.project(leadId, { moments: [] }, world.parts);

    const lost = await admin(change, { opportunityId }, { state: 'lost', reason: 'price' });
    const listed = await admin('GET /v1/opportunities', { owner: String(rep?.id), state: 'lost' });
    const ofRep = await asRep('GET /v1/opportunities', { state: 'lost' });
    const again = await admin(change, { opportunityId }, { state: 'open' });

    expect(lead()).toMatchObject({ status: 'recycled', owner: null });
    expect(lost.body).toMatchObject({ owner: null, closed: { rep: { repId: rep?.id, name: rep?.name } } });
    expect(listed.body.items?.map((item) => item.opportunityId)).toEqual([opportunityId]);
    expect(ofRep.body.items).toEqual([]);
    expect(again.body).toMatchObject({ owner: null, closed: null });
  });

  it('is changed by nothing that is known, and by nobody who saw another version', async () => {
    const { asRep, id, told } = await setUp();
    const opportunityId = await id({ product: 'ban-hang' });
    await asRep(change, { opportunityId }, { stage: 'demo' });

    const same = await asRep(change, { opportunityId }, { stage: 'demo', product: 'POS' });
    const late = await asRep(change, { opportunityId }, { stage: 'new' }, { 'if-match': '"1"' });

    expect(same).toMatchObject({ status: 200, body: { version: 2 } });
    expect(late.status).toBe(412);
    expect(told()).toEqual(['opportunity.opened', 'opportunity.changed']);
  });

  it.each<[string, object, number]>([
    ['a stage of another pipeline', { stage: 'survey' }, 422],
    ['a package of another product', { proposal: { package: 'kho' } }, 422],
    ['a loss without a reason', { state: 'lost' }, 422],
    ['a loss for a reason that is not listed', { state: 'lost', reason: 'weather' }, 422],
    ['a reason for nothing', { reason: 'price' }, 422],
    ['nothing at all', {}, 422],
    ['money in no currency', { amount: { amount: 1, currency: 'dong' } }, 422],
    ['money in a currency that nobody has', { amount: { amount: 1, currency: 'ZZZ' } }, 422],
    ['half a dong', { amount: { amount: 0.5, currency: 'VND' } }, 422],
    ['a link that is a script', { proposal: { file: { name: 'a', url: 'javascript:alert(1)' } } }, 422],
    ['no day', { expectedClose: '2026-02-30' }, 422],
  ])('refuses %s', async (_what, body, status) => {
    const { asRep, id, told } = await setUp();
    const opportunityId = await id({ product: 'ban-hang' });

    expect((await asRep(change, { opportunityId }, body)).status).toBe(status);
    expect(told()).toEqual(['opportunity.opened']);
  });

  it('that is closed takes nothing but its re-opening, and a loss said twice is one', async () => {
    const { asRep, id, told } = await setUp();
    const opportunityId = await id({ product: 'ban-hang' });
    const lose = () => asRep(change, { opportunityId }, { state: 'lost', reason: 'price' });
    await lose();

    const answers = [
      await lose(),
      await asRep(change, { opportunityId }, { state: 'won' }),
      await asRep(change, { opportunityId }, { stage: 'demo' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 409, 409]);
    expect(answers[2]?.body.detail).toContain('re-open it first');
    expect(told()).toEqual(['opportunity.opened', 'opportunity.lost']);
  });

  it('goes to the first stage of another pipeline with a product of that one', async () => {
    const { asRep, id } = await setUp();
    const opportunityId = await id({ product: 'ban-hang', stage: 'negotiation' });

    const { body } = await asRep(change, { opportunityId }, { product: 'kho-san-xuat' });

    expect(body).toMatchObject({ pipeline: { id: 'projects' }, stage: { id: 'survey' } });
  });
});

describe('who sees an opportunity', () => {
  const south = ['leader.south@example.com', 'manager.south@example.com'] as const;

  it('is its owner, their leader, the manager of the region and an admin, and nobody else', async () => {
    const { world, leadId, asRep, admin, id } = await setUp();
    const opportunityId = await id({ product: 'ban-hang' });
    const others = ['marketer@example.com', 'anh.nguyen@example.com'].map((user) => askAs(world, user));
    const insiders = [asRep, admin, ...south.map((user) => askAs(world, user))];

    const seen = await Promise.all(insiders.map((ask) => ask(ofLead, { leadId })));
    const listed = await Promise.all(insiders.map((ask) => ask(board, {})));
    const changed = await Promise.all(insiders.map((ask) => ask(change, { opportunityId }, { stage: 'new' })));
    const hidden = await Promise.all(
      others.flatMap((ask) => [ask(ofLead, { leadId }), ask(change, { opportunityId }, { stage: 'demo' }), ask(open, { leadId }, {})]),
    );

    expect(seen.map(({ body }) => body.items?.map((one) => one.opportunityId))).toEqual(insiders.map(() => [opportunityId]));
    expect(listed.map(({ body }) => body.items?.map((one) => one.opportunityId))).toEqual(insiders.map(() => [opportunityId]));
    expect(changed.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(hidden.map(({ status }) => status)).toEqual(hidden.map(() => 404));
  });

  it('decides who reads of it in the history of its lead, which gives no hint that something is left out', async () => {
    const { world, leadId, rep, asRep, id } = await setUp();
    const [own, others] = [await id({ product: 'ban-hang' }), await id({ product: 'ke-toan' })];
    const key = keys.opportunity(leadId, OpportunityId.parse(others));
    const item = world.table.items.get(`${key.pk} ${key.sk}`);
    world.table.seed({ ...item, subject: others, owner: 'rep-anh', poolId: 'north' });
    for (const [opportunityId, stage] of [
      [own, 'demo'],
      [own, 'proposal'],
    ] as const)
      await asRep(change, { opportunityId }, { stage });
    const toldTo = async (user: string) => {
      const seen: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const query = { limit: '2', ...(cursor ? { cursor } : {}) };
        const { body } = await askAs(world, user)('GET /v1/leads/{leadId}/timeline', { leadId }, undefined, {}, query);
        seen.push(...(body.items ?? []).map((entry) => JSON.stringify(entry)));
        cursor = body.nextCursor ?? null;
      }
      return [own, others].map((one) => seen.filter((entry) => entry.includes(one)).length);
    };

    expect(await toldTo(String(rep?.email))).toEqual([3, 0]);
    expect(await toldTo('leader.south@example.com')).toEqual([3, 0]);
    expect(await toldTo('marketer@example.com')).toEqual([0, 0]);
    expect(await toldTo('manager.south@example.com')).toEqual([3, 1]);
    expect(await toldTo('admin@example.com')).toEqual([3, 1]);
  });

  it('changes with the owner of its lead at once, and on boards when the stream tells of it', async () => {
    const { world, lead, leadId, asRep, admin, rep, id } = await setUp();
    const opportunityId = await id({ product: 'ban-hang' });
    const others = [...(await world.config.current(repKind)).documents.values()];
    const next = others.find((one) => one.id === (rep?.id === 'rep-phuc' ? 'rep-lan' : 'rep-phuc'));
    if (!next) throw new Error('no other rep');
    const onBoards = async () =>
      Promise.all([rep?.id ?? '', next.id].map(async (owner) => (await admin(board, { owner })).body.items?.length));
    await reassign(world.table, leadId, next.id, '2026-11-22T04:00:00.000Z');

    const gone = [await asRep(ofLead, { leadId }), await asRep(change, { opportunityId }, { stage: 'demo' })];
    const seen = await askAs(world, next.email)(ofLead, { leadId });
    const before = await onBoards();
    const changes = { moments: [], isNew: false };
    const done = [
      await opportunityProjector.project(leadId, changes, world.parts),
      await opportunityProjector.project(leadId, changes, world.parts),
    ];

    expect(gone.map(({ status }) => status)).toEqual([404, 404]);
    expect(seen.body.items).toMatchObject([{ opportunityId, owner: { repId: next.id } }]);
    expect(before).toEqual([0, 0]);
    expect(done).toEqual(['written', 'unchanged']);
    expect(await onBoards()).toEqual([0, 1]);
    expect(lead().evidence.opportunities.open).toBe(1);
  });

  it.each([
    ['a lead with an open opportunity', { evidence: { opportunities: { open: 1 } } }, true],
    ['a lead without one', { evidence: { fit: 'C' } }, false],
    ['a lead that is gone', undefined, false],
  ])('concerns %s: %s', (_what, after, concerns) => {
    const changed: Pick<ChangedItem, 'images'> = { images: () => ({ before: undefined, after }) };

    expect(
      opportunityProjector.concerns?.({ ...changed, sequenceNumber: '1', pk: 'LEAD#L1', sk: 'LEAD', change: 'MODIFY', changedAt: 0 }),
    ).toBe(concerns);
  });
});

describe('the counts of a lead', () => {
  it('hold every opportunity once, however many are changed at the same time', async () => {
    const { world, lead, asRep, id } = await setUp();
    const ids = await Promise.all(['ban-hang', 'ke-toan', 'kho-san-xuat', 'ban-hang'].map((product) => id({ product })));
    const wishes = [
      { accepted: true },
      { state: 'won' },
      { state: 'lost', reason: 'price' },
      { state: 'open' },
      { state: 'lost', reason: 'other' },
    ];

    const answers = await Promise.all(ids.flatMap((opportunityId) => wishes.map((wish) => asRep(change, { opportunityId }, wish))));

    const all = world.itemsOf(' OPP#').map(parseOpportunity);
    expect(lead().evidence.opportunities).toEqual(
      all.reduce((counts, one) => countedWith(counts, null, one), { open: 0, accepted: 0, won: 0 }),
    );
    expect(all).toHaveLength(4);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
  });
});

describe('a board', () => {
  it('is asked by pipeline, stage, product, pool and state, a page at a time', async () => {
    const { asRep, admin, id } = await setUp();
    const ids = [await id({ product: 'ban-hang' }), await id({ product: 'kho-san-xuat' }), await id({ product: 'ke-toan', stage: 'demo' })];
    await asRep(change, { opportunityId: String(ids[2]) }, { state: 'lost', reason: 'price' });
    const places = async (query: Record<string, string>) =>
      (await admin(board, query)).body.items?.map((one) => ids.indexOf(String(one.opportunityId)));

    const first = await admin(board, { limit: '1' });
    const second = await admin(board, { limit: '1', cursor: String(first.body.nextCursor) });

    expect([first, second].map(({ body }) => body.items?.map((one) => one.opportunityId))).toEqual([[ids[1]], [ids[0]]]);
    expect(await places({ pipeline: 'projects' })).toEqual([1]);
    expect(await places({ stage: 'new' })).toEqual([0]);
    expect(await places({ product: 'Point of sale' })).toEqual([0]);
    expect(await places({ state: 'lost' })).toEqual([2]);
    expect(await places({ pool: 'north' })).toEqual([]);
    expect(await places({ pool: 'south' })).toEqual([1, 0]);
  });
});
