import { describe, expect, it } from '@jest/globals';
import { OutcomeConfig, outcomeKind } from '../../../shared/call-log/outcome-config.ts';
import { leadSubject } from '../../../shared/platform/ids.ts';
import { readAssignment } from '../../../shared/routing/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { createCallFloor } from '../../support/call-floor.ts';
import { killAt } from '../../support/effects.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { offerLeads } from '../../support/offers.ts';

/** A call floor whose lead is only offered to its rep yet. */
async function offeredFloor(protectDays?: number) {
  const world = createWorld();
  offerLeads(world, {}, protectDays === undefined ? {} : { protectDays });
  const floor = await createCallFloor(world);
  const assignment = () => readAssignment(world.table, floor.lead().leadId, leadSubject);
  const types = () => world.timeline().map(({ type }) => type);
  const tasks = () => floor.tasks().map(({ reason, status }) => `${reason} ${status}`);
  return { ...floor, assignment, types, tasks, faults: () => assignmentFaults(world.table.items.values()) };
}

const noChance = OutcomeConfig.parse({
  id: 'noChance',
  name: { vi: 'Không còn cơ hội', en: 'No chance' },
  isReached: true,
  isFinal: true,
  afterwards: { do: 'retire' },
});

describe('a call about what is offered to its rep', () => {
  it('accepts it, in one transaction, and is the first contact', async () => {
    const { world, logged, assignment, types, tasks, faults, lead } = await offeredFloor();
    const before = world.table.items.size;
    let transactions = 0;
    world.fail({
      before({ what }) {
        if (what.startsWith('transact')) transactions += 1;
      },
    });

    const { version } = await logged({ outcome: 'considering' });

    expect([before > 0, transactions]).toEqual([true, 1]);
    expect(await assignment()).toMatchObject({ state: 'owned', repId: lead().owner?.repId });
    expect(types().slice(-2)).toEqual(['lead.accepted', 'call.logged']);
    expect(tasks()).toEqual(expect.arrayContaining(['accept done', 'firstContact done']));
    expect(lead()).toMatchObject({ version, routing: { state: 'owned' }, evidence: { attempts: 1, reached: 1 } });
    expect(faults()).toEqual([]);
  });

  it('protects it by the same act where its pool does', async () => {
    const { logged, assignment } = await offeredFloor(7);

    await logged({ outcome: 'noAnswer' });

    expect(await assignment()).toMatchObject({ state: 'owned', protectedUntil: expect.any(String) });
  });

  it('has the first contact to be made again once it is taken back; the lead stays theirs', async () => {
    const { logged, undo, assignment, tasks } = await offeredFloor();
    const { callId } = await logged({ outcome: 'noAnswer' });

    await undo(callId);

    expect(await assignment()).toMatchObject({ state: 'owned' });
    expect(tasks()).toContain('firstContact open');
  });

  it('that finds nobody there accepts it and ends it', async () => {
    const { logged, assignment, types, faults } = await offeredFloor();

    await logged({ outcome: 'wrongNumber' });

    expect(await assignment()).toMatchObject({ state: 'ended', repId: null });
    expect(types()).toEqual(expect.arrayContaining(['lead.accepted', 'call.logged', 'lead.status_changed']));
    expect(faults()).toEqual([]);
  });

  it('by somebody else accepts nothing', async () => {
    const { log, assignment } = await offeredFloor();

    await log({ outcome: 'considering' }, 'admin');

    expect(await assignment()).toMatchObject({ state: 'offered' });
  });

  it('beside another one accepts it once', async () => {
    const { log, assignment, types } = await offeredFloor();
    const [first, second] = await Promise.all([log({ outcome: 'considering' }), log({ outcome: 'considering' })]);

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await assignment()).toMatchObject({ state: 'owned' });
    expect(types().filter((type) => type === 'lead.accepted')).toHaveLength(1);
    expect(types().filter((type) => type === 'call.logged')).toHaveLength(2);
  });
});

describe('a call that accepts an offer and retires its lead, wherever its process is killed', () => {
  it('leaves the offer as it was, or accepted; asked for again, the call is there once and the lead retired with its rep', async () => {
    const seen = new Set<string>();
    let points = 0;
    for (let point = 1; ; point += 1) {
      const floor = await offeredFloor();
      const { world, log, lead, assignment, types, faults } = floor;
      world.config.add(outcomeKind, [noChance]);
      world.fail(killAt(point));
      const first = await log({ outcome: noChance.id }, 'rep', 'one-call').catch(() => ({ status: 0 }));
      world.fail({});
      const between = (await assignment())?.state ?? 'none';
      seen.add(`${between}, ${lead().status}, ${types().filter((type) => type === 'call.logged').length} logged`);
      const again = await log({ outcome: noChance.id }, 'rep', 'one-call');

      expect(again.status).toBe(200);
      expect(lead()).toMatchObject({ status: 'retired', owner: { repId: expect.any(String) } });
      expect(await assignment()).toMatchObject({ state: 'owned', repId: lead().owner?.repId });
      expect(['lead.accepted', 'call.logged'].map((wanted) => types().filter((type) => type === wanted).length)).toEqual([1, 1]);
      expect(faults()).toEqual([]);
      points = point;
      if (first.status === 200) break;
    }

    // Between its two transactions the rep who talked to the person has the lead, and nothing else has changed.
    expect([...seen].toSorted()).toEqual(['offered, active, 0 logged', 'owned, active, 0 logged', 'owned, retired, 1 logged']);
    expect(points).toBeGreaterThan(10);
  }, 60_000);
});
