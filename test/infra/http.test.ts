import { beforeAll, describe, expect, it } from '@jest/globals';
import { createEdgeFunction } from 'local-cloud/parts';
import { z } from 'zod';
import type { Contract } from '../../api/contract.ts';
import { contracts } from '../../api/contracts.ts';
import { routeKeyOf } from '../../api/route.ts';
import { type Resource, readTemplate, referredId, resourcesOf, statementsByRole, type Template } from './support/templates.ts';

/** Managed policies of CloudFront, by their published ids. */
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const allViewerExceptHostHeader = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const keysOf = (contract: Contract) => [
  routeKeyOf(contract),
  ...(contract.access === 'public' && contract.preflight ? [`OPTIONS ${contract.path}`] : []),
  ...(contract.access === 'public' && contract.head ? [`HEAD ${contract.path}`] : []),
];
const publicRoutes = contracts.filter(({ access }) => access === 'public').flatMap(keysOf);
const tokenRoutes = contracts.filter(({ access }) => access === 'token').flatMap(keysOf);

describe.each(['dev', 'prod'] as const)('the HTTP API of %s', (stage) => {
  let template: Template;
  let routes: Map<string, Resource['Properties']>;

  beforeAll(async () => {
    template = await readTemplate(stage, 'app');
    routes = new Map(
      resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [String(Properties.RouteKey), Properties]),
    );
  });

  const only = (type: string): Resource['Properties'] => {
    const all = resourcesOf(template, type);
    expect(all).toHaveLength(1);
    return all[0]?.[1].Properties ?? {};
  };

  it('has the routes of the contract and no catch-all', () => {
    expect([...routes.keys()].sort()).toEqual([...publicRoutes, ...tokenRoutes].sort());
  });

  it('leaves CORS to the functions, because its own would hide their headers', () => {
    expect(only('AWS::ApiGatewayV2::Api')).not.toHaveProperty('CorsConfiguration');
  });

  it('asks for an ID token of the user pool where leads are read', async () => {
    const authorizer = only('AWS::ApiGatewayV2::Authorizer');

    expect(authorizer).toMatchObject({ AuthorizerType: 'JWT', IdentitySource: ['$request.header.Authorization'] });
    expect(JSON.stringify(authorizer.JwtConfiguration)).toContain('https://cognito-idp.');
    // Of tools and of the console.
    expect(JSON.stringify(authorizer.JwtConfiguration)).toMatch(
      /"Audience":\[\{"Fn::ImportValue":"[^"]*UsersClient[^"]*"\},\{"Ref":"SignInClient[^"]*"\}\]/,
    );
    for (const key of tokenRoutes) expect(routes.get(key)).toMatchObject({ AuthorizationType: 'JWT' });
    for (const key of publicRoutes) expect(routes.get(key)?.AuthorizationType ?? 'NONE').toBe('NONE');
  });

  it('waits for a back-test nearly as long as it can', () => {
    const [[, backtest] = []] = resourcesOf(template, 'AWS::Lambda::Function').filter(
      ([, { Properties }]) => Properties.FunctionName === `pheu-${stage}-backtest-scoring`,
    );

    // An HTTP API gives up after thirty seconds.
    expect(backtest?.Properties).toMatchObject({ Timeout: 29, MemorySize: 1_769 });
  });

  it('hands requests to functions in the second payload format', () => {
    const functions = resourcesOf(template, 'AWS::ApiGatewayV2::Integration').filter(
      ([, { Properties }]) => Properties.IntegrationSubtype === undefined,
    );

    expect(functions).toHaveLength(12);
    for (const [, { Properties }] of functions) {
      expect(Properties).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
    }
  });

  it('hands the whole body of a beacon to its queue, and nothing else of the request', () => {
    const direct = resourcesOf(template, 'AWS::ApiGatewayV2::Integration').filter(
      ([, { Properties }]) => Properties.IntegrationSubtype !== undefined,
    );

    expect(direct).toHaveLength(1);
    const [[, integration] = []] = direct;
    expect(integration?.Properties).toMatchObject({
      IntegrationType: 'AWS_PROXY',
      IntegrationSubtype: 'SQS-SendMessage',
      PayloadFormatVersion: '1.0',
    });
    const { QueueUrl, ...rest } = z.record(z.string(), z.unknown()).parse(integration?.Properties.RequestParameters);
    expect(rest).toEqual({ MessageBody: '$request.body' });
    const queueId = referredId(QueueUrl) ?? '';
    expect(template.Resources[queueId]?.Properties.QueueName).toBe(`pheu-${stage}-beacons`);
    const role = template.Resources[referredId(integration?.Properties.CredentialsArn) ?? ''];
    expect(role?.Properties.AssumeRolePolicyDocument).toMatchObject({
      Statement: [{ Condition: { StringEquals: { 'aws:SourceAccount': expect.anything() } } }],
    });
    const statements = statementsByRole(template).get(referredId(integration?.Properties.CredentialsArn) ?? '') ?? [];
    expect(statements.map(({ Action, Resource }) => [Action, Resource.map(referredId)])).toEqual([[['sqs:SendMessage'], [queueId]]]);
  });

  it('throttles every route by itself, modestly', () => {
    const settings = z
      .record(z.string(), z.object({ ThrottlingRateLimit: z.number().positive(), ThrottlingBurstLimit: z.number().positive() }))
      .parse(only('AWS::ApiGatewayV2::Stage').RouteSettings);

    expect(Object.keys(settings).sort()).toEqual([...routes.keys()].sort());
    const posts = stage === 'prod' ? 300 : 50;
    expect(settings['POST /v1/forms/{formId}/submissions']).toEqual({ ThrottlingRateLimit: posts, ThrottlingBurstLimit: 2 * posts });
    expect(settings['POST /v1/events']).toEqual({ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1_000 });
  });

  it('logs accesses without anything personal', () => {
    const { Format } = z.object({ Format: z.string() }).parse(only('AWS::ApiGatewayV2::Stage').AccessLogSettings);

    const logged = [...Format.matchAll(/\$context\.([A-Za-z.]+)/g)].map(([, variable]) => variable);

    expect(logged.length).toBeGreaterThan(5);
    for (const variable of logged) expect(variable).not.toMatch(/identity|path$|user|claims|principal|authorizer\.(?!error)/i);
  });
});

