import { z } from 'zod';

/** The rank of a task, in this order. */
export const WorkPlace = z.enum(['accept', 'callback', 'hot', 'firstContact', 'overdue', 'today']);
export type WorkPlace = z.infer<typeof WorkPlace>;
