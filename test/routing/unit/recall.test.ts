import { describe, expect, it } from '@jest/globals';
import { AssignMessage, type RecallRequest } from '../../../events/index.ts';
import { leadSubject, PoolId } from '../../../shared/platform/ids.ts';
import { assignLeads, assignMessageFor, leadsPerTransaction, readAssignment } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { Killed, killAt } from '../../support/effects.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { person } from '../../support/people.ts';
import { seatFaults } from '../../support/seat-faults.ts';

const south = PoolId.parse('south');
const fallback = PoolId.parse('unknown');

async function owned(count = 1) {
  const world = createWorld();
  for (let index = 0; index < count; index += 1) await world.takeIn(world.post({ ...person(index), province: 'TP.HCM' }));
  await world.assignAll();
  world.sent.notice.splice(0);
  return world;
}

/** What asks to take each lead back from whoever owns it now. */
function recallsOf(world: World): RecallRequest[] {
  return world.leads().map(({ leadId, owner }) => {
    if (!owner) throw new Error('nobody owns the lead');
    const { poolId, decisionId } = owner;
    return { v: 1, kind: 'recall', leadId, subject: leadSubject, poolId, cause: 'recalled', decisionId, correlationId: 'timer-1' };
  });
}

const faultsIn = (world: World) => [...seatFaults(world.table.items.values()), ...assignmentFaults(world.table.items.values())];
const ownersOf = (world: World) => world.leads().map(({ owner }) => owner?.repId ?? null);

