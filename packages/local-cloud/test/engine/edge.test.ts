import { describe, expect, it } from '@jest/globals';
import { createEdge } from '../../engine/edge.ts';
import type { HttpRequest } from '../../engine/http-message.ts';

const policy = (cookies: string, headers = 'allExcept') => ({
  OriginRequestPolicyConfig: {
    CookiesConfig: { CookieBehavior: cookies },
    HeadersConfig: { HeaderBehavior: headers, Headers: ['Host'] },
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  },
});

/** A distribution before an API, of which one part keeps back what its policy says, and what reached the API. */
function edgeWith(ownPolicy: ReturnType<typeof policy>) {
  const asked: HttpRequest[] = [];
  const edge = createEdge(
    {
      DistributionConfig: {
        Origins: [{ Id: 'api', DomainName: 'api.example', OriginCustomHeaders: [{ HeaderName: 'x-secret', HeaderValue: 'ours' }] }],
        CacheBehaviors: [{ PathPattern: '/v1/session*', TargetOriginId: 'api', OriginRequestPolicyId: 'of-cloudfront' }],
        DefaultCacheBehavior: { TargetOriginId: 'api', OriginRequestPolicyId: 'own' },
      },
    },
    {
      bucketAt: () => undefined,
      apiAt: () => ({
        id: 'api',
        domainName: 'api.example',
        handle: async (request) => {
          asked.push(request);
          return { status: 200, headers: [], body: '' };
        },
      }),
      responseHeadersPolicy: () => undefined,
      originRequestPolicy: (id) => (id === 'own' ? ownPolicy : undefined),
      functionAt: () => undefined,
    },
  );
  const ask = async (path: string) => {
    const headers = [
      ['cookie', '__Host-pheu=token'],
      ['authorization', 'Bearer token'],
      ['x-secret', 'guess'],
    ] as const;
    await edge({ method: 'GET', path, query: '', headers, body: Buffer.from(''), sourceIp: '203.0.113.7' });
    return asked.at(-1)?.headers.filter(([name]) => ['cookie', 'authorization', 'x-secret'].includes(name));
  };
  return { ask };
}

describe('the local edge', () => {
  it('keeps cookies from where the policy of a behaviour does, and nothing else', async () => {
    const { ask } = edgeWith(policy('none'));

    expect(await ask('/v1/me')).toEqual([
      ['authorization', 'Bearer token'],
      ['x-secret', 'ours'],
    ]);
    for (const path of ['/v1/session', '/v1/session/refresh']) expect(await ask(path)).toContainEqual(['cookie', '__Host-pheu=token']);
  });

  it('refuses a policy that it would play otherwise than CloudFront', () => {
    expect(() => edgeWith(policy('whitelist'))).toThrow('cookies and the host');
    expect(() => edgeWith(policy('all', 'whitelist'))).toThrow('cookies and the host');
  });
});
