import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';

const count = z.number().int();

/** The connectors as they stand. */
export const ConnectorListView = z
  .object({
    connectors: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        name: z.string(),
        kind: z.enum(['leads', 'orders']),
        isApproved: z.boolean(),
        path: z.string().meta({ description: 'Behind the address of the site; with the token where the platform sends it in the address' }),
        token: z
          .string()
          .meta({ description: 'For platforms that send it themselves: as `google_key`, or as the secret of a webhook of WooCommerce' }),
        counts: z.object({ taken: count, held: count, test: count, ignored: count, failed: count, refused: count }),
        lastAt: z.string().nullable(),
        lastFailure: z.object({ at: z.string(), reason: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'ConnectorList' });
export type ConnectorListView = z.infer<typeof ConnectorListView>;

export const listConnectorsRoute = defineRoute({
  id: 'listConnectors',
  method: 'GET',
  path: '/v1/connectors',
  kind: 'long',
  access: 'token',
  right: 'config.administer',
  throttle: 5,
  query: NoQuery,
  answer: returns<ConnectorListView>(),
});

export const listConnectorsContract = () =>
  describeRoute(listConnectorsRoute, {
    tag: 'Connectors',
    summary: 'Which platforms may tell of people, and what they told',
    description: 'With the address and the token that each platform is given. For admins.',
    example: {},
    answers: { 200: json('Found', ConnectorListView) },
  });
