import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { ErasureIdInPath } from '../ids.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ErasureView } from './erasure-view.ts';
import { exampleErasureId } from './erasure-words.ts';

export const readErasureRoute = defineRoute({
  id: 'readErasure',
  method: 'GET',
  path: '/v1/erasures/{erasureId}',
  kind: 'read',
  access: 'token',
  right: 'erasure.read',
  missing: 'erasure',
  throttle: 20,
  params: z.object({ erasureId: ErasureIdInPath }),
  query: NoQuery,
  answer: returns<ErasureView>(),
});

export const readErasureContract = () =>
  describeRoute(readErasureRoute, {
    tag: 'Rights of a person',
    summary: 'How far an erasure is; its certificate',
    description: 'For admins.',
    example: { params: { erasureId: exampleErasureId } },
    answers: { 200: json('As it stands', ErasureView) },
  });
