import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { PublishedView } from './config-view.ts';
import { KindPath, whoMayConfigure } from './kind-path.ts';

export const publishConfigRoute = defineRoute({
  id: 'publishConfig',
  method: 'PUT',
  path: '/v1/config/{kind}',
  kind: 'configure',
  access: 'token',
  right: 'config.publish',
  missing: 'configuration',
  // A person edits; each change reads all kinds.
  throttle: 5,
  params: KindPath,
  query: z.strictObject({
    check: z.enum(['true', 'false']).optional(),
    inside: z.enum(['true', 'false']).optional().meta({
      description: 'For `sequences`: `true` has leads that are in a changed sequence follow its new steps, and not only those who come',
    }),
    starts: z.enum(['true', 'false']).optional().meta({
      description:
        'For `segments`: `true` begins for leads that come into a segment by its new rule, or leave it, what would begin if something had happened to them',
    }),
  }),
  headers: z.object({
    ...idempotencyKey,
    'If-Match': z
      .string()
      .optional()
      .meta({ description: 'The version that this was made on, such as "3"; "0" for the first. Needed without `check`' }),
  }),
  /** All documents of the kind: one that is left out is gone in the new version. */
  body: z.strictObject({ documents: z.array(z.unknown()) }),
  // A request and its answer are at most six megabytes in Lambda.
  maxBodyKb: 4_096,
  answer: returns<PublishedView>(),
});

const examplePool = { id: 'south', name: { vi: 'Miền Nam', en: 'South' }, members: [{ repId: 'rep-lan', weight: 1 }] };

export const publishConfigContract = () =>
  describeRoute(publishConfigRoute, {
    tag: 'Configuration',
    summary: 'Publish the next version of a kind',
    description:
      'All documents of the kind: one that is left out is gone in the new version. Everything is checked, also what other kinds refer to, and every fault is named; with `check=true` nothing is published. ' +
      `To roll back, put an old version. Functions take a new version in within 30 seconds. ${whoMayConfigure}`,
    example: { params: { kind: 'pools' }, query: { check: 'true' }, headers: { 'If-Match': '"3"' }, body: { documents: [examplePool] } },
    answers: {
      200: json('What is different from the version before', PublishedView),
      400: problem('The body is not JSON.'),
      409: problem('Somebody published at the same time, perhaps another kind that this refers to: send it again.'),
      412: problem('This was made on an older version: read the current one.'),
      413: problem('The body is larger than 4 MB.'),
      422: problem('The documents have faults, each with its path; or the Idempotency-Key has named another request.'),
      428: problem('If-Match is missing.'),
    },
  });
