import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { connectorParts } from './connector-view.ts';

/** The connectors as they stand. */
export const ConnectorListView = z.object({ connectors: z.array(z.object(connectorParts)) }).meta({ id: 'ConnectorList' });
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
