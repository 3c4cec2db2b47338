import { randomUUID } from 'node:crypto';
import { StartError } from '../assembly/errors.ts';
import { type JsonObject, objectAt, objectsAt, textAt, textsAt } from '../assembly/json.ts';
import type { EdgeFunction } from './edge-function.ts';
import type { HttpApi } from './http-api.ts';
import { type Header, type HttpRequest, type HttpResponse, headerValue } from './http-message.ts';
import { responseHeadersOf } from './response-headers.ts';
import type { WebBucket } from './web-bucket.ts';

/** The address that this edge shows to the origins; one of CloudFront's own ranges. */
export const edgeAddress = '130.176.0.1';

/** Plays the distribution: chooses the behaviour by path and asks its origin. */
export type Edge = (request: HttpRequest) => Promise<HttpResponse>;

interface Behaviour {
  readonly matches: (path: string) => boolean;
  readonly origin: (request: HttpRequest) => Promise<HttpResponse>;
  readonly methods: readonly string[];
  /** Whether a header reaches the origin. */
  readonly passes: (header: Header) => boolean;
  readonly atRequest: EdgeFunction | undefined;
  readonly responseHeaders: readonly Header[];
}

/** Builds the edge from the properties of the distribution, with every reference resolved. */
export function createEdge(
  distribution: JsonObject,
  parts: {
    bucketAt: (domainName: string) => WebBucket | undefined;
    apiAt: (domainName: string) => HttpApi | undefined;
    responseHeadersPolicy: (id: string) => JsonObject | undefined;
    originRequestPolicy: (id: string) => JsonObject | undefined;
    functionAt: (functionArn: string) => EdgeFunction | undefined;
  },
): Edge {
  const config = objectAt(distribution, 'DistributionConfig');
  const rootObject = textAt(config, 'DefaultRootObject') ?? '';
  const origins = new Map(objectsAt(config, 'Origins').map((origin) => [textAt(origin, 'Id') ?? '', originOf(origin, rootObject, parts)]));
  const behaviourOf = (behaviour: JsonObject): Behaviour => {
    const origin = origins.get(textAt(behaviour, 'TargetOriginId') ?? '');
    if (!origin)
      throw new StartError(`a behaviour of the distribution names the origin ${textAt(behaviour, 'TargetOriginId')}, which is not there`);
    const methods = textsAt(behaviour, 'AllowedMethods');
    return {
      matches: pathMatcher(textAt(behaviour, 'PathPattern') ?? '*'),
      origin,
      methods: methods.length > 0 ? methods : ['GET', 'HEAD'],
      passes: passedHeaders(textAt(behaviour, 'OriginRequestPolicyId'), parts.originRequestPolicy),
      atRequest: requestFunctionOf(behaviour, parts.functionAt),
      responseHeaders: responseHeadersOf(textAt(behaviour, 'ResponseHeadersPolicyId'), parts.responseHeadersPolicy),
    };
  };
  const behaviours = [...objectsAt(config, 'CacheBehaviors'), objectAt(config, 'DefaultCacheBehavior')].map(behaviourOf);

  return async (request) => {
    const behaviour = behaviours.find(({ matches }) => matches(request.path));
    if (!behaviour?.methods.includes(request.method)) {
      return {
        status: 403,
        headers: [['content-type', 'text/html']],
        body: '<h1>403</h1><p>This distribution does not allow the method on this path.</p>',
      };
    }
    const asked = (await behaviour.atRequest?.(request)) ?? request;
    const response = await behaviour.origin({ ...asked, headers: asked.headers.filter(behaviour.passes) });
    const own = new Set(behaviour.responseHeaders.map(([name]) => name));
    return { ...response, headers: [...response.headers.filter(([name]) => !own.has(name)), ...behaviour.responseHeaders] };
  };
}

