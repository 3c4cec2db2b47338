import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { ErasureIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ErasureView } from './erasure-view.ts';
import { exampleErasureId } from './erasure-words.ts';

export const cancelErasureRoute = defineRoute({
  id: 'cancelErasure',
  method: 'POST',
  path: '/v1/erasures/{erasureId}/cancel',
  kind: 'change',
  access: 'token',
  right: 'erasure.read',
  missing: 'erasure',
  throttle: 5,
  params: z.object({ erasureId: ErasureIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  answer: returns<ErasureView>(),
});

export const cancelErasureContract = () =>
  describeRoute(cancelErasureRoute, {
    tag: 'Rights of a person',
    summary: 'Call an erasure off while it is held',
    description: 'For admins. One that has begun cannot be taken back.',
    example: { params: { erasureId: exampleErasureId } },
    answers: {
      200: json('Cancelled', ErasureView),
      409: problem('It has begun.'),
      422: problem('The Idempotency-Key has a fault.'),
    },
  });
