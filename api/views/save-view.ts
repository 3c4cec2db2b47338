import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { ifMatch } from '../if-match.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { SavedQuery } from './saved-query.ts';
import { exampleViewId, ViewPath, viewPool } from './view-path.ts';
import { SavedView } from './views-view.ts';

export const saveViewRoute = defineRoute({
  id: 'saveView',
  method: 'PUT',
  path: '/v1/views/{viewId}',
  kind: 'change',
  access: 'token',
  right: 'view.keep',
  missing: 'pool',
  throttle: 10,
  params: ViewPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('view') }),
  body: z.strictObject({ name: z.string().trim().min(1).max(80), query: SavedQuery, poolId: viewPool }),
  maxBodyKb: 8,
  answer: returns<SavedView>(),
});

export const saveViewContract = () =>
  describeRoute(saveViewRoute, {
    tag: 'Leads',
    summary: 'Save a list, or change a saved one',
    description:
      'The id is yours to choose. A view shows whoever opens it their own leads: it holds filters, and no lead. Leaders share one with a pool that they lead; only who saved it, or an admin, changes it. Fifty at most of your own, and of a pool.',
    example: { params: { viewId: exampleViewId }, body: { name: 'Nóng, chưa gọi', query: { temperature: 'hot', sort: 'activity' } } },
    answers: {
      200: json('Saved', SavedView),
      400: problem('The body is not JSON.'),
      409: problem('A colleague keeps a view of this id for the pool, or there are fifty already.'),
      412: problem('The view has another version by now.'),
      413: problem('The body is larger than 8 KB.'),
      422: problem('A filter is unknown, names one person, or cannot be: each entry of `errors` says what to do.'),
    },
  });
