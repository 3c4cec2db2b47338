import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { WorkView } from './task-view.ts';
import { WorkPlace } from './work-place.ts';

export const WorkQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(50).default(10),
  place: WorkPlace.optional().meta({ description: 'Only what stands at this place. @default - all of it' }),
  cursor: CursorText.optional(),
  kept: z
    .string()
    .regex(/^[A-Za-z0-9]{1,40}(,[A-Za-z0-9]{1,40}){0,24}$/)
    .optional()
    .meta({
      description: 'Up to 25 leads, by comma, of which the caller keeps something on their device: `left` names those to be forgotten',
    }),
  include: z.enum(['assignment']).optional().meta({ description: 'What is shown of each task beside it. @default - nothing more' }),
});
export type WorkQuery = z.infer<typeof WorkQuery>;

export const showWorkRoute = defineRoute({
  id: 'showWork',
  method: 'GET',
  path: '/v1/work',
  kind: 'read',
  access: 'token',
  right: 'task.read',
  throttle: 100,
  query: WorkQuery,
  polled: true,
  answer: returns<WorkView>(),
});

export const showWorkContract = () =>
  describeRoute(showWorkRoute, {
    tag: 'Tasks',
    summary: 'What the caller is to do now, in the order in which to do it',
    description:
      'What is offered to the caller and waits for their answer, callbacks that are due or come up in a quarter of an hour, then leads that became hot, first contacts, what is overdue, and what else is due today. ' +
      'A first or hot call that was put off stands among the last two, from the day on which it is due. ' +
      'Only reps have such work; leaders, managers and administrators find in `lateActs` what waits for them to decide about it. It follows changes within seconds. Pages of one reading keep the order of its beginning. ' +
      'It is as of the whole minute and carries a weak `ETag`, so that whoever asks every half minute is mostly told that nothing changed.',
    example: { query: { limit: 10 } },
    answers: {
      200: json('Found', WorkView),
      304: { description: 'Nothing changed since the answer that `If-None-Match` names.' },
      422: problem('A parameter is wrong or unknown.'),
    },
  });
