import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { indexAttributes } from '../platform/keys.ts';
import type { IndexRow } from '../platform/walk-index.ts';
import { Task } from './record.ts';
import { placeOfTask } from './task-id.ts';

/** What the index keeps of a task beside its place, so that a page of work reads no tasks. */
const Packed = Task.pick({ kind: true, subject: true, reason: true, title: true, isHandedOver: true });

/** An open task as the work of its rep lists it. */
export const WorkRow = Packed.extend(Task.pick({ leadId: true, name: true, dueAt: true }).shape).extend({ place: z.string() });
export type WorkRow = z.infer<typeof WorkRow>;

/** Packs what the index keeps of a task. */
export function packRow({ kind, subject, reason, title, isHandedOver }: z.infer<typeof Packed>): string {
  return JSON.stringify({ kind, subject, reason, title, isHandedOver });
}

/** Reads a row of the index. @throws CorruptItemError */
export function parseRow({ place, item }: IndexRow): WorkRow {
  const [, dueAt, taskId = ''] = place.split('#');
  const packed = Packed.safeParse(cardOf(item.card));
  const row = WorkRow.safeParse({ ...packed.data, ...placeOfTask(taskId), dueAt, place });
  if (!row.success) throw new CorruptItemError(`a row of the index ${indexAttributes.gsi3.pk} is no task`);
  return row.data;
}

function cardOf(card: unknown): unknown {
  try {
    return JSON.parse(String(card));
  } catch {
    return undefined;
  }
}
