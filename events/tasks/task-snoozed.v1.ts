import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { exampleTask, taskData } from './task-data.ts';

export const taskSnoozed = defineEvent({
  detailType: 'task.snoozed',
  version: 1,
  about: 'A person put a task off.',
  data: {
    ...taskData,
    dueAt: z.string(),
    /** How often it was put off by now. */
    snoozes: z.number().int().positive(),
  },
  example: { ...exampleTask, dueAt: '2026-11-24T02:00:00.000Z', snoozes: 1 },
});
