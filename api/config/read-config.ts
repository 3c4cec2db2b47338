import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { ConfigView } from './config-view.ts';
import { KindPath, version, whoMayConfigure } from './kind-path.ts';

export const readConfigRoute = defineRoute({
  id: 'readConfig',
  method: 'GET',
  path: '/v1/config/{kind}',
  kind: 'configure',
  access: 'token',
  right: 'config.read',
  missing: 'configuration',
  throttle: 5,
  params: KindPath,
  query: z.strictObject({ version: version.min(1).optional() }),
  answer: returns<ConfigView>(),
});

export const readConfigContract = () =>
  describeRoute(readConfigRoute, {
    tag: 'Configuration',
    summary: 'Read a kind of configuration',
    description: `The current version whole, or the one that \`version\` names. The ETag is what a change sends as If-Match. ${whoMayConfigure}`,
    example: { params: { kind: 'pools' }, query: { version: 3 } },
    answers: { 200: json('One version', ConfigView), 422: problem('The request has faults, each with its path.') },
  });
