import { describeRoute, json } from '../contract.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ConnectorListView } from './connector-view.ts';

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
