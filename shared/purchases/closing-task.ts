import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import type { Opportunity } from '../opportunities/index.ts';
import { digest, TaskName } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { endTasks, readTasks, writeTasks } from '../tasks/index.ts';
import type { Purchase } from './record.ts';
import type { PurchaseState } from './rules-fold.ts';
import { taskForOwner } from './task-for-owner.ts';

const title = {
  vi: 'Đơn hàng của cơ hội này đã thanh toán đủ: nếu đã chốt xong, đóng cơ hội là thắng',
  en: 'The order of this opportunity is fully paid: if the sale is done, close it as won',
};

/** One for each time that the order becomes paid. */
const nameFor = ({ purchaseId }: Purchase, { paidAt }: PurchaseState): TaskName =>
  TaskName.parse(`close-${digest(purchaseId, paidAt ?? '')}`);

interface OrderOfNeed {
  readonly lead: Lead;
  readonly purchase: Purchase;
  readonly need: Opportunity;
}

/**
 * Returns the writes that tell the owner of an open need what to do next, once an order of it becomes fully paid, and that take it back with the
 * payment. Money closes no sale: more may be sold of it, and only who sells knows.
 */
export async function closingTask(
  { lead, purchase, need }: OrderOfNeed,
  { was, is }: { readonly was: PurchaseState; readonly is: PurchaseState },
  at: Date,
  parts: { readonly table: Table; readonly config: ConfigReader },
): Promise<readonly WriteItem[]> {
  if (was.isPaid === is.isPaid) return [];
  if (!is.isPaid) {
    const name = nameFor(purchase, was);
    const tasks = await readTasks(parts.table, lead);
    return writeTasks(
      endTasks(tasks, (task) => task.name === name, 'cancelled', at),
      at,
    );
  }
  if (need.state !== 'open' || lead.status !== 'active') return [];
  const name = nameFor(purchase, is);
  const task = {
    lead,
    subject: need.subject,
    name,
    kind: 'custom',
    createdBy: { kind: 'system', id: 'purchases' },
  } as const;
  return taskForOwner({ ...task, title }, at, parts);
}
