import { describe, expect, it } from '@jest/globals';
import { AssignmentState } from '../../../shared/leads/index.ts';
import { leadSubject, PoolId } from '../../../shared/platform/ids.ts';
import { indexKeys } from '../../../shared/platform/keys.ts';
import { mayMove, readAssignment } from '../../../shared/routing/index.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { assignmentFaults, waitingIn } from '../../support/assignment-faults.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { person } from '../../support/people.ts';

const south = PoolId.parse('south');

/** A world in which nobody is at work until `opens`. */
async function closed() {
  const world = createWorld();
  const { documents } = await world.config.current(repKind);
  const put = (active: boolean) => {
    for (const repId of documents.keys()) world.config.change(repKind, repId, (rep) => ({ ...rep, active }));
  };
  put(false);
  const post = async () => {
    await world.takeIn(world.post({ ...person(1), province: 'TP.HCM' }));
    await world.assignAll();
  };
  return { world, post, opens: () => put(true) };
}

describe('a lead that nobody can take', () => {
  it('is listed under the pool of its territory once the fallback pool has nobody either', async () => {
    const { world, post } = await closed();

    await post();

    const [lead] = world.leads();
    if (!lead) throw new Error('no lead');
    const listed = waitingIn(world.table.items.values());
    expect(listed).toHaveLength(1);
    expect(indexKeys.waitingPartitions(south)).toContain(listed[0]);
    const last = world
      .timeline()
      .filter(({ type }) => type === 'lead.unassigned')
      .at(-1);
    expect(await readAssignment(world.table, lead.leadId, leadSubject)).toMatchObject({
      state: 'waiting',
      poolId: 'south',
      repId: null,
      decisionId: last?.data.decisionId,
    });
    expect([lead.owner, lead.routing?.state, lead.version]).toEqual([null, 'waiting', 1]);
  });

  it('goes on waiting from the same moment, told once, when another post finds nobody', async () => {
    const { world, post } = await closed();
    await post();
    const before = [world.itemsOf(' ASSIGN#'), world.itemsOf(' DECISION#')];

    await post();

    expect([world.itemsOf(' ASSIGN#'), world.itemsOf(' DECISION#')]).toEqual(before);
    expect(world.timeline().filter(({ type }) => type === 'lead.unassigned')).toHaveLength(2);
  });

  it('is listed no longer when somebody takes it', async () => {
    const { world, post, opens } = await closed();
    await post();
    opens();

    await post();

    expect(world.leads()).toMatchObject([{ owner: { poolId: 'south' }, routing: { state: 'owned' } }]);
    expect([waitingIn(world.table.items.values()), assignmentFaults(world.table.items.values())]).toEqual([[], []]);
  });

  it('keeps no assignment while the fallback pool is asked', async () => {
    const { world } = await closed();

    await world.takeIn(world.post({ ...person(1), province: 'TP.HCM' }));

    expect(world.itemsOf(' ASSIGN#')).toEqual([]);
  });
});

describe('a subject', () => {
  it.each<[AssignmentState, AssignmentState[]]>([
    ['marketing', ['marketing', 'waiting', 'offered', 'owned', 'floating', 'ended']],
    ['waiting', ['waiting', 'offered', 'owned', 'floating', 'marketing', 'ended']],
    ['offered', ['owned', 'waiting', 'marketing', 'ended']],
    ['owned', ['owned', 'waiting', 'floating', 'marketing', 'ended']],
    ['floating', ['owned', 'offered', 'waiting', 'marketing', 'ended']],
    ['ended', ['waiting', 'offered', 'owned', 'marketing']],
  ])('that is %s may go to %j alone', (from, to) => {
    expect(AssignmentState.options.filter((state) => mayMove(from, state)).sort()).toEqual([...to].sort());
  });
});
