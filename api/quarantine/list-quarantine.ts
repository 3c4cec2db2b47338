import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { HeldReason } from '../forms/held-reason.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { HeldListView } from './held-view.ts';

/** All combine. */
export const ListQuarantineQuery = z.strictObject({
  form: z.string().max(64).optional(),
  reason: HeldReason.optional(),
  state: z.enum(['held', 'rejected']).default('held').meta({ description: 'What waits for a look, or what somebody has rejected' }),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: CursorText.optional(),
});
export type ListQuarantineQuery = z.infer<typeof ListQuarantineQuery>;

export const listQuarantineRoute = defineRoute({
  id: 'listQuarantine',
  method: 'GET',
  path: '/v1/quarantine',
  kind: 'read',
  access: 'token',
  right: 'quarantine.read',
  throttle: 50,
  query: ListQuarantineQuery,
  answer: returns<HeldListView>(),
});

export const listQuarantineContract = () =>
  describeRoute(listQuarantineRoute, {
    tag: 'Quarantine',
    summary: 'Posts that were held back, the latest first',
    description:
      'With the reasons, all that was typed, and when it is gone. A manager sees the posts from their regions, and those from a place that nobody can tell. ' +
      'A request looks at 5,000 posts and reads 500 of them at most, so a page may be short or empty and still carry nextCursor, which is good for the same user and query.',
    example: { query: { form: 'contact', reason: 'addressLimit' } },
    answers: { 200: json('Found', HeldListView), 422: problem('A parameter is wrong or unknown.') },
  });
