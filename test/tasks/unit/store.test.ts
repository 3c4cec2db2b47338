import { describe, expect, it } from '@jest/globals';
import { LeadId, SubjectId, TaskName } from '../../../shared/platform/ids.ts';
import { indexKeys, keys } from '../../../shared/platform/keys.ts';
import { changed, endTasks, readTask, readTasks, type Task, writeTasks } from '../../../shared/tasks/index.ts';
import { parseRow } from '../../../shared/tasks/row.ts';
import { workClassOf } from '../../../shared/tasks/rules-work.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { lan, minh, taskAt, taskOf } from '../../support/tasks.ts';

const place = { leadId: LeadId.parse('L1'), name: TaskName.parse('K1') };

async function stored(task: Task = taskOf()) {
  const table = memoryTable();
  await table.transact(writeTasks([{ before: null, after: task }], taskAt));
  const read = await readTask(table, place);
  if (!read) throw new Error('no task');
  return { table, read };
}

const itemOf = (table: MemoryTable) => table.get(keys.task(place.leadId, place.name));
const timersIn = (table: MemoryTable) => table.all().filter(({ pk }) => String(pk).startsWith('DUE#'));

describe('a task in the table', () => {
  it.each<[string, Partial<Task>]>([
    ['with the least', {}],
    ['with all', { title: 'Gửi báo giá', note: 'gói 2', isHandedOver: true, subject: SubjectId.parse('opportunity'), snoozes: 2 }],
    ['that nobody has', { ownerRepId: null }],
    ['that is done', { status: 'done', endedAt: '2026-11-23T02:00:00.000Z' }],
  ])('%s reads as it was written', async (_, fields) => {
    const task = { ...taskOf(), ...fields };
    const { table, read } = await stored(task);

    expect(read).toEqual(task);
    expect(await readTasks(table, place.leadId)).toEqual([task]);
  });

  it('is listed in the work of its rep while it is open, and tells there what it is', async () => {
    const task = taskOf({ reason: 'callback', title: 'Hỏi về gói 2' });
    const { table, read } = await stored(task);

    const item = (await itemOf(table)) ?? {};
    const { leadId, name, kind, subject, reason, title, dueAt, isHandedOver } = task;
    const row = { leadId, name, kind, subject, reason, title, dueAt, isHandedOver };
    expect(item).toMatchObject(indexKeys.work(lan, 2, task.dueAt, 'L1.K1'));
    expect(parseRow({ place: String(item.gsi3sk), item })).toEqual({ ...row, place: item.gsi3sk });

    await table.transact(
      writeTasks(
        endTasks([read], () => true, 'done', taskAt),
        taskAt,
      ),
    );

    expect(await itemOf(table)).not.toHaveProperty('gsi3pk');
    expect(await itemOf(table)).not.toHaveProperty('card');
  });

  it.each(['hot', 'firstContact'] as const)(
    'lies among what is planned once it was put off, and is still a call that is %s',
    async (reason) => {
      const task = taskOf({ reason });
      const { table, read } = await stored(task);
      expect(await itemOf(table)).toMatchObject(indexKeys.work(lan, workClassOf(reason), task.dueAt, 'L1.K1'));

      await table.transact(writeTasks([changed(read, { snoozes: 1 })], taskAt));

      const item = (await itemOf(table)) ?? {};
      expect(item).toMatchObject(indexKeys.work(lan, workClassOf('planned'), task.dueAt, 'L1.K1'));
      expect(parseRow({ place: String(item.gsi3sk), item })).toMatchObject({ reason });
    },
  );

  it('is not written over a change that came in between', async () => {
    const { table, read } = await stored();
    const other = await readTask(table, place);
    if (!other) throw new Error('no task');
    await table.transact(writeTasks([changed(other, { ownerRepId: minh })], taskAt));

    await expect(table.transact(writeTasks([changed(read, { snoozes: 1 })], taskAt))).rejects.toThrow('a condition failed');
  });
});

describe('the timers of tasks', () => {
  it('are one for the tasks of a rep that are due in the same half hour, and one for each other rep and half hour', async () => {
    const table = memoryTable();
    const tasks = [
      taskOf({ name: TaskName.parse('K1'), dueAt: '2026-11-24T02:01:00.000Z' }),
      taskOf({ name: TaskName.parse('K2'), dueAt: '2026-11-24T02:29:00.000Z' }),
      taskOf({ name: TaskName.parse('K3'), dueAt: '2026-11-24T02:31:00.000Z' }),
      taskOf({ name: TaskName.parse('K4'), ownerRepId: minh, dueAt: '2026-11-24T02:30:00.000Z' }),
      taskOf({ name: TaskName.parse('K5'), ownerRepId: null }),
    ];

    await table.transact(
      writeTasks(
        tasks.map((after) => ({ before: null, after })),
        taskAt,
      ),
    );

    expect(timersIn(table).map(({ dueAt }) => dueAt)).toEqual(
      expect.arrayContaining(['2026-11-24T02:30:00.000Z', '2026-11-24T03:00:00.000Z', '2026-11-24T02:30:00.000Z']),
    );
    expect(timersIn(table)).toHaveLength(3);
  });

  it('come with another moment or another rep, and with no other change', async () => {
    const { table, read } = await stored();

    expect(writeTasks([changed(read, { title: 'Gọi' })], taskAt)).toHaveLength(1);
    expect(writeTasks([changed(read, { ownerRepId: minh })], taskAt)).toHaveLength(2);
    expect(writeTasks([changed(read, { dueAt: '2026-11-25T02:00:00.000Z' })], taskAt)).toHaveLength(2);
    expect(timersIn(table)).toHaveLength(1);
  });
});
