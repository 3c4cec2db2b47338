import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AssignMessage } from '../../../events/index.ts';
import { readLead } from '../../../shared/leads/index.ts';
import { type LeadId, leadSubject, PoolId, RepId } from '../../../shared/platform/ids.ts';
import { type AssignParts, assignLeads } from '../../../shared/routing/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { dyingTable } from '../../support/dying-table.ts';
import { reassign } from '../../support/lead-world/reassign.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { person } from '../../support/people.ts';
import { seatFaults } from '../../support/seat-faults.ts';
import { report, runs, seed } from '../../support/seeded.ts';

/** What can happen to the owner of a lead. */
const anyAct = fc.oneof(
  fc.record({ kind: fc.constant('assign' as const), poolId: fc.constantFrom('south', 'north') }),
  fc.record({ kind: fc.constant('recall' as const), poolId: fc.constantFrom('south', 'north') }),
  fc.record({ kind: fc.constant('reassign' as const), to: fc.constantFrom('rep-lan', 'rep-phuc', 'rep-anh', null) }),
);

/** Takes the lead back from whoever has it at that moment. */
async function recall(leadId: LeadId, poolId: PoolId, parts: AssignParts): Promise<void> {
  const lead = await readLead(parts.table, leadId, { consistent: true });
  if (!lead?.owner) return;
  const asked = { v: 1, kind: 'recall', leadId, subject: leadSubject, poolId, cause: 'recalled' } as const;
  await assignLeads(poolId, [{ ...asked, decisionId: lead.owner.decisionId, correlationId: 'timer-1' }], parts);
}

it('gives seats to owners and to nobody else, and lead and assignment one owner, whatever happens at once and wherever it is killed', async () => {
  const numRuns = runs(60, 5_000);
  let killed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyAct, fc.option(fc.integer({ min: 1, max: 10 }), { nil: null })), { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 30 }),
      async (acts, turns) => {
        const world = createWorld();
        await world.takeIn(world.post({ ...person(1), province: 'TP.HCM' }));
        const [message] = world.sent.assign.map(({ body }) => AssignMessage.parse(body));
        const [lead] = world.leads();
        if (!message || !lead) throw new Error('no lead to assign');
        let turn = 0;
        world.slow(async () => {
          for (let left = turns[turn++ % turns.length] ?? 0; left > 0; left -= 1) await Promise.resolve();
        });

        const results = await Promise.allSettled(
          acts.map(([act, point], index) => {
            const table = dyingTable(world.table, point);
            const parts = { ...world.parts, table };
            if (act.kind === 'recall') return recall(lead.leadId, PoolId.parse(act.poolId), parts);
            return act.kind === 'assign'
              ? assignLeads(PoolId.parse(act.poolId), [{ ...message, poolId: PoolId.parse(act.poolId) }], parts)
              : reassign(table, lead.leadId, act.to === null ? null : RepId.parse(act.to), `2026-11-22T04:00:0${index}.000Z`);
          }),
        );

        killed += results.filter(({ status }) => status === 'rejected').length;
        expect([...seatFaults(world.table.items.values()), ...assignmentFaults(world.table.items.values())]).toEqual([]);
      },
    ),
    { numRuns, seed },
  );
  report(`races for a lead: ${numRuns}, ${killed} acts killed, seed ${seed}`);
});
