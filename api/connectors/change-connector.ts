import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ConnectorMapping } from './connector-mapping.ts';
import { ConnectorPath, exampleConnectorId } from './connector-path.ts';
import { ConnectorChangedView } from './connector-view.ts';

const headers = z.object({
  ...idempotencyKey,
  'If-Match': z.string().optional().meta({ description: 'The version of the connectors that this was decided on, such as "3". Needed' }),
});

const answers = () => ({
  200: json('Published', ConnectorChangedView),
  400: problem('The body is not JSON.'),
  409: problem('Somebody published at the same time: read it, and decide again.'),
  412: problem('This was decided on an older version: read the current one.'),
  413: problem('The body is larger than 64 KB.'),
  422: problem('The mapping has faults, each with its path; or the Idempotency-Key has named another request.'),
  428: problem('If-Match is missing.'),
});

const example = { params: { connectorId: exampleConnectorId }, headers: { 'If-Match': '"3"' } };

export const approveConnectorRoute = defineRoute({
  id: 'approveConnector',
  method: 'POST',
  path: '/v1/connectors/{connectorId}/approve',
  kind: 'configure',
  access: 'token',
  right: 'config.administer',
  missing: 'connector',
  throttle: 5,
  params: ConnectorPath,
  query: NoQuery,
  headers,
  body: z.strictObject({ mapping: ConnectorMapping.optional().meta({ description: '@default - as it was published' }) }),
  maxBodyKb: 64,
  answer: returns<ConnectorChangedView>(),
});

export const approveConnectorContract = () =>
  describeRoute(approveConnectorRoute, {
    tag: 'Connectors',
    summary: 'Let a connector in, and say what its fields are',
    description:
      'Publishes the next version of the connectors, as `PUT /v1/config/connectors` does. What waited goes on within a minute, read by this mapping; of a connector that is let in already only the mapping changes. For admins.',
    example: { ...example, body: { mapping: { 'form.f1': 'fullName' } } },
    answers: answers(),
  });

export const changeConnectorTokenRoute = defineRoute({
  id: 'changeConnectorToken',
  method: 'POST',
  path: '/v1/connectors/{connectorId}/token',
  kind: 'configure',
  access: 'token',
  right: 'config.administer',
  missing: 'connector',
  throttle: 5,
  params: ConnectorPath,
  query: NoQuery,
  headers,
  body: z.strictObject({
    act: z.enum(['renew', 'replace', 'withdraw']).default('renew').meta({
      description:
        'renew: there is a new token, and the one before stays good until it is withdrawn. replace: there is a new one, and the one before is good no more, because somebody has it who should not. withdraw: the one before is good no more',
    }),
  }),
  maxBodyKb: 64,
  answer: returns<ConnectorChangedView>(),
});

export const changeConnectorTokenContract = () =>
  describeRoute(changeConnectorTokenRoute, {
    tag: 'Connectors',
    summary: 'Give a connector a new token',
    description:
      'Publishes the next version of the connectors; `GET /v1/connectors/{connectorId}` shows the token. Functions know it within 30 seconds. For admins.',
    example: { ...example, body: { act: 'renew' } },
    answers: answers(),
  });
