import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { leadSubject } from '../platform/ids.ts';
import { indexAttributes } from '../platform/keys.ts';
import type { IndexRow } from '../platform/walk-index.ts';
import { Task } from './record.ts';
import { reasonOf, workClassOfTask } from './rules-work.ts';
import { placeOfTask } from './task-id.ts';

/** What the index keeps of a task beside its place, so that a page of work reads no tasks; what is usual is left out. */
const Packed = z.object({
  kind: Task.shape.kind.default('call'),
  subject: Task.shape.subject.default(leadSubject),
  title: Task.shape.title.default(null),
  isHandedOver: Task.shape.isHandedOver.default(false),
  afterOutcome: Task.shape.afterOutcome,
  /** @default - the one of its class */
  reason: Task.shape.reason.exactOptional(),
});

/** An open task as the work of its rep lists it. */
export const WorkRow = Packed.extend(Task.pick({ leadId: true, name: true, dueAt: true, reason: true }).shape).extend({
  place: z.string(),
});
export type WorkRow = z.infer<typeof WorkRow>;

/** Packs what the index keeps of a task. */
export function packRow({
  kind,
  subject,
  title,
  isHandedOver,
  afterOutcome,
  reason,
  snoozes,
}: Pick<Task, 'kind' | 'subject' | 'title' | 'isHandedOver' | 'afterOutcome' | 'reason' | 'snoozes'>): string {
  return JSON.stringify({
    ...(kind === 'call' ? {} : { kind }),
    ...(subject === leadSubject ? {} : { subject }),
    ...(title === null ? {} : { title }),
    ...(isHandedOver ? { isHandedOver } : {}),
    ...(afterOutcome === undefined ? {} : { afterOutcome }),
    ...(reasonOf(workClassOfTask({ reason, snoozes })) === reason ? {} : { reason }),
  });
}

/** Reads a row of the index. @throws CorruptItemError */
export function parseRow({ place, item }: IndexRow): WorkRow {
  const [workClass, dueAt, taskId = ''] = place.split('#');
  const packed = Packed.safeParse(cardOf(item.card));
  const row = WorkRow.safeParse({ reason: reasonOf(Number(workClass)), ...packed.data, ...placeOfTask(taskId), dueAt, place });
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