describe('a firewall before the distribution', () => {
  const read = async () => {
    const template = await readTemplate('full', 'app');
    const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);
    const [[authorizerId, authorizer] = []] = resourcesOf(template, 'AWS::ApiGatewayV2::Authorizer').filter(
      ([, { Properties }]) => Properties.AuthorizerType === 'REQUEST',
    );
    return { template, routes, authorizerId, authorizer: authorizer?.Properties ?? {} };
  };

  it('has every public route ask the authoriser that knows the secret of the distribution', async () => {
    const { routes, authorizerId, authorizer } = await read();

    expect(authorizer).toMatchObject({
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      IdentitySource: ['$request.header.x-pheu-origin'],
      AuthorizerResultTtlInSeconds: 3_600,
    });
    for (const { RouteKey, AuthorizationType, AuthorizerId } of routes) {
      const isPublic = publicRoutes.includes(String(RouteKey));
      expect([RouteKey, AuthorizationType]).toEqual([RouteKey, isPublic ? 'CUSTOM' : 'JWT']);
      expect(referredId(AuthorizerId) === authorizerId).toBe(isPublic);
    }
  });

  it('lets this API alone ask the function, under this authoriser', async () => {
    const { template, authorizerId } = await read();

    const permissions = resourcesOf(template, 'AWS::Lambda::Permission').filter(([, { Properties }]) =>
      JSON.stringify(Properties.SourceArn).includes('/authorizers/'),
    );

    expect(permissions).toHaveLength(1);
    expect(permissions[0]?.[1].Properties).toMatchObject({ Principal: 'apigateway.amazonaws.com', Action: 'lambda:InvokeFunction' });
    expect(JSON.stringify(permissions[0]?.[1].Properties.SourceArn)).toContain(`"${authorizerId}"`);
  });

  it('is known to whatever checks the secret before the distribution sends a new one', async () => {
    const { template } = await read();
    const checking = resourcesOf(template, 'AWS::Lambda::Function').filter(([, { Properties }]) =>
      JSON.stringify(Properties.Environment ?? {}).includes('ORIGIN_SECRET_DIGESTS'),
    );

    const distributions = resourcesOf(template, 'AWS::CloudFront::Distribution');

    expect(checking.map(([, { Properties }]) => String(Properties.FunctionName).replace('pheu-prod-', '')).sort()).toEqual([
      'admit-requests',
      'backtest-scoring',
      'capture-form',
      'change-leads',
      'compile-templates',
      'edit-config',
      'read-leads',
      'read-reports',
      'show-form',
    ]);
    expect(distributions).toHaveLength(2);
    for (const [, { DependsOn }] of distributions) expect(DependsOn).toEqual(expect.arrayContaining(checking.map(([id]) => id)));
  });
});

