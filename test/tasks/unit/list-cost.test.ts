import { expect, it } from '@jest/globals';
import { LeadId, TaskName } from '../../../shared/platform/ids.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { writeTasks } from '../../../shared/tasks/index.ts';
import { listTasks } from '../../../shared/worklist/index.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { taskAt, taskOf } from '../../support/tasks.ts';

const north = {
  provinceCode: '01',
  provinceName: 'Hà Nội',
  macroRegion: 'north',
  formerCode: null,
  reason: 'given',
  raw: 'Hà Nội',
} as const;

it('shows a manager the few tasks of their region page by page, each by a few reads', async () => {
  const { table, parts } = createWorld();
  const leadIds = Array.from({ length: 100 }, (_, index) => LeadId.parse(`L01K9ZQ3V7N8Q0WJ9F4TE6H${String(index).padStart(4, '0')}`));
  for (const [index, leadId] of leadIds.entries()) {
    seedLeads(table, sampleLead({ leadId, ...(index % 10 === 9 ? { region: north } : {}) }));
    const dueAt = new Date(taskAt.getTime() + index * 60_000).toISOString();
    const [task] = writeTasks([{ before: null, after: taskOf({ leadId, name: TaskName.parse('K1'), dueAt }) }], taskAt);
    if (task && 'Put' in task && task.Put.Item) table.seed(task.Put.Item);
  }
  const batches: number[] = [];
  const counted: Table = {
    ...table,
    batchGet: (keys, options) => {
      batches.push(keys.length);
      return table.batchGet(keys, options);
    },
  };
  const page = (cursor?: string) =>
    listTasks({ ...parts, table: counted }, { role: 'manager', userId: 'm', regions: ['north'] }, { limit: 4, cursor });

  const first = await page();
  const batchesOfFirst = batches.length;
  const second = await page(first.nextCursor ?? '');
  const third = await page(second.nextCursor ?? '');

  const shown = [first, second, third].map(({ items }) => items.map(({ leadId }) => leadIds.indexOf(LeadId.parse(leadId))));
  expect(shown).toEqual([
    [9, 19, 29, 39],
    [49, 59, 69, 79],
    [89, 99],
  ]);
  expect(third.nextCursor).toBeNull();
  expect(batchesOfFirst).toBeLessThanOrEqual(4);
});
