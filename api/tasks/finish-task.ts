import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleTaskId, TaskPath } from './task-path.ts';
import { TaskView } from './task-view.ts';

export const finishTaskRoute = defineRoute({
  id: 'finishTask',
  method: 'POST',
  path: '/v1/tasks/{taskId}/done',
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

export const finishTaskContract = () =>
  describeRoute(finishTaskRoute, {
    tag: 'Tasks',
    summary: 'Say that a task is done',
    example: { params: { taskId: exampleTaskId }, body: {} },
    answers: {
      200: json('The task as it stands now', TaskView),
      400: problem('The body is not JSON.'),
      409: problem('The task is done or cancelled already.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault.'),
    },
  });
