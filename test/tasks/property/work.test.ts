import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CreateTask } from '../../../api/tasks/create-task.ts';
import { AssignMessage } from '../../../events/index.ts';
import { readLead } from '../../../shared/leads/index.ts';
import { type LeadId, leadSubject, PoolId, RepId } from '../../../shared/platform/ids.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { assignLeads } from '../../../shared/routing/index.ts';
import { endsWithAttempt, endTasks, readTasks, taskIdOf, writeTasks } from '../../../shared/tasks/index.ts';
import { cancelTask, finishTask, handOverTask, noteTask, snoozeTask } from '../../../shared/worklist/index.ts';
import { dyingTable } from '../../support/dying-table.ts';
import { reassign } from '../../support/lead-world/reassign.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { person } from '../../support/people.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { taskFaults } from '../../support/task-faults.ts';

const south = PoolId.parse('south');
const admin = { role: 'admin', userId: 'user-admin' } as const;
const reps = ['rep-lan', 'rep-phuc', 'rep-anh'] as const;
const due = '2026-12-01T02:00:00.000Z';

/** What can happen to the tasks of a lead, and to its owner. `which`: a task among those that there are. */
const anyAct = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('note' as const), repId: fc.option(fc.constantFrom(...reps), { nil: null }) }) },
  fc.record({ kind: fc.constantFrom('finish' as const, 'cancel' as const, 'snooze' as const), which: fc.nat({ max: 5 }) }),
  fc.record({ kind: fc.constant('handOver' as const), which: fc.nat({ max: 5 }), repId: fc.constantFrom(...reps) }),
  fc.record({ kind: fc.constantFrom('attempt' as const, 'assign' as const, 'recall' as const) }),
  fc.record({ kind: fc.constant('reassign' as const), to: fc.constantFrom(...reps) }),
);
type Act = typeof anyAct extends fc.Arbitrary<infer Value> ? Value : never;

const causes = { v: 1, subject: leadSubject, poolId: south, cause: 'recalled', correlationId: 'c' } as const;

async function perform(act: Act, number: number, world: World, table: Table, leadId: LeadId): Promise<unknown> {
  const parts = { ...world.parts, table };
  const asked = { principal: admin, correlationId: `request-${number}`, along: () => [] };
  const pick = async (which: number) => {
    const tasks = await readTasks(table, leadId);
    const task = tasks[which % Math.max(1, tasks.length)];
    return { ...asked, taskId: task ? taskIdOf(task) : 'no.task' };
  };
  switch (act.kind) {
    case 'note': {
      const lead = await readLead(table, leadId, { consistent: true });
      if (!lead) throw new Error('no lead');
      const body = CreateTask.parse({ kind: 'call', dueAt: due, ...(act.repId === null ? {} : { repId: act.repId }) });
      return noteTask({ lead, body, ...asked }, parts);
    }
    case 'finish':
      return finishTask(await pick(act.which), parts);
    case 'cancel':
      return cancelTask(await pick(act.which), parts);
    case 'snooze':
      return snoozeTask({ ...(await pick(act.which)), until: `2026-12-02T02:00:0${number % 10}.000Z` }, parts);
    case 'handOver':
      return handOverTask({ ...(await pick(act.which)), repId: act.repId }, parts);
    case 'attempt': {
      const at = new Date(due);
      const ended = endTasks(await readTasks(table, leadId), endsWithAttempt, 'done', at);
      return ended.length === 0 ? undefined : table.transact(writeTasks(ended, at));
    }
    case 'assign':
      return assignLeads(south, [AssignMessage.parse({ ...causes, kind: 'assign', leadId, causationId: 'c' })], parts);
    case 'recall': {
      const lead = await readLead(table, leadId, { consistent: true });
      if (!lead?.owner) return undefined;
      const { decisionId } = lead.owner;
      return assignLeads(south, [AssignMessage.parse({ ...causes, kind: 'recall', leadId, decisionId })], parts);
    }
    case 'reassign':
      return reassign(table, leadId, RepId.parse(act.to), '2026-11-22T04:00:00.000Z');
  }
}

it('lists for each rep the open tasks that are theirs, which follow the owner of their lead, whatever happens at once and wherever it is killed', async () => {
  const numRuns = runs(60, 5_000);
  let failed = 0;
  let open = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyAct, fc.option(fc.integer({ min: 1, max: 14 }), { nil: null })), { minLength: 1, maxLength: 12 }),
      fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 4 }),
      async (acts, turns, atOnce) => {
        const world = createWorld();
        await world.takeIn(world.post({ ...person(1), province: 'TP.HCM' }));
        await world.assignAll();
        const [lead] = world.leads();
        if (!lead) throw new Error('no lead');
        let turn = 0;
        world.slow(async () => {
          for (let left = turns[turn++ % turns.length] ?? 0; left > 0; left -= 1) await Promise.resolve();
        });

        for (let start = 0; start < acts.length; start += atOnce) {
          const together = acts.slice(start, start + atOnce);
          const results = await Promise.allSettled(
            together.map(([act, point], index) => perform(act, start + index, world, dyingTable(world.table, point), lead.leadId)),
          );
          failed += results.filter(({ status }) => status === 'rejected').length;
          expect(taskFaults(world.table.items.values())).toEqual([]);
        }
        open += world.itemsOf(' TASK#').filter(({ gsi3pk }) => gsi3pk).length;
      },
    ),
    { numRuns, seed },
  );
  report(`work of reps: ${numRuns} histories, ${failed} acts killed or refused, ${open} tasks open at their ends, seed ${seed}`);
});
