import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleTaskId, TaskPath } from './task-path.ts';
import { TaskView } from './task-view.ts';

export const reopenTaskRoute = defineRoute({
  id: 'reopenTask',
  method: 'POST',
  path: '/v1/tasks/{taskId}/reopen',
  kind: 'change',
  access: 'token',
  right: 'task.change',
  missing: 'task',
  throttle: 50,
  params: TaskPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({}),
  maxBodyKb: 4,
  answer: returns<TaskView>(),
});

export const reopenTaskContract = () =>
  describeRoute(reopenTaskRoute, {
    tag: 'Tasks',
    summary: 'Take back what was done with a task',
    description:
      'Undoes the last act of the caller with a task, that it is done, need not be done, or is put off, within ten minutes: it stands where it stood, with its moment and its reminders. Nothing else may have happened to the task since, nobody may have called the person, and what it is about must still be with who was to do it.',
    example: { params: { taskId: exampleTaskId }, body: {} },
    answers: {
      200: json('The task as it stands now', TaskView),
      400: problem('The body is not JSON.'),
      409: problem('There is nothing to take back, or something followed that the task goes by.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault.'),
    },
  });
