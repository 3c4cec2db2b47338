import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { ErasureListView } from './erasure-view.ts';

export const listErasuresRoute = defineRoute({
  id: 'listErasures',
  method: 'GET',
  path: '/v1/erasures',
  kind: 'read',
  access: 'token',
  right: 'erasure.read',
  throttle: 5,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20), cursor: CursorText.optional() }),
  answer: returns<ErasureListView>(),
});

export const listErasuresContract = () =>
  describeRoute(listErasuresRoute, {
    tag: 'Rights of a person',
    summary: 'Erasures, the latest first',
    description: 'For admins. The list lags by a moment.',
    example: {},
    answers: { 200: json('Found', ErasureListView), 422: problem('A parameter is unknown or has a fault.') },
  });
