import { expect, it } from '@jest/globals';
import { userKind } from '../../../shared/access/user-config.ts';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { LeadId, TaskName } from '../../../shared/platform/ids.ts';
import { writeTasks } from '../../../shared/tasks/index.ts';
import { showWork } from '../../../shared/worklist/index.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { report } from '../../support/seeded.ts';
import { lan, taskAt, taskOf } from '../../support/tasks.ts';

it('reads six units for what the console asks for each half minute, of a rep with 2,000 leads, each with a task', async () => {
  const world = createWorld();
  const { documents } = await world.config.current(userKind);
  const owner = LeadOwner.parse({ repId: lan, poolId: 'south', since: taskAt.toISOString(), decisionId: 'D1' });
  const reasons = ['callback', 'hot', 'firstContact', 'planned'] as const;
  for (let index = 0; index < 2_000; index += 1) {
    const leadId = LeadId.parse(`L01K9ZQ3V7N8Q0WJ9F4TE6H${String(index).padStart(4, '0')}`);
    seedLeads(world.table, sampleLead({ leadId, owner }));
    const reason = reasons[index % reasons.length] ?? 'planned';
    const after = taskOf({ leadId, name: TaskName.parse('first-lead-1'), reason, dueAt: '2026-11-22T01:00:00.000Z' });
    const [task] = writeTasks([{ before: null, after }], taskAt);
    if (task && 'Put' in task && task.Put.Item) world.table.seed(task.Put.Item);
  }
  const before = world.table.used.read;

  const user = [...documents.values()].find(({ repId }) => repId === lan);
  const { items } = await showWork(world.parts, { role: 'rep', userId: user?.id ?? '', repId: lan }, { limit: 8 });

  const units = world.table.used.read - before;
  report(`first page of work among 2,000 leads: ${units} RRU`);
  expect(items).toHaveLength(8);
  expect(units).toBeLessThanOrEqual(6);
});
