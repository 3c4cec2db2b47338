import { isObject, type Json, type JsonObject } from '../assembly/json.ts';
import { type Header, type HttpRequest, type HttpResponse, headerValue } from './http-message.ts';

/** What the gateway knows of a request beyond the request itself. */
export interface RouteContext {
  readonly accountId: string;
  readonly apiId: string;
  readonly domainName: string;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Of a token. */
  readonly claims?: Readonly<Record<string, string>>;
  /** What an authoriser's function said. */
  readonly context?: JsonObject;
  readonly requestId: string;
  readonly nowMs: number;
}

/** Builds the event of payload format 2.0. */
export function toProxyEvent(request: HttpRequest, context: RouteContext): JsonObject {
  const path = decodePath(request.path);
  const headers: Record<string, string> = {};
  for (const [name] of request.headers) if (name !== 'cookie') headers[name] = headerValue(request.headers, name) ?? '';
  const cookies = request.headers.filter(([name]) => name === 'cookie').flatMap(([, value]) => value.split(/;\s*/));
  const isText = isTextual(headers['content-type']) && (headers['content-encoding'] ?? 'identity') === 'identity';
  const queryParameters = queryOf(request.query);
  return {
    version: '2.0',
    routeKey: context.routeKey,
    rawPath: path,
    rawQueryString: request.query,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(Object.keys(queryParameters).length > 0 && { queryStringParameters: queryParameters }),
    requestContext: {
      accountId: context.accountId,
      apiId: context.apiId,
      ...(context.claims && { authorizer: { jwt: { claims: { ...context.claims }, scopes: null } } }),
      ...(context.context && { authorizer: { lambda: context.context } }),
      domainName: context.domainName,
      domainPrefix: context.domainName.split('.')[0] ?? '',
      http: { method: request.method, path, protocol: 'HTTP/1.1', sourceIp: request.sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId: context.requestId,
      routeKey: context.routeKey,
      stage: '$default',
      time: commonLogTime(context.nowMs),
      timeEpoch: context.nowMs,
    },
    ...(Object.keys(context.pathParameters).length > 0 && { pathParameters: { ...context.pathParameters } }),
    ...(request.body.length > 0 && { body: isText ? request.body.toString('utf8') : request.body.toString('base64') }),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
}

/** Reads a function's answer as the service does: a `statusCode` makes it a response, anything else is a 200 with that JSON. */
export function fromProxyResult(payload: Json): HttpResponse {
  if (!isObject(payload) || payload.statusCode === undefined) {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return { status: 200, headers: [['content-type', 'application/json']], body: payload === null ? '' : body };
  }
  const status = Number(payload.statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return internalError;
  const given = isObject(payload.headers) ? payload.headers : {};
  const headers: Header[] = Object.entries(given).map(([name, value]) => [name.toLowerCase(), String(value)]);
  if (!headers.some(([name]) => name === 'content-type')) headers.push(['content-type', 'text/plain;charset=utf-8']);
  if (Array.isArray(payload.cookies)) for (const cookie of payload.cookies) headers.push(['set-cookie', String(cookie)]);
  const text =
    typeof payload.body === 'string'
      ? payload.body
      : payload.body === undefined || payload.body === null
        ? ''
        : JSON.stringify(payload.body);
  return { status, headers, body: payload.isBase64Encoded === true ? Buffer.from(text, 'base64') : text };
}

/** The service's answer when a function fails or answers nonsense. */
export const internalError: HttpResponse = {
  status: 500,
  headers: [['content-type', 'application/json']],
  body: '{"message":"Internal Server Error"}',
};

/** Every other body, and one that is packed, travels as base64: multipart and urlencoded forms, too. */
function isTextual(contentType: string | undefined): boolean {
  if (contentType === undefined) return true;
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  return /^text\/|^application\/(json|javascript|xml|graphql)$|\+(json|xml)$/.test(type);
}

function queryOf(query: string): Record<string, string> {
  // A map, because a client may name a parameter `constructor`.
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const earlier = parameters.get(name);
    parameters.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return Object.fromEntries(parameters);
}

/** Percent-decodes; what can't be decoded stays as it was. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function commonLogTime(nowMs: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(nowMs).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
