import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import {
  ConfigBody,
  ConfigDiffQuery,
  ConfigDiffView,
  ConfigQuery,
  ConfigView,
  configKinds,
  PublishedView,
  PublishQuery,
} from '../../shared/config-registry/index.ts';
import { poolKind } from '../../shared/routing/pool-config.ts';
import { notFound, problem, unauthenticated } from './problems.ts';

const kinds = configKinds.map(({ name }) => `\`${name}\``).join(', ');
const path = z.object({ kind: z.string().meta({ description: `One of ${kinds}` }) });
const who = 'For admins and marketers; `users` and `competitors` are for admins alone, `reps` only admins change.';
const common = { tags: ['Configuration'], security: [{ token: [] }] };
const faulty = problem('The request has faults, each with its path.');

export const configRoutes: ZodOpenApiPathsObject = {
  '/v1/config/{kind}': {
    get: {
      ...common,
      operationId: 'readConfig',
      summary: 'Read a kind of configuration',
      description: `The current version whole, or the one that \`version\` names. The ETag is what a change sends as If-Match. ${who}`,
      requestParams: { path, query: ConfigQuery },
      responses: {
        '200': { description: 'One version', content: { 'application/json': { schema: ConfigView } } },
        '401': unauthenticated,
        '404': notFound,
        '422': faulty,
      },
    },
    put: {
      ...common,
      operationId: 'publishConfig',
      summary: 'Publish the next version of a kind',
      description:
        'All documents of the kind: one that is left out is gone in the new version. Everything is checked, also what other kinds refer to, and every fault is named; with `check=true` nothing is published. ' +
        `To roll back, put an old version. Functions take a new version in within 30 seconds. ${who}`,
      requestParams: {
        path,
        query: PublishQuery,
        header: z.object({
          'If-Match': z
            .string()
            .optional()
            .meta({ description: 'The version that this was made on, such as "3"; "0" for the first. Needed without `check`' }),
        }),
      },
      requestBody: {
        required: true,
        content: { 'application/json': { schema: ConfigBody, example: { documents: [poolKind.example] } } },
      },
      responses: {
        '200': { description: 'What is different from the version before', content: { 'application/json': { schema: PublishedView } } },
        '400': problem('The body is not JSON.'),
        '401': unauthenticated,
        '404': notFound,
        '409': problem('Somebody published at the same time, perhaps another kind that this refers to: send it again.'),
        '412': problem('This was made on an older version: read the current one.'),
        '413': problem('The body is larger than 4 MB.'),
        '422': problem('The documents have faults, each with its path.'),
        '428': problem('If-Match is missing.'),
      },
    },
  },
  '/v1/config/{kind}/diff': {
    get: {
      ...common,
      operationId: 'diffConfig',
      summary: 'Compare two versions of a kind',
      description: `Documents by their ids, settings by their paths. ${who}`,
      requestParams: { path, query: ConfigDiffQuery },
      responses: {
        '200': { description: 'What they have differently', content: { 'application/json': { schema: ConfigDiffView } } },
        '401': unauthenticated,
        '404': notFound,
        '422': faulty,
      },
    },
  },
};
