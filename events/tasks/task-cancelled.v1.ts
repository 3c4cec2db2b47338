import { defineEvent } from '../contract.ts';
import { exampleTask, taskData } from './task-data.ts';

export const taskCancelled = defineEvent({
  detailType: 'task.cancelled',
  version: 1,
  about: 'A person said that a task need not be done.',
  data: taskData,
  example: exampleTask,
});
