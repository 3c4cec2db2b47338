import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { exampleViewId, ViewPath, viewPool } from './view-path.ts';

export const deleteViewRoute = defineRoute({
  id: 'deleteView',
  method: 'DELETE',
  path: '/v1/views/{viewId}',
  kind: 'change',
  access: 'token',
  right: 'view.keep',
  missing: 'view',
  throttle: 10,
  params: ViewPath,
  query: z.strictObject({ poolId: viewPool }),
  headers: z.object({ ...idempotencyKey }),
});

export const deleteViewContract = () =>
  describeRoute(deleteViewRoute, {
    tag: 'Leads',
    summary: 'Delete a saved list',
    description:
      'One that is shared with a pool is deleted by who saved it, by whoever leads the pool once they do not any more, or by an admin.',
    example: { params: { viewId: exampleViewId } },
    answers: { 204: { description: 'Deleted' }, 422: problem('A parameter or the Idempotency-Key has a fault.') },
  });
