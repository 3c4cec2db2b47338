import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Moment, NoQuery } from '../words.ts';
import { exampleTaskId, TaskPath } from './task-path.ts';
import { TaskView } from './task-view.ts';

export const snoozeTaskRoute = defineRoute({
  id: 'snoozeTask',
  method: 'POST',
  path: '/v1/tasks/{taskId}/snooze',
  kind: 'change',
  access: 'token',
  right: 'task.change',
  missing: 'task',
  throttle: 50,
  params: TaskPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ until: Moment.meta({ description: 'Not past, and within two years' }) }),
  maxBodyKb: 4,
  answer: returns<TaskView>(),
});

export const snoozeTaskContract = () =>
  describeRoute(snoozeTaskRoute, {
    tag: 'Tasks',
    summary: 'Put a task off',
    example: { params: { taskId: exampleTaskId }, body: { until: '2026-11-25T02:00:00.000Z' } },
    answers: {
      200: json('The task as it stands now', TaskView),
      400: problem('The body is not JSON.'),
      409: problem('The task is not open, or due then already.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault.'),
    },
  });
