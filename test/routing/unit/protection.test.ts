import { describe, expect, it } from '@jest/globals';
import { DecisionId, leadSubject } from '../../../shared/platform/ids.ts';
import { isProtected, protectAssignment, readAssignment } from '../../../shared/routing/index.ts';
import { OfferedWorld } from '../../support/offers.ts';

describe('what is protected', () => {
  it('is not taken back by the rule of an outcome until then, also by a message that comes late', async () => {
    const offered = await OfferedWorld.create();
    const { world } = offered;
    const own = await offered.own();
    await offered.accept(own);
    const assignment = await readAssignment(world.table, offered.lead.leadId, leadSubject);
    if (assignment?.state !== 'owned') throw new Error('nobody has it');
    const until = new Date(world.parts.clock().getTime() + 86_400_000).toISOString();
    await world.table.transact([protectAssignment(assignment as never, until)]);
    const recall = async () => {
      const about = { leadId: own.leadId, subject: leadSubject, poolId: 'south', correlationId: 'c' };
      const body = { v: 1, kind: 'recall', cause: 'recalled', decisionId: own.decisionId, ...about };
      await world.parts.assign.send({ body, groupId: 'south', deduplicationId: `recall-${world.parts.clock().getTime()}` });
      await world.assignAll();
      return offered.assignment();
    };

    const before = await recall();
    world.pass(2 * 86_400_000);
    const after = await recall();

    expect(before).toMatchObject({ repId: own.actor.id, decisionId: own.decisionId, protectedUntil: until });
    expect(after.decisionId).not.toBe(own.decisionId);
    expect(after).not.toHaveProperty('protectedUntil');
  });

  it('is what somebody has, never what is offered or floats', () => {
    const common = { leadId: 'L1', subject: leadSubject, version: 1, poolId: 'south', since: '2026-01-01T00:00:00.000Z' };
    const protectedUntil = '2026-02-01T00:00:00.000Z';
    const held = { repId: 'rep-lan', decisionId: DecisionId.parse('D1'), protectedUntil };
    const at = new Date('2026-01-15T00:00:00.000Z');
    const told = (['owned', 'offered', 'floating'] as const).map((state) => isProtected({ ...common, ...held, state } as never, at));

    expect(told).toEqual([true, false, false]);
    expect(isProtected({ ...common, ...held, state: 'owned' } as never, new Date(protectedUntil))).toBe(false);
    expect(isProtected(null, at)).toBe(false);
  });
});
