import type { TaskReason } from './record.ts';

/**
 * The class in which a rep's work lists tasks of each reason: within a class, what is due first comes first. The first class is what a rep is
 * to accept.
 */
const classes: Readonly<Record<TaskReason, number>> = { accept: 1, callback: 2, hot: 3, firstContact: 4, planned: 5 };

export const workClassOf = (reason: TaskReason): number => classes[reason];

/** Returns the reason whose class this is; undefined for a class of a later version. */
export function reasonOf(workClass: number): string | undefined {
  return Object.entries(classes).find(([, known]) => known === workClass)?.[0];
}
