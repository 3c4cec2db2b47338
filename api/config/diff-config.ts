import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { ConfigDiffView } from './config-view.ts';
import { KindPath, version, whoMayConfigure } from './kind-path.ts';

export const diffConfigRoute = defineRoute({
  id: 'diffConfig',
  method: 'GET',
  path: '/v1/config/{kind}/diff',
  kind: 'configure',
  access: 'token',
  right: 'config.read',
  missing: 'configuration',
  throttle: 5,
  params: KindPath,
  query: z.strictObject({
    from: version.optional().meta({ description: 'Default: the version before `to`' }),
    to: version.optional().meta({ description: 'Default: the current version' }),
  }),
  answer: returns<ConfigDiffView>(),
});

export const diffConfigContract = () =>
  describeRoute(diffConfigRoute, {
    tag: 'Configuration',
    summary: 'Compare two versions of a kind',
    description: `Documents by their ids, settings by their paths. ${whoMayConfigure}`,
    example: { params: { kind: 'pools' }, query: { from: 2, to: 3 } },
    answers: { 200: json('What they have differently', ConfigDiffView), 422: problem('The request has faults, each with its path.') },
  });
