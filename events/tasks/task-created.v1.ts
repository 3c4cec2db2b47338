import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { exampleTask, taskData } from './task-data.ts';

export const taskCreated = defineEvent({
  detailType: 'task.created',
  version: 1,
  about: 'Somebody is to do something about a lead. Tasks that a machine sets are told by what brought them about.',
  data: { ...taskData, dueAt: z.string() },
  example: { ...exampleTask, dueAt: '2026-11-23T02:00:00.000Z' },
});
