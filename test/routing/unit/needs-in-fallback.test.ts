import { describe, expect, it } from '@jest/globals';
import { AssignMessage } from '../../../events/index.ts';
import { PoolId } from '../../../shared/platform/ids.ts';
import { assignLeads, assignMessageFor, readAssignment } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { withOneNeed } from '../../support/two-teams.ts';

const fallback = PoolId.parse('unknown');
const specialists = PoolId.parse('specialists');

/** A person whose other need nobody of its own pool can take, and how it stands. */
async function setUp({ isFallbackManned }: { readonly isFallbackManned: boolean }) {
  const story = await withOneNeed();
  const { world, lead, post, needs } = story;
  const { leadId } = lead();
  const pools = (await world.config.current(poolKind)).documents;
  const ofPool = (poolId: PoolId) => pools.get(poolId)?.members.map(({ repId }) => repId) ?? [];
  const man = (poolId: PoolId, active: boolean) => {
    for (const repId of ofPool(poolId)) world.config.change(repKind, repId, (rep) => ({ ...rep, active }));
  };
  man(fallback, isFallbackManned);
  man(specialists, false);
  await post('kho-san-xuat');
  await world.assignAll();
  const [need] = await needs();
  if (!need) throw new Error('no need');
  const { subject } = need;
  const read = () => readAssignment(world.table, leadId, subject);
  return {
    man,
    ofPool,
    stands: async () => {
      const { state, poolId, repId } = { state: 'none', poolId: null, repId: null, ...(await read()) };
      return { state, poolId, repId };
    },
    retry: async () => {
      const asked = { v: 1, kind: 'assign', leadId, subject, poolId: specialists, cause: 'retry' } as const;
      await world.parts.assign.send(assignMessageFor({ ...asked, causationId: 'retry-1', correlationId: 'retry-1' }));
      await world.assignAll();
    },
    recall: async () => {
      const { decisionId } = { decisionId: null, ...(await read()) };
      const message = { v: 1, kind: 'recall', leadId, subject, poolId: fallback, cause: 'recalled', decisionId, correlationId: 'timer' };
      await assignLeads(fallback, [AssignMessage.parse(message)], world.parts);
      await world.assignAll();
    },
    faults: () => assignmentFaults(world.table.items.values()),
  };
}

describe('a need that nobody can take', () => {
  it('waits in the pool of its product, as a lead does in that of its territory, and goes to its rep with the next try', async () => {
    const { stands, man, ofPool, retry, faults } = await setUp({ isFallbackManned: false });
    const before = await stands();

    man(specialists, true);
    await retry();

    expect(before).toEqual({ state: 'waiting', poolId: specialists, repId: null });
    const { state, repId } = await stands();
    expect([state, ofPool(specialists).map(String).includes(String(repId))]).toEqual(['owned', true]);
    expect(faults()).toEqual([]);
  });

  it('goes to a rep of the fallback pool with the next try where its own pool still has nobody', async () => {
    const { stands, man, retry, faults } = await setUp({ isFallbackManned: false });

    man(fallback, true);
    await retry();

    expect(await stands()).toMatchObject({ state: 'owned', poolId: fallback });
    expect(faults()).toEqual([]);
  });

  it('goes to the pool of its product when it is taken back from the fallback pool', async () => {
    const { stands, man, recall, faults } = await setUp({ isFallbackManned: true });
    const before = await stands();

    man(specialists, true);
    await recall();

    expect([before.poolId, (await stands()).poolId]).toEqual([fallback, specialists]);
    expect(faults()).toEqual([]);
  });
});
