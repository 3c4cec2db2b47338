import { describe, expect, it } from '@jest/globals';
import { LeadListView } from '../../../api/leads/lead-view.ts';
import { PoolId } from '../../../shared/platform/ids.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { laggingTable } from '../../support/lagging-table.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { reassign } from '../../support/lead-world/reassign.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const leader = 'leader.south@example.com';
const records = ['/v1/leads/{leadId}', '/v1/leads/{leadId}/timeline', '/v1/leads/{leadId}/decisions', '/v1/leads/{leadId}/score'];
const post = '/v1/forms/{formId}/submissions/{submissionId}';

async function takeIn(world: World, fields: Record<string, string>) {
  const ref = world.post(fields);
  await world.takeIn(ref);
  await world.assignAll();
  const lead = world.leads().find(({ email }) => email === fields.email);
  if (!lead) throw new Error('no lead of this post');
  return { lead, path: { leadId: lead.leadId, formId: ref.sourceId, submissionId: ref.submissionId } };
}

type Taken = Awaited<ReturnType<typeof takeIn>>;

/** By how many of the routes of a record the leader is shown this lead, and whether the leader's list has it. */
async function shown(world: World, { path }: Taken, table = world.table) {
  const ask = readRoutes({ ...world, table });
  const answers = await Promise.all([...records, post].map((route) => ask(route, leader, { path })));
  const list = LeadListView.parse((await ask('/v1/leads', leader)).body);
  return {
    routes: answers.filter(({ status }) => status === 200).length,
    isListed: list.items.some(({ leadId }) => leadId === path.leadId),
  };
}

const everything = { routes: records.length + 1, isListed: true };
const nothing = { routes: 0, isListed: false };

describe('a leader', () => {
  it('is shown the leads of their pools, and no other', async () => {
    const world = createWorld();
    const south = await takeIn(world, { fullName: 'Chim Én', email: 'en@nest.example', phone: '0912700101', province: 'TP.HCM' });
    const north = await takeIn(world, { fullName: 'Chim Cu', email: 'cu@nest.example', phone: '0912700103', province: 'Hà Nội' });

    expect(await shown(world, south)).toEqual(everything);
    expect(await shown(world, north)).toEqual(nothing);
  });

  it('is shown a lead that waits in one of their pools', async () => {
    const world = createWorld();
    for (const { id } of (await world.config.current(repKind)).documents.values()) {
      world.config.change(repKind, id, (rep) => ({ ...rep, active: false }));
    }
    const south = await takeIn(world, { fullName: 'Chim Én', email: 'en@nest.example', phone: '0912700101', province: 'TP.HCM' });
    const north = await takeIn(world, { fullName: 'Chim Cu', email: 'cu@nest.example', phone: '0912700103', province: 'Hà Nội' });

    expect([south.lead.owner, north.lead.owner]).toEqual([null, null]);
    expect(await shown(world, south)).toEqual(everything);
    expect(await shown(world, north)).toEqual(nothing);
  });

  it('goes on seeing a lead whose owner left the pool, until somebody else has it', async () => {
    const world = createWorld();
    const taken = await takeIn(world, { fullName: 'Chim Én', email: 'en@nest.example', phone: '0912700101', province: 'TP.HCM' });
    const { owner } = taken.lead;
    world.config.change(poolKind, 'south', (pool) => ({ ...pool, members: pool.members.filter(({ repId }) => repId !== owner?.repId) }));

    expect(await shown(world, taken)).toEqual(everything);
  });

  it('is shown no record of a lead that went to another pool by a read that lags behind', async () => {
    const world = createWorld();
    const taken = await takeIn(world, { fullName: 'Chim Én', email: 'en@nest.example', phone: '0912700101', province: 'TP.HCM' });
    const lagging = laggingTable(world.table);
    const [other] = (await world.config.current(poolKind)).documents.get('north')?.members ?? [];
    if (!other) throw new Error('no rep in the north');

    await reassign(world.table, taken.lead.leadId, other.repId, '2026-11-22T04:00:00.000Z', { toPool: PoolId.parse('north') });

    expect((await shown(world, taken, lagging)).routes).toBe(0);
    expect(await shown(world, taken)).toEqual(nothing);
  });
});
