import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { chosenId } from '../ids.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { TaskListView } from './task-view.ts';

export const ListTasksQuery = z.strictObject({
  rep: z.string().regex(chosenId).optional().meta({ description: 'Tasks of this rep alone' }),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: CursorText.optional(),
});
export type ListTasksQuery = z.infer<typeof ListTasksQuery>;

export const listTasksRoute = defineRoute({
  id: 'listTasks',
  method: 'GET',
  path: '/v1/tasks',
  kind: 'read',
  access: 'token',
  right: 'task.read',
  throttle: 50,
  query: ListTasksQuery,
  answer: returns<TaskListView>(),
});

export const listTasksContract = () =>
  describeRoute(listTasksRoute, {
    tag: 'Tasks',
    summary: 'Open tasks: callbacks first, then hot leads, first contacts and planned tasks, each by when they are due',
    description:
      'A rep sees their own, a leader those of the leads of their pools, a manager those of the leads of their regions. ' +
      'A request looks at a few hundred tasks, so a page may be short or empty and still carry nextCursor.',
    example: { query: { rep: 'rep-lan' } },
    answers: { 200: json('Found', TaskListView), 422: problem('A parameter is wrong or unknown.') },
  });
