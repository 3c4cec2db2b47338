import { taskDone } from '../../events/index.ts';
import { draftEntry, type EntryDraft } from '../leads/index.ts';
import type { SubjectId } from '../platform/ids.ts';
import { endsWithAttempt, endTasks, type Task, type TaskChange, taskData } from '../tasks/index.ts';
import type { EvidenceKind } from './record.ts';

/** What a result does to the open tasks of its lead. */
export interface TasksDone {
  readonly changes: readonly TaskChange[];
  readonly entries: readonly EntryDraft[];
}

/**
 * Ends what a result was asked for by: open qualification tasks, and after a call also what asks for a first or prompt one, for whoever
 * notes what a call brought has called. What another team is to do about a need of its own stays.
 * @param subjects what of the lead the colleague has
 */
export function tasksDone(all: readonly Task[], kind: EvidenceKind, subjects: readonly SubjectId[], at: Date): TasksDone {
  const tasks = all.filter(({ subject }) => subjects.includes(subject));
  const asked = endTasks(tasks, (task) => task.kind === 'qualification', 'done', at);
  const attempted = kind === 'call' ? endTasks(tasks, (task) => task.kind !== 'qualification' && endsWithAttempt(task), 'done', at) : [];
  return { changes: [...asked, ...attempted], entries: asked.map(({ after }) => draftEntry(taskDone, taskData(after))) };
}
