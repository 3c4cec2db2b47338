import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { consolePolicy } from '../../infra/constructs/console-headers.ts';
import { type Resource, readTemplate, referredId, resourcesOf, type Template } from './support/templates.ts';

/** Managed policies of CloudFront, by their published ids. */
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const allViewerExceptHostHeader = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const Behaviour = z.object({
  PathPattern: z.string().optional(),
  TargetOriginId: z.string(),
  CachePolicyId: z.string(),
  ViewerProtocolPolicy: z.string(),
  OriginRequestPolicyId: z.unknown().optional(),
  ResponseHeadersPolicyId: z.unknown().optional(),
});
const Origin = z.object({
  Id: z.string(),
  OriginAccessControlId: z.unknown().optional(),
  OriginCustomHeaders: z.array(z.object({ HeaderName: z.string(), HeaderValue: z.unknown() })).default([]),
});
const Config = z.object({
  Comment: z.string(),
  DefaultCacheBehavior: Behaviour,
  CacheBehaviors: z.array(Behaviour),
  Origins: z.array(Origin),
  DefaultRootObject: z.string(),
  CustomErrorResponses: z.unknown().optional(),
  Aliases: z.array(z.string()).optional(),
  WebACLId: z.string().optional(),
});

describe.each(['dev', 'prod', 'full'] as const)('the console of %s', (variant) => {
  let template: Template;
  let site: z.infer<typeof Config>;
  let own: z.infer<typeof Config>;
  let ownId: string;

  beforeAll(async () => {
    template = await readTemplate(variant, 'app');
    const all = resourcesOf(template, 'AWS::CloudFront::Distribution').map(
      ([id, { Properties }]) => [id, Config.parse(Properties.DistributionConfig)] as const,
    );
    const [[, first] = [], [id = '', second] = []] = [
      all.find(([, { Comment }]) => !/console/.test(Comment)),
      all.find(([, { Comment }]) => /console/.test(Comment)),
    ];
    if (!first || !second) throw new Error('there are not two distributions');
    [site, own, ownId] = [first, second, id];
  });

  const only = (type: string, matches: (properties: Resource['Properties']) => boolean = () => true): Resource['Properties'] => {
    const found = resourcesOf(template, type).filter(([, { Properties }]) => matches(Properties));
    expect(found).toHaveLength(1);
    return found[0]?.[1].Properties ?? {};
  };

  it('is an origin of its own, without error pages, which would hide the answers of the API', () => {
    expect(own.DefaultRootObject).toBe('index.html');
    expect(own.CustomErrorResponses).toBeUndefined();
    expect(own.Aliases).toEqual(variant === 'full' ? ['console.example.vn'] : undefined);
    expect(own.WebACLId).toBe(site.WebACLId);
    const buckets = [site, own].map(({ Origins }) => JSON.stringify(Origins.find(({ OriginAccessControlId }) => OriginAccessControlId)));
    expect(buckets[0]).not.toBe(buckets[1]);
  });

  it('hands cookies to the session alone, and nothing is cached of what the API says', () => {
    const [session, others] = own.CacheBehaviors;
    const policy = template.Resources[referredId(others?.OriginRequestPolicyId) ?? '']?.Properties.OriginRequestPolicyConfig;

    expect(own.CacheBehaviors.map(({ PathPattern }) => PathPattern)).toEqual(['/v1/session*', '/v1/*']);
    for (const behaviour of own.CacheBehaviors)
      expect(behaviour).toMatchObject({ CachePolicyId: cachingDisabled, ViewerProtocolPolicy: 'https-only' });
    expect(session?.OriginRequestPolicyId).toBe(allViewerExceptHostHeader);
    expect(policy).toMatchObject({
      CookiesConfig: { CookieBehavior: 'none' },
      HeadersConfig: { HeaderBehavior: 'allExcept', Headers: ['Host'] },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    });
  });

  it('proves itself by a secret that the site does not send, and is believed no host', () => {
    const headersOf = (config: z.infer<typeof Config>) => {
      const names = new Set(config.CacheBehaviors.map(({ TargetOriginId }) => TargetOriginId));
      return config.Origins.filter(({ Id }) => names.has(Id)).flatMap(({ OriginCustomHeaders }) => OriginCustomHeaders);
    };
    const secretsOf = (config: z.infer<typeof Config>) =>
      new Set(
        headersOf(config).flatMap(({ HeaderName, HeaderValue }) => (HeaderName === 'x-pheu-origin' ? JSON.stringify(HeaderValue) : [])),
      );

    const [ofSite] = secretsOf(site);
    const [ofConsole] = secretsOf(own);

    expect([secretsOf(site).size, secretsOf(own).size]).toEqual([1, 1]);
    expect(ofSite).toContain('"OriginSecret"');
    expect(ofConsole).toContain('"ConsoleSecret"');
    expect(headersOf(own)).toContainEqual({ HeaderName: 'x-pheu-host', HeaderValue: 'none' });
    const session = only('AWS::Lambda::Function', ({ FunctionName }) => String(FunctionName).endsWith('-session'));
    expect(JSON.stringify(session.Environment)).toContain('"ConsoleSecretDigests"');
    expect(JSON.stringify(session.Environment)).not.toContain('"OriginSecretDigests"');
  });

  it('runs nothing but its own files, lets nobody frame it, and makes no text a script', () => {
    const policy =
      template.Resources[referredId(own.DefaultCacheBehavior.ResponseHeadersPolicyId) ?? '']?.Properties.ResponseHeadersPolicyConfig;
    const text = JSON.stringify(policy);

    expect(consolePolicy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        'trusted-types pheu',
      ]),
    );
    expect(consolePolicy).not.toMatch(/unsafe|https?:|\*/);
    expect(text).toContain(consolePolicy);
    expect(text).not.toContain('CorsConfig');
    for (const header of ['cross-origin-opener-policy', 'cross-origin-resource-policy']) expect(text).toContain(`"Header":"${header}"`);
  });

  it('takes nothing away that a tab may ask for, keeps files for ever and asks for the page each time', () => {
    const bucketId = resourcesOf(template, 'AWS::S3::Bucket').find(([id]) => id.startsWith('Console'))?.[0];
    const copies = resourcesOf(template, 'Custom::CDKBucketDeployment')
      .map(([, { Properties }]) => Properties)
      .filter(({ DestinationBucketName }) => referredId(DestinationBucketName) === bucketId);

    expect(
      copies.map(({ Prune, SystemMetadata, DestinationBucketKeyPrefix }) => [DestinationBucketKeyPrefix, Prune, SystemMetadata]),
    ).toEqual([
      ['assets', false, { 'cache-control': 'public, max-age=31536000, immutable' }],
      [undefined, false, { 'cache-control': 'no-cache' }],
    ]);
    expect(copies[1]?.DistributionPaths).toEqual(['/', '/index.html', '/sw.js', '/manifest.webmanifest']);
  });

  it('signs in as a public client with PKCE, whose tokens are short and lead back to the console alone', () => {
    const client = only('AWS::Cognito::UserPoolClient');
    const address = (suffix: string) =>
      variant === 'full'
        ? `https://console.example.vn${suffix}`
        : { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [ownId, 'DomainName'] }, suffix]] };

    expect(client).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['openid', 'email'],
      CallbackURLs: [address('/v1/session/callback')],
      LogoutURLs: [address('/')],
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
      IdTokenValidity: 15,
      AccessTokenValidity: 15,
      RefreshTokenValidity: 43_200,
      TokenValidityUnits: { IdToken: 'minutes', AccessToken: 'minutes', RefreshToken: 'minutes' },
      WriteAttributes: ['locale'],
      SupportedIdentityProviders: ['COGNITO'],
    });
    // Not by a password past the page; and nothing rotates.
    expect(client.ExplicitAuthFlows).toEqual(['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']);
    expect(client).not.toHaveProperty('RefreshTokenRotation');
  });

  it('has a sign-in page with a style, named apart from those of other accounts', () => {
    expect(only('AWS::Cognito::UserPoolDomain')).toMatchObject({ ManagedLoginVersion: 2 });
    expect(JSON.stringify(only('AWS::Cognito::UserPoolDomain').Domain)).toMatch(
      /"pheu-(dev|prod)-",\{"Fn::GetAtt":\["Preparation","AccountDigest"\]\}/,
    );
    expect(only('AWS::Cognito::ManagedLoginBranding')).toMatchObject({ UseCognitoProvidedValues: true });
  });
});
