import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leadAssigned } from '../../../events/index.ts';
import { AssignmentState, draftEntry, readLead } from '../../../shared/leads/index.ts';
import { DecisionId, leadSubject, PoolId, RepId, randomIds, SubjectId } from '../../../shared/platform/ids.ts';
import { type AssignmentTarget, changeAssignment, ForbiddenMoveError, mayMove, readAssignment } from '../../../shared/routing/index.ts';
import { readSeats } from '../../../shared/seats/index.ts';
import { readTasks } from '../../../shared/tasks/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { seatFaults } from '../../support/seat-faults.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const subjects = [leadSubject, SubjectId.parse('O1')];
const poolId = PoolId.parse('south');
const decisionIds = ['D1', 'D2'].map((id) => DecisionId.parse(id));

const due = '2026-11-24T01:15:00.000Z';

const anyTarget: fc.Arbitrary<AssignmentTarget> = fc.oneof(
  fc
    .record({
      poolId: fc.constant(poolId),
      repId: fc.constantFrom(RepId.parse('rep-lan'), RepId.parse('rep-phuc')),
      decisionId: fc.constantFrom(...decisionIds),
    })
    .chain((held) =>
      fc.constantFrom({ ...held, state: 'offered' as const, slaDueAt: due }, { ...held, state: 'owned' as const, contactDueAt: due }),
    ),
  fc.record({
    state: fc.constantFrom('marketing' as const, 'waiting' as const, 'floating' as const, 'ended' as const),
    poolId: fc.constant(poolId),
    repId: fc.constant(null),
    decisionId: fc.constantFrom(null, ...decisionIds),
  }),
);

describe('a subject that moves', () => {
  it('only goes where it may; lead, seats and the list of those that wait say the same as its assignment', async () => {
    const numRuns = runs(100, 5_000);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        anyLead().filter(({ routing }) => routing !== null),
        fc.array(fc.tuple(fc.constantFrom(...subjects), anyTarget), { maxLength: 12 }),
        async (any, moves) => {
          const table = memoryTable();
          const fresh = { ...any, owner: null, routing: any.routing && { ...any.routing, state: AssignmentState.enum.waiting } };
          seedLeads(table, fresh);
          for (const [step, [subject, to]] of moves.entries()) {
            const lead = await readLead(table, fresh.leadId, { consistent: true });
            if (!lead) throw new Error('no lead');
            const before = (await readAssignment(table, lead.leadId, subject)) ?? null;
            const change = async () =>
              changeAssignment({
                lead,
                subject,
                before,
                to,
                entries: [draftEntry(leadAssigned, { subject, repId: 'rep', poolId, decisionId: 'D1' })],
                seats: await readSeats(table, lead.leadId),
                tasks: await readTasks(table, lead),
                ids: randomIds,
                at: new Date(Date.parse('2026-12-01T00:00:00Z') + step * 1_000),
                actor: { kind: 'system', id: 'test' },
                cause: { correlationId: 'r', causationId: 'r' },
              });

            if (!mayMove(before?.state ?? 'waiting', to.state)) {
              refused += 1;
              await expect(change()).rejects.toThrow(ForbiddenMoveError);
              continue;
            }
            await table.transact(await change());

            const after = await readAssignment(table, lead.leadId, subject);
            const { contactDueAt: _ofTask, ...kept } = { contactDueAt: null, ...to };
            expect(after).toMatchObject({ ...kept, version: (before?.version ?? 0) + 1 });
            const stays = before !== null && before.state === to.state && before.repId === to.repId;
            expect(after?.since === before?.since).toBe(stays);
            expect([...assignmentFaults(table.items.values()), ...seatFaults(table.items.values())]).toEqual([]);
            const assigned = await Promise.all(subjects.map((one) => readAssignment(table, lead.leadId, one)));
            const having = assigned.flatMap((one) => (one && one.repId !== null ? [`${one.repId} ${one.subject}`] : []));
            const seated = (await readSeats(table, lead.leadId)).flatMap((seat) => seat.subjects.map((one) => `${seat.repId} ${one}`));
            expect(seated.sort()).toEqual(having.sort());
          }
        },
      ),
      { numRuns, seed },
    );
    report(`moves of subjects: ${numRuns} histories, ${refused} moves refused, seed ${seed}`);
  });
});
