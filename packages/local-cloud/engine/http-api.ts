import { randomUUID } from 'node:crypto';
import type { Json } from '../assembly/json.ts';
import { type Authoriser, createAuthorisation } from './authorisers.ts';
import type { InvocationResult } from './functions.ts';
import { fromProxyResult, internalError, toProxyEvent } from './http-event.ts';
import { bodyLimitBytes, type HttpRequest, type HttpResponse, headerValue, jsonResponse } from './http-message.ts';
import { mapParameter } from './queue-integration.ts';
import { createRouter } from './routes.ts';
import type { Tokens } from './tokens.ts';

/** Where a route leads. */
export type Integration =
  | {
      readonly kind: 'lambda';
      readonly functionArn: string;
      readonly invoke: (event: Json, onStart: () => void) => Promise<InvocationResult>;
      readonly timeoutMs: number;
    }
  | { readonly kind: 'queue'; readonly send: (request: HttpRequest, context: MappingContext) => Promise<HttpResponse> };

/** What a parameter mapping can use beside the request. */
export interface MappingContext {
  readonly requestId: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly claims: Readonly<Record<string, string>> | undefined;
}

/** A route of the template with everything it refers to. */
export interface Route {
  readonly routeKey: string;
  readonly integration: Integration;
  readonly authoriser: Authoriser | undefined;
}

/** The HTTP API of the template. */
export interface HttpApi {
  readonly id: string;
  /** The host at which a deployment would answer without CloudFront. */
  readonly domainName: string;
  handle(request: HttpRequest): Promise<HttpResponse>;
}

/** An invocation's event may have six megabytes. */
const eventLimitBytes = 6 * 1024 * 1024;

/** Answers requests as an HTTP API (payload format 2.0) does. */
export function createHttpApi(options: {
  id: string;
  accountId: string;
  region: string;
  routes: readonly Route[];
  tokens: Tokens;
  now: () => number;
}): HttpApi {
  const { id, accountId, region, tokens, now } = options;
  const domainName = `${id}.execute-api.${region}.amazonaws.com`;
  const choose = createRouter(options.routes);
  const authorise = createAuthorisation({ tokens, now });

  const answerTo = async (received: HttpRequest): Promise<HttpResponse> => {
    const request = addGatewayHeaders(received, domainName);
    if (request.body.length > bodyLimitBytes) return tooLarge;
    const match = choose(request.method, request.path);
    if (!match) return jsonResponse(404, { message: 'Not Found' });
    const { route, pathParameters } = match;
    const requestId = randomUUID();
    const { routeKey, integration } = route;
    const known = { accountId, apiId: id, domainName, routeKey, pathParameters, requestId, nowMs: now() };
    const verdict = await authorise(route.authoriser, {
      request,
      valueOf: (source) => mapParameter(source, request, { requestId, pathParameters, claims: undefined }),
      describe: () => ({
        event: toProxyEvent(request, known),
        routeArn: `arn:aws:execute-api:${region}:${accountId}:${id}/$default/${request.method}${request.path}`,
      }),
    });
    if ('refusal' in verdict) return withRequestId(verdict.refusal, requestId);
    if (integration.kind === 'queue') return await integration.send(request, { requestId, pathParameters, claims: verdict.claims });
    const event = toProxyEvent(request, { ...known, ...verdict });
    if (JSON.stringify(event).length > eventLimitBytes) return tooLarge;
    return withRequestId(await callFunction(integration, event), requestId);
  };
  return { id, domainName, handle: async (received) => dated(await answerTo(received), now()) };
}

/** Says when an answer was made, by the clock of this runtime: pages learn from it how wrong theirs is. */
const dated = (response: HttpResponse, nowMs: number): HttpResponse => ({
  ...response,
  headers: [...response.headers.filter(([name]) => name.toLowerCase() !== 'date'), ['date', new Date(nowMs).toUTCString()]],
});

const tooLarge = jsonResponse(413, { message: 'Request Entity Too Large' });

/** The service's limit counts from the start of the function; waiting for a free sandbox is this machine's matter. */
async function callFunction(integration: Extract<Integration, { kind: 'lambda' }>, event: Json): Promise<HttpResponse> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      const giveUp = (): void => resolve(jsonResponse(503, { message: 'Service Unavailable' }));
      const onStart = (): void => {
        timer = setTimeout(giveUp, integration.timeoutMs);
      };
      integration.invoke(event, onStart).then((result) => resolve(result.error ? internalError : fromProxyResult(result.payload)), reject);
    });
  } finally {
    clearTimeout(timer);
  }
}

/** The service is a proxy, too: it appends whom it sees and says where it was asked. */
function addGatewayHeaders(request: HttpRequest, domainName: string): HttpRequest {
  const forwarded = headerValue(request.headers, 'x-forwarded-for');
  const own = ['host', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto', 'connection', 'content-length', 'transfer-encoding'];
  return {
    ...request,
    headers: [
      ...request.headers.filter(([name]) => !own.includes(name)),
      ['content-length', String(request.body.length)],
      ['host', domainName],
      ['x-amzn-trace-id', `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomUUID().replaceAll('-', '').slice(0, 24)}`],
      ['x-forwarded-for', forwarded === undefined ? request.sourceIp : `${forwarded}, ${request.sourceIp}`],
      ['x-forwarded-port', '443'],
      ['x-forwarded-proto', 'https'],
    ],
  };
}

function withRequestId(response: HttpResponse, requestId: string): HttpResponse {
  return { ...response, headers: [...response.headers, ['apigw-requestid', requestId]] };
}
