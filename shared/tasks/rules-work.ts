import type { Task, TaskReason } from './record.ts';

/**
 * The class in which a rep's work lists tasks of each reason: within a class, what is due first comes first. The first class is what a rep is
 * to accept.
 */
const classes: Readonly<Record<TaskReason, number>> = { accept: 1, callback: 2, hot: 3, firstContact: 4, planned: 5 };

export const workClassOf = (reason: TaskReason): number => classes[reason];

/** Returns the class in which a task lies: a call that was to be made at once is planned once somebody put it off. */
export const workClassOfTask = ({ reason, snoozes }: Pick<Task, 'reason' | 'snoozes'>): number =>
  workClassOf(snoozes > 0 && (reason === 'hot' || reason === 'firstContact') ? 'planned' : reason);

/** Returns the reason whose class this is; undefined for a class of a later version. */
export function reasonOf(workClass: number): string | undefined {
  return Object.entries(classes).find(([, known]) => known === workClass)?.[0];
}
