import { describeRoute, json } from '../contract.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ConnectorPath, exampleConnectorId } from './connector-path.ts';
import { ConnectorView } from './connector-view.ts';

export const showConnectorRoute = defineRoute({
  id: 'showConnector',
  method: 'GET',
  path: '/v1/connectors/{connectorId}',
  kind: 'long',
  access: 'token',
  right: 'config.administer',
  missing: 'connector',
  throttle: 5,
  params: ConnectorPath,
  query: NoQuery,
  answer: returns<ConnectorView>(),
});

export const showConnectorContract = () =>
  describeRoute(showConnectorRoute, {
    tag: 'Connectors',
    summary: 'How a connector stands, with its last five posts',
    description:
      'With the address and the token that the platform is given, what it told, when it was asked last, and what each field of its last posts is read as. ' +
      'Numbers and addresses are masked for whoever may not see them. For admins. The ETag is what an approval sends as If-Match.',
    example: { params: { connectorId: exampleConnectorId } },
    answers: { 200: json('Found', ConnectorView) },
  });
