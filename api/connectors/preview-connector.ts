import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ConnectorMapping } from './connector-mapping.ts';
import { ConnectorPath, exampleConnectorId } from './connector-path.ts';
import { ConnectorPreviewView } from './connector-view.ts';

export const previewConnectorRoute = defineRoute({
  id: 'previewConnector',
  method: 'POST',
  path: '/v1/connectors/{connectorId}/preview',
  kind: 'change',
  access: 'token',
  right: 'config.administer',
  missing: 'connector',
  throttle: 5,
  params: ConnectorPath,
  query: NoQuery,
  body: z.strictObject({ mapping: ConnectorMapping.optional().meta({ description: '@default - as it was published' }) }),
  maxBodyKb: 64,
  answer: returns<ConnectorPreviewView>(),
});

export const previewConnectorContract = () =>
  describeRoute(previewConnectorRoute, {
    tag: 'Connectors',
    summary: 'What the last five posts of a connector would come to by a mapping',
    description:
      'By the very rules that take posts in, as if each came now; nothing is written, so an Idempotency-Key has no effect. For admins.',
    example: { params: { connectorId: exampleConnectorId }, body: { mapping: { 'form.f1': 'fullName', 'form.f2': 'phone' } } },
    answers: {
      200: json('What each would come to', ConnectorPreviewView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 64 KB.'),
      422: problem('There is no such meaning of a field.'),
    },
  });
