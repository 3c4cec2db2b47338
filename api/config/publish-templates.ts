import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { PublishedView } from './config-view.ts';
import { whoMayConfigure } from './kind-path.ts';
import { publishConfigRoute } from './publish-config.ts';

const { headers, body, maxBodyKb } = publishConfigRoute;

/** As every kind is published, by the function that compiles: others need not carry what that takes. */
export const publishTemplatesRoute = defineRoute({
  id: 'publishTemplates',
  method: 'PUT',
  path: '/v1/config/templates',
  kind: 'compile',
  access: 'token',
  right: 'config.publish',
  missing: 'configuration',
  throttle: 5,
  query: z.strictObject({ check: z.enum(['true', 'false']).optional() }),
  headers,
  body,
  maxBodyKb,
  answer: returns<PublishedView>(),
});

export const publishTemplatesContract = () =>
  describeRoute(publishTemplatesRoute, {
    tag: 'Configuration',
    summary: 'Publish the next version of the mail templates',
    description:
      'As any kind of configuration is published; every template is compiled in both languages, and what mail programs would drop, values that a mail may be without and links that go nowhere are faults. ' +
      `What is marked or changed as a service mail is for admins: it goes to people who subscribed to nothing. ${whoMayConfigure}`,
    example: { query: { check: 'true' }, headers: { 'If-Match': '"3"' }, body: { documents: [{ id: 'thanks' }] } },
    answers: {
      200: json('What is different from the version before', PublishedView),
      400: problem('The body is not JSON.'),
      409: problem('Somebody published at the same time, perhaps another kind that this refers to: send it again.'),
      412: problem('This was made on an older version: read the current one.'),
      413: problem('The body is larger than 4 MB.'),
      422: problem('The templates have faults, each with its path; or the Idempotency-Key has named another request.'),
      428: problem('If-Match is missing.'),
    },
  });
