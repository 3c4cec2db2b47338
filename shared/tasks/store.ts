import { partitionsOf, type WholeLead } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import { indexKeys, keys, partitionId, sortId } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { Task, type TaskChange } from './record.ts';
import { packRow } from './row.ts';
import { workClassOfTask } from './rules-work.ts';
import { type TaskPlace, taskIdOf } from './task-id.ts';

const tasks = versioned<Task>({
  parse(item) {
    const empty = { title: null, note: null, endedAt: null, isHandedOver: false };
    const parsed = Task.safeParse({ ...empty, ...item, leadId: partitionId(item), name: sortId(item) });
    if (!parsed.success) throw new CorruptItemError('a task does not have the shape this version knows');
    return parsed.data;
  },
  toItem({ leadId, name, title, note, endedAt, isHandedOver, ...task }) {
    const rest = { ...(title === null ? {} : { title }), ...(note === null ? {} : { note }), ...(endedAt === null ? {} : { endedAt }) };
    const place = { leadId, name, title, isHandedOver, ...task };
    return { ...keys.task(leadId, name), ...listed(place), ...task, ...rest, ...(isHandedOver ? { isHandedOver } : {}) };
  },
});

/** An open task lies in the work of its rep by itself: there is no row beside it that could say something else. */
function listed(
  task: Pick<
    Task,
    | 'leadId'
    | 'name'
    | 'status'
    | 'reason'
    | 'dueAt'
    | 'ownerRepId'
    | 'kind'
    | 'title'
    | 'subject'
    | 'isHandedOver'
    | 'afterOutcome'
    | 'snoozes'
  >,
) {
  const { status, ownerRepId, dueAt } = task;
  if (status !== 'open' || ownerRepId === null) return {};
  return { ...indexKeys.work(ownerRepId, workClassOfTask(task), dueAt, taskIdOf(task)), card: packRow(task) };
}

/** @throws CorruptItemError for an item that is no task. */
export const parseTask = (item: Item): Task => tasks.parse(item);

/** Reads a task as it stands now; undefined when there is none. @throws CorruptItemError */
export function readTask(table: Pick<Table, 'get'>, { leadId, name }: TaskPlace): Promise<Task | undefined> {
  return tasks.read(table, keys.task(leadId, name), { consistent: true });
}

/** Reads all tasks of a lead as they stand now, the ended ones and those of its members among them. @throws CorruptItemError */
export async function readTasks(table: Pick<Table, 'query'>, lead: WholeLead): Promise<Task[]> {
  return (await Promise.all(partitionsOf(lead).map((leadId) => tasksUnder(table, leadId)))).flat();
}

async function tasksUnder(table: Pick<Table, 'query'>, leadId: LeadId): Promise<Task[]> {
  const items = await queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.taskPrefix), ConsistentRead: true });
  return items.map(parseTask);
}

/** Returns the condition that a task is open and due when it was read to be; whoever has it. */
export function taskStands({ leadId, name, dueAt }: TaskPlace & Pick<Task, 'dueAt'>): WriteItem {
  return {
    ConditionCheck: {
      Key: keys.task(leadId, name),
      ConditionExpression: '#status = :open AND dueAt = :dueAt',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':open': 'open', ':dueAt': dueAt },
    },
  };
}

/** Returns the write of a changed task. Refused when somebody was quicker. */
export function putTask({ before, after }: TaskChange): WriteItem {
  return tasks.put(before, after);
}