describe('settings', () => {
  it('raise the rates of posts and beacons, within what an account may take at once', async () => {
    const [[, stage] = []] = resourcesOf(await readTemplate('full', 'app'), 'AWS::ApiGatewayV2::Stage');

    expect(stage?.Properties.RouteSettings).toMatchObject({
      'POST /v1/forms/{formId}/submissions': { ThrottlingRateLimit: 1_200, ThrottlingBurstLimit: 2_400 },
      'POST /v1/events': { ThrottlingRateLimit: 5_000, ThrottlingBurstLimit: 5_000 },
    });
  });
});

const Behaviour = z.object({
  PathPattern: z.string().optional(),
  TargetOriginId: z.string(),
  ViewerProtocolPolicy: z.string(),
  CachePolicyId: z.string(),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.unknown().optional(),
  AllowedMethods: z.array(z.string()).optional(),
  FunctionAssociations: z.array(z.object({ EventType: z.string(), FunctionARN: z.unknown() })).default([]),
});
const Origin = z.object({
  Id: z.string(),
  OriginAccessControlId: z.unknown().optional(),
  OriginCustomHeaders: z.array(z.object({ HeaderName: z.string(), HeaderValue: z.unknown() })).default([]),
  CustomOriginConfig: z.object({ OriginProtocolPolicy: z.string() }).optional(),
});
const Distribution = z.object({
  DefaultCacheBehavior: Behaviour,
  CacheBehaviors: z.array(Behaviour),
  Origins: z.array(Origin),
  Aliases: z.array(z.string()).optional(),
  ViewerCertificate: z.object({ MinimumProtocolVersion: z.string() }).optional(),
  WebACLId: z.string().optional(),
});

async function readDistribution(variant: 'dev' | 'prod' | 'full') {
  const template = await readTemplate(variant, 'app');
  const [[, resource] = []] = resourcesOf(template, 'AWS::CloudFront::Distribution');
  const config = resource?.Properties.DistributionConfig;
  return { template, config, distribution: Distribution.parse(config) };
}