/** A policy of the template may keep cookies back; one of CloudFront's own passes everything that matters here. */
function passedHeaders(id: string | undefined, policyOf: (id: string) => JsonObject | undefined): (header: Header) => boolean {
  const policy = id === undefined ? undefined : policyOf(id);
  if (policy === undefined) return () => true;
  const config = objectAt(policy, 'OriginRequestPolicyConfig');
  const [cookies, headers, query] = [
    ['CookiesConfig', 'CookieBehavior'] as const,
    ['HeadersConfig', 'HeaderBehavior'] as const,
    ['QueryStringsConfig', 'QueryStringBehavior'] as const,
  ].map(([part, name]) => textAt(objectAt(config, part), name));
  if (!['all', 'none'].includes(cookies ?? '') || headers !== 'allExcept' || query !== 'all')
    throw new StartError('an origin request policy keeps back something else than cookies and the host; the local edge does not play that');
  return ([name]) => name !== 'cookie' || cookies === 'all';
}

function requestFunctionOf(behaviour: JsonObject, functionAt: (functionArn: string) => EdgeFunction | undefined): EdgeFunction | undefined {
  const [association, ...more] = objectsAt(behaviour, 'FunctionAssociations');
  if (objectsAt(behaviour, 'LambdaFunctionAssociations').length > 0 || more.length > 0)
    throw new StartError('the local runtime plays one CloudFront function per behaviour, and no Lambda@Edge (engine/edge.ts)');
  if (!association) return undefined;
  if (textAt(association, 'EventType') !== 'viewer-request')
    throw new StartError('the local runtime plays functions on viewer-request alone');
  const found = functionAt(textAt(association, 'FunctionARN') ?? '');
  if (!found) throw new StartError(`a behaviour names the function ${textAt(association, 'FunctionARN')}, which is not there`);
  return found;
}

function originOf(
  origin: JsonObject,
  rootObject: string,
  parts: { bucketAt: (domainName: string) => WebBucket | undefined; apiAt: (domainName: string) => HttpApi | undefined },
): (request: HttpRequest) => Promise<HttpResponse> {
  const domainName = textAt(origin, 'DomainName') ?? '';
  const path = textAt(origin, 'OriginPath') ?? '';
  const bucket = parts.bucketAt(domainName);
  if (bucket) {
    return async (request) => {
      const asked = objectKeyIn(request.path);
      if (asked === undefined) return invalidUri;
      return bucket.get(`${path.replace(/^\//, '')}${asked === '' ? rootObject : asked}`, request.headers);
    };
  }
  const api = parts.apiAt(domainName);
  if (!api) throw new StartError(`the distribution has the origin ${domainName}, which is neither our bucket nor our API`);
  const secrets: Header[] = objectsAt(origin, 'OriginCustomHeaders').map((header) => [
    (textAt(header, 'HeaderName') ?? '').toLowerCase(),
    textAt(header, 'HeaderValue') ?? '',
  ]);
  const own = new Set(secrets.map(([name]) => name));
  return async (request) => {
    const forwarded = headerValue(request.headers, 'x-forwarded-for') ?? request.sourceIp;
    return await api.handle({
      ...request,
      path: `${path}${request.path}`,
      sourceIp: edgeAddress,
      headers: [
        // A client's own idea of the secret never gets through; the distribution's value replaces it.
        ...request.headers.filter(([name]) => !own.has(name) && name !== 'x-forwarded-for'),
        ...secrets,
        // What the client sent counts as the address that the edge saw, so that a test can be many people.
        ['x-forwarded-for', forwarded],
        ['via', '1.1 local.cloudfront.net (CloudFront)'],
        ['x-amz-cf-id', randomUUID()],
      ],
    });
  };
}

/** The key that a path names; undefined when its percent-encoding is broken. */
function objectKeyIn(path: string): string | undefined {
  try {
    return decodeURIComponent(path).replace(/^\//, '');
  } catch {
    return undefined;
  }
}

/** How S3 answers broken percent-encoding. */
const invalidUri: HttpResponse = {
  status: 400,
  headers: [['content-type', 'application/xml']],
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>InvalidURI</Code><Message>Couldn't parse the specified URI.</Message></Error>`,
};

/** CloudFront's path patterns: `*` for any text, `?` for one character, with or without the leading slash. */
function pathMatcher(pattern: string): (path: string) => boolean {
  const source = pattern
    .replace(/^\//, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^/${source}$`);
  return (path) => expression.test(path);
}
