import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { exampleTask, taskData } from './task-data.ts';

export const taskReopened = defineEvent({
  detailType: 'task.reopened',
  version: 1,
  about: 'A person took back what they had just done with a task, and it stands where it stood. `undone`: what that was.',
  data: { ...taskData, dueAt: z.string(), undone: z.enum(['done', 'cancelled', 'snoozed']) },
  example: { ...exampleTask, dueAt: '2026-11-24T02:00:00.000Z', undone: 'done' },
});
