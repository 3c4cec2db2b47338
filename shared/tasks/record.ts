import { z } from 'zod';
import { Actor } from '../../events/index.ts';
import { LeadId, RepId, SubjectId, TaskName } from '../platform/ids.ts';

export const TaskKind = z.enum(['call', 'mail', 'text', 'meeting', 'qualification', 'custom']);
export type TaskKind = z.infer<typeof TaskKind>;

/**
 * What brings a task into somebody's work. `callback`: the person waits for a call at a moment. `hot`: the lead became hot.
 * `firstContact`: nobody has talked with the person since the rep got them. `planned`: somebody meant to do it.
 */
export const TaskReason = z.enum(['accept', 'callback', 'hot', 'firstContact', 'planned']);
export type TaskReason = z.infer<typeof TaskReason>;

export const TaskStatus = z.enum(['open', 'done', 'cancelled']);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** Something that a rep is to do about a lead. */
export const Task = z.object({
  leadId: LeadId,
  name: TaskName,
  version: z.number().int().positive(),
  /** What of the lead it is about. */
  subject: SubjectId,
  kind: TaskKind,
  reason: TaskReason,
  /** Null: its kind and reason say all. */
  title: z.string().nullable(),
  note: z.string().nullable(),
  dueAt: z.iso.datetime(),
  /** Of an offer: when the rep is reminded of it, where their pool says so. @default - so long before it is due as of other tasks */
  remindAt: z.iso.datetime().exactOptional(),
  /** Who is to do it; null while nobody owns the subject. */
  ownerRepId: RepId.nullable(),
  /** Somebody gave it to another than the owner of its subject: it stays there, whoever owns the subject. */
  isHandedOver: z.boolean(),
  createdBy: Actor,
  createdAt: z.iso.datetime(),
  status: TaskStatus,
  /** When it was done or cancelled. */
  endedAt: z.iso.datetime().nullable(),
  snoozes: z.number().int().nonnegative(),
  /** How the call ended that asked for it, by the id of the kind `outcomes`. @default - no call did */
  afterOutcome: z.string().exactOptional(),
  /** Which text is to be sent, by its id in the kind `scripts`. @default - none in particular */
  script: z.string().exactOptional(),
  /** What takes the last act with it back, while its version is the one named here. @default - nothing does */
  undo: z
    .object({
      what: z.enum(['done', 'cancelled', 'snoozed']),
      /** The user who did it. */
      by: z.string(),
      at: z.iso.datetime(),
      version: z.number().int(),
      /** As it stood before. */
      dueAt: z.iso.datetime(),
      snoozes: z.number().int().nonnegative(),
      /** Calls to the lead until then. */
      attempts: z.number().int().nonnegative(),
    })
    .exactOptional(),
  /** When whoever it was handed to last asked for the masked number. @default - never */
  revealedAt: z.string().exactOptional(),
});
export type Task = z.infer<typeof Task>;

/** A task as it was read, or null for a new one, and as it shall be. */
export interface TaskChange {
  readonly before: Task | null;
  readonly after: Task;
}
