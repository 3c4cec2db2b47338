import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { ConnectorPath } from './connector-path.ts';
import { ConversionListView } from './conversion-view.ts';

export const ConversionQuery = z.strictObject({
  state: z
    .enum(['open', 'ended'])
    .default('open')
    .meta({ description: 'open: what is to be told still, the oldest first; ended: what was told or refused, the newest first' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(300).optional(),
});
export type ConversionQuery = z.infer<typeof ConversionQuery>;

export const listConversionsRoute = defineRoute({
  id: 'listConversions',
  method: 'GET',
  path: '/v1/connectors/{connectorId}/conversions',
  kind: 'long',
  access: 'token',
  right: 'config.administer',
  missing: 'connector',
  throttle: 5,
  params: ConnectorPath,
  query: ConversionQuery,
  answer: returns<ConversionListView>(),
});

export const listConversionsContract = () =>
  describeRoute(listConversionsRoute, {
    tag: 'Connectors',
    summary: 'What the platform of a connector is told of what became of its people',
    description:
      'One row for each stage that somebody came to whom the platform brought and who agreed to its being told: what waits, what is on its way, what was told, and what was refused, with the reason. For admins.',
    example: { params: { connectorId: 'meta-trang-chinh' } },
    answers: { 200: json('Found', ConversionListView), 422: problem('The query cannot be read; each fault is named with its path.') },
  });
