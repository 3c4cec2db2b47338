import { taskDone } from '../../events/index.ts';
import { draftEntry, type EntryDraft } from '../leads/index.ts';
import type { RepId, SubjectId } from '../platform/ids.ts';
import { endsWithAttempt, endTasks, isHandedCall, type Task, type TaskChange, taskData } from '../tasks/index.ts';
import type { EvidenceKind } from './record.ts';

/** What a result does to the open tasks of its lead. */
export interface TasksDone {
  readonly changes: readonly TaskChange[];
  readonly entries: readonly EntryDraft[];
}

/** Who says a result: what of the lead they have, and which rep they are. */
export interface Colleague {
  readonly subjects: readonly SubjectId[];
  readonly repId: RepId | null;
}

/**
 * Ends what a result was asked for by: open qualification tasks, and after a call also what asks for a first or prompt one, for whoever
 * notes what a call brought has called. What another team is to do about a need of its own stays, unless they handed it to whoever did it.
 */
export function tasksDone(all: readonly Task[], kind: EvidenceKind, { subjects, repId }: Colleague, at: Date): TasksDone {
  const isHanded = (task: Task) => task.kind === 'qualification' && task.status === 'open' && repId !== null && isHandedCall(task, repId);
  const meant = new Set([...subjects, ...all.filter(isHanded).map(({ subject }) => subject)]);
  const tasks = all.filter(({ subject }) => meant.has(subject));
  const asked = endTasks(tasks, (task) => task.kind === 'qualification', 'done', at);
  const attempted = kind === 'call' ? endTasks(tasks, (task) => task.kind !== 'qualification' && endsWithAttempt(task), 'done', at) : [];
  return { changes: [...asked, ...attempted], entries: asked.map(({ after }) => draftEntry(taskDone, taskData(after))) };
}
