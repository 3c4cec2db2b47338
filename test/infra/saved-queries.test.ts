import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readTemplate, referredId, resourcesOf, type Template } from './support/templates.ts';

const Query = z.object({ Name: z.string(), QueryString: z.string(), LogGroupNames: z.array(z.unknown()) });
const Route = z.object({ AuthorizationType: z.string().optional(), Target: z.unknown() });

/** Log groups of the functions that answer routes with a token, by what the template joins them with. */
function logGroupsBehindTokens({ Resources }: Template): (string | undefined)[] {
  const text = (value: unknown) => JSON.stringify(value);
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route')
    .map(({ Properties }) => Route.parse(Properties))
    .filter(({ AuthorizationType }) => AuthorizationType === 'JWT')
    .map(({ Target }) => {
      const [integration = ''] = /[A-Za-z0-9]+(?="}\]\]}$)/.exec(text(Target)) ?? [];
      const uri = text(Resources[integration]?.Properties.IntegrationUri);
      const [, fn] = Object.entries(Resources).find(([id, { Type }]) => Type === 'AWS::Lambda::Function' && uri.includes(`"${id}"`)) ?? [];
      return referredId(z.object({ LogGroup: z.unknown() }).parse(fn?.Properties.LoggingConfig).LogGroup);
    });
}

describe('the saved query of refusals', () => {
  it('searches what every route with a token writes, and shows who asked for what, not with which words', async () => {
    const template = await readTemplate('prod', 'app');
    const queries = resourcesOf(template, 'AWS::Logs::QueryDefinition').map(([, { Properties }]) => Query.parse(Properties));
    const refused = queries.find(({ Name }) => Name === 'pheu-prod/refused');

    const searched = new Set(refused?.LogGroupNames.map(referredId));

    expect(searched).toEqual(new Set(logGroupsBehindTokens(template)));
    expect(searched.size).toBeGreaterThan(1);
    expect(refused?.QueryString).toContain('message = "refused"');
    expect(refused?.QueryString).toMatch(/fields @timestamp, userId, role, route, leadId, account, reason, requestId/);
  });
});
