import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { chosenId } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleTaskId, TaskPath } from './task-path.ts';
import { TaskView } from './task-view.ts';

export const handOverTaskRoute = defineRoute({
  id: 'handOverTask',
  method: 'POST',
  path: '/v1/tasks/{taskId}/owner',
  kind: 'change',
  access: 'token',
  right: 'task.change',
  missing: 'task',
  throttle: 50,
  params: TaskPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ repId: z.string().regex(chosenId) }),
  maxBodyKb: 4,
  answer: returns<TaskView>(),
});

export const handOverTaskContract = () =>
  describeRoute(handOverTaskRoute, {
    tag: 'Tasks',
    summary: 'Give a task to another rep',
    example: { params: { taskId: exampleTaskId }, body: { repId: 'rep-lan' } },
    answers: {
      200: json('The task as it stands now', TaskView),
      400: problem('The body is not JSON.'),
      409: problem('The task is not open, or theirs already.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault.'),
    },
  });