describe('a recall', () => {
  it('takes owner and seat, says why, and asks the pool again', async () => {
    const world = await owned();
    const [recall] = recallsOf(world);
    const [before] = world.leads();
    if (!recall || !before?.owner) throw new Error('no lead');

    await assignLeads(south, [recall], world.parts);

    expect(world.leads()).toMatchObject([{ owner: null, routing: { state: 'waiting' }, version: before.version + 1 }]);
    expect(world.itemsOf(' SEAT#')).toEqual([]);
    expect(world.timeline().at(-1)).toMatchObject({
      type: 'lead.unassigned',
      data: { subject: 'lead', poolId: 'south', repId: before.owner.repId, reason: 'recalled', decisionId: before.owner.decisionId },
    });
    expect(world.sent.assign.map(({ body }) => body)).toMatchObject([
      { kind: 'assign', leadId: before.leadId, subject: 'lead', poolId: 'south', cause: 'recalled', causationId: before.owner.decisionId },
    ]);
    expect(faultsIn(world)).toEqual([]);
  });

  it('reads what it needs of a whole batch at once', async () => {
    const world = await owned(leadsPerTransaction);
    let [running, most] = [0, 0];
    world.slow(async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
    });

    await assignLeads(south, recallsOf(world), world.parts);

    expect(most).toBeGreaterThanOrEqual(leadsPerTransaction);
    expect(ownersOf(world)).toEqual(Array(leadsPerTransaction).fill(null));
  });

  it('leads to another decision and another notice', async () => {
    const world = await owned();
    const [recall] = recallsOf(world);
    if (!recall) throw new Error('no lead');

    await assignLeads(south, [recall], world.parts);
    await world.assignAll();

    const [lead] = world.leads();
    expect(lead?.owner?.decisionId).not.toBe(recall.decisionId);
    expect(world.sent.notice.map(({ body }) => body)).toMatchObject([{ kind: 'assignedNotice', decisionId: lead?.owner?.decisionId }]);
    expect(faultsIn(world)).toEqual([]);
  });

  it('changes nothing when the decision does not stand any more', async () => {
    const world = await owned();
    const [recall] = recallsOf(world);
    if (!recall) throw new Error('no lead');
    await assignLeads(south, [recall], world.parts);
    await world.assignAll();
    const before = world.leads();

    await assignLeads(south, [recall], world.parts);

    expect([world.leads(), world.sent.assign]).toEqual([before, []]);
  });

  it('asks the pool again when it comes again, however far it came the first time', async () => {
    for (let point = 1; ; point += 1) {
      const world = await owned();
      const recalls = recallsOf(world);
      world.fail(killAt(point));
      const isKilled = await assignLeads(south, recalls, world.parts).then(
        () => false,
        (error: unknown) => error instanceof Killed,
      );
      world.fail({});

      await assignLeads(south, recalls, world.parts);
      await world.assignAll();

      expect([ownersOf(world).includes(null), faultsIn(world)]).toEqual([false, []]);
      expect(world.timeline().filter(({ type }) => type === 'lead.unassigned')).toHaveLength(1);
      if (!isKilled) return;
    }
  });

  it('is done in the order of the messages, also of many leads', async () => {
    const count = 2 * leadsPerTransaction + 1;
    const world = await owned(count);
    const recalls = recallsOf(world);
    const again = recalls.map(
      ({ decisionId, ...recall }): AssignMessage => ({ ...recall, kind: 'assign', cause: 'recalled', causationId: decisionId }),
    );
    const given = world.leads().map(({ owner }) => owner?.decisionId);

    await assignLeads(south, [...again.slice(0, 2), ...recalls, ...again], world.parts);

    expect(ownersOf(world)).not.toContain(null);
    expect(world.leads().filter(({ owner }) => given.includes(owner?.decisionId))).toEqual([]);
    expect(faultsIn(world)).toEqual([]);
  });

  it('goes to the pool of the territory when the fallback pool had the lead', async () => {
    const world = createWorld();
    await world.takeIn(world.post({ ...person(1), province: 'TP.HCM' }));
    const [lead] = world.leads();
    const [asked] = world.sent.assign.splice(0).map(({ body }) => AssignMessage.parse(body));
    if (!lead || asked?.kind !== 'assign') throw new Error('no lead');
    await assignLeads(fallback, [{ ...asked, poolId: fallback, cause: 'fallback' }], world.parts);

    await assignLeads(fallback, recallsOf(world), world.parts);

    expect(world.sent.assign.map(({ groupId }) => groupId)).toEqual(['south']);
    expect(await readAssignment(world.table, lead.leadId, leadSubject)).toMatchObject({ state: 'waiting', poolId: 'south', repId: null });
  });

  it('is another request to the fallback pool each time the pool of the territory refuses, whatever led to all of them', async () => {
    const world = createWorld();
    world.config.change(poolKind, 'south', (pool) => ({ ...pool, members: [] }));
    await world.takeIn(world.post({ ...person(1), province: 'TP.HCM' }));
    const correlationId = 'form/contact/post-1';
    const handedOver: (string | undefined)[] = [];
    for (let time = 1; time <= 3; time += 1) {
      const [asked] = world.sent.assign.splice(0).map(({ body }) => AssignMessage.parse(body));
      if (!asked) throw new Error('no pool is asked');
      await assignLeads(south, [asked], world.parts);
      await assignLeads(south, [asked], world.parts);
      handedOver.push(...world.sent.assign.map(({ deduplicationId }) => deduplicationId));
      await world.assignAll();
      await assignLeads(
        fallback,
        recallsOf(world).map((recall) => ({ ...recall, correlationId })),
        world.parts,
      );
    }

    const [one, , two, , three] = handedOver;
    expect(handedOver).toEqual([one, one, two, two, three, three]);
    expect(new Set(handedOver).size).toBe(3);
  });
});

describe('a message of the version before', () => {
  it('gives the lead to a rep', async () => {
    const world = createWorld();
    await world.takeIn(world.post({ ...person(1), province: 'TP.HCM' }));
    const [{ leadId } = { leadId: '' }] = world.leads();
    const old = AssignMessage.parse({ v: 1, leadId, poolId: 'south', correlationId: 'form/contact/post-1' });

    await assignLeads(south, [old], world.parts);

    expect(ownersOf(world)).not.toContain(null);
    expect(assignMessageFor(old).groupId).toBe('south');
  });
});
