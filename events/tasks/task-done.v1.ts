import { defineEvent } from '../contract.ts';
import { exampleTask, taskData } from './task-data.ts';

export const taskDone = defineEvent({
  detailType: 'task.done',
  version: 1,
  about: 'A person did what a task asked for.',
  data: taskData,
  example: exampleTask,
});