describe('the distribution', () => {
  it('passes the API through: nothing cached, every header but the host, every method', async () => {
    const { distribution } = await readDistribution('prod');

    const api = distribution.CacheBehaviors.slice(-2);
    expect(api.map(({ PathPattern }) => PathPattern)).toEqual(['/v1/forms/*', '/v1/*']);
    for (const behaviour of api) {
      expect(behaviour).toMatchObject({
        CachePolicyId: cachingDisabled,
        OriginRequestPolicyId: allViewerExceptHostHeader,
        ViewerProtocolPolicy: 'https-only',
        AllowedMethods: expect.arrayContaining(['GET', 'POST', 'OPTIONS', 'DELETE', 'PATCH', 'PUT']),
      });
    }
  });

  it('tells forms the host that the visitor asked, whatever the visitor sent, and runs no code for anything else', async () => {
    const { distribution, template } = await readDistribution('prod');
    const [forms, others] = distribution.CacheBehaviors.slice(-2);
    const [, code] = resourcesOf(template, 'AWS::CloudFront::Function')[0] ?? [];
    const properties = z.record(z.string(), z.json()).parse(code?.Properties);
    const run = createEdgeFunction(properties, { ref: 'E1', attributes: { DomainName: 'd1.cloudfront.net' } });

    const told = await run({
      method: 'POST',
      path: '/v1/forms/contact/submissions',
      query: '',
      headers: [
        ['host', 'www.example.vn'],
        ['x-pheu-host', 'evil.example'],
        ['x-pheu-host', 'evil.example'],
        ['cookie', 'a=1'],
      ],
      body: Buffer.from(''),
      sourceIp: '203.0.113.7',
    });

    expect(told.headers.filter(([name]) => name === 'x-pheu-host')).toEqual([['x-pheu-host', 'www.example.vn']]);
    expect(told.headers).toContainEqual(['cookie', 'a=1']);
    expect(forms?.FunctionAssociations.map(({ EventType }) => EventType)).toEqual(['viewer-request']);
    const elsewhere = distribution.CacheBehaviors.filter((behaviour) => behaviour !== forms);
    expect([...elsewhere, distribution.DefaultCacheBehavior].flatMap((behaviour) => behaviour.FunctionAssociations)).toEqual([]);
    const fixed = distribution.Origins.find((origin) => origin.Id === others?.TargetOriginId)?.OriginCustomHeaders;
    expect(fixed).toContainEqual({ HeaderName: 'x-pheu-host', HeaderValue: 'none' });
  });

  it('proves itself to the API with a header that comes out of the preparation', async () => {
    const { distribution, template } = await readDistribution('prod');

    for (const { TargetOriginId } of distribution.CacheBehaviors.slice(-2)) {
      const api = distribution.Origins.find((origin) => origin.Id === TargetOriginId);
      const secret = api?.OriginCustomHeaders.find(({ HeaderName }) => HeaderName === 'x-pheu-origin');

      expect(api?.CustomOriginConfig?.OriginProtocolPolicy).toBe('https-only');
      expect(template.Resources[referredId(secret?.HeaderValue) ?? '']?.Type).toBe('Custom::Preparation');
    }
  });

  it('reads the site with its own access control from a bucket that is closed to all others', async () => {
    const { distribution, template } = await readDistribution('prod');

    const site = distribution.Origins.find((origin) => origin.Id === distribution.DefaultCacheBehavior.TargetOriginId);

    expect(site?.OriginAccessControlId).toBeDefined();
    for (const [, { Properties }] of resourcesOf(template, 'AWS::S3::Bucket')) {
      expect(Object.values(z.record(z.string(), z.boolean()).parse(Properties.PublicAccessBlockConfiguration))).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }
    // Of the site one, of the console its files and then its page.
    expect(resourcesOf(template, 'Custom::CDKBucketDeployment')).toHaveLength(3);
  });

  it('has the files that forms offer below a prefix of the private bucket', async () => {
    const { template } = await readDistribution('dev');

    const prefixes = resourcesOf(template, 'Custom::CDKBucketDeployment').map(
      ([, { Properties }]) => Properties.DestinationBucketKeyPrefix,
    );
    expect(prefixes.filter((prefix) => prefix !== undefined).toSorted()).toEqual(['assets', 'downloads']);
  });

  it('lets pages run nothing but files of the site, and other origins read the embedded scripts alone', async () => {
    const { distribution, template } = await readDistribution('prod');
    const policyOf = (id: unknown) =>
      JSON.stringify(template.Resources[referredId(id) ?? '']?.Properties.ResponseHeadersPolicyConfig ?? {});

    const pages = policyOf(distribution.DefaultCacheBehavior.ResponseHeadersPolicyId);
    const open = distribution.CacheBehaviors.filter(({ ResponseHeadersPolicyId }) =>
      policyOf(ResponseHeadersPolicyId).includes('CorsConfig'),
    );

    expect(pages).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    // A frame of the page's own is what form.js sends a post through that no script may.
    expect(pages).toContain("frame-src 'self'");
    expect(pages).toContain("frame-ancestors 'self'");
    expect(pages).toContain('"FrameOption":"SAMEORIGIN"');
    expect(pages).not.toMatch(/unsafe|CorsConfig/);
    expect(open.map(({ PathPattern }) => PathPattern)).toEqual(['/form.js', '/embed.js', '/t.js', '/t-on.js', '/consent.js']);
  });

  it('has its site looked for again after five minutes, and waits for no invalidation', async () => {
    const [[, publish] = []] = resourcesOf(await readTemplate('prod', 'app'), 'Custom::CDKBucketDeployment');

    expect(publish?.Properties).toMatchObject({
      SystemMetadata: { 'cache-control': 'public, max-age=300' },
      WaitForDistributionInvalidation: false,
    });
  });

  it('has no error pages, which would turn answers of the API into HTML', async () => {
    const { config } = await readDistribution('prod');

    expect(config).not.toHaveProperty('CustomErrorResponses');
  });

  it('takes its own domain, a certificate and a firewall from the settings', async () => {
    const { distribution: plain } = await readDistribution('prod');
    const { distribution: full } = await readDistribution('full');

    expect([plain.Aliases, plain.WebACLId]).toEqual([undefined, undefined]);
    expect(full).toMatchObject({
      Aliases: ['www.example.vn'],
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
      WebACLId: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/pheu/0b7d6c1e',
    });
  });

  it('has the edge stack in us-east-1 only when it is asked for', async () => {
    const edge = await readTemplate('full', 'edge');

    expect(Object.values(edge.Resources).map((resource) => resource.Type)).toEqual(
      expect.arrayContaining(['AWS::CertificateManager::Certificate', 'AWS::WAFv2::WebACL']),
    );
    await expect(readTemplate('prod', 'edge')).rejects.toThrow();
  });
});

describe('the stack', () => {
  it('lets the API call each function by one permission, however many routes it has', async () => {
    const template = await readTemplate('full', 'app');

    const called = resourcesOf(template, 'AWS::Lambda::Permission')
      .filter(([, { Properties }]) => !JSON.stringify(Properties.SourceArn).includes('/authorizers/'))
      .filter(([, { Properties }]) => Properties.Principal === 'apigateway.amazonaws.com')
      .map(([, { Properties }]) => JSON.stringify(Properties.FunctionName));

    expect(called.length).toBeGreaterThan(5);
    expect(new Set(called).size).toBe(called.length);
  });
});
