import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as it travels from the edge to an origin. Header names are in lower case and may repeat. */
export interface HttpRequest {
  readonly method: string;
  /** The path as sent, still percent-encoded. */
  readonly path: string;
  /** The query without its question mark, as sent. */
  readonly query: string;
  readonly headers: readonly Header[];
  readonly body: Buffer;
  readonly sourceIp: string;
}

/** One header line. */
export type Header = readonly [name: string, value: string];

/** What goes back to the client. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Buffer | string;
}

/** No page of another origin may show these answers inside of itself, or load them as its script. */
export const notFramed: readonly Header[] = [
  ['x-frame-options', 'DENY'],
  ['x-content-type-options', 'nosniff'],
  ['cross-origin-resource-policy', 'same-origin'],
];

/** The service refuses bodies beyond ten megabytes. */
export const bodyLimitBytes = 10 * 1024 * 1024;

/** Thrown while reading: the client sent more than the service takes. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** All values of a header, joined as a proxy joins them. */
export function headerValue(headers: readonly Header[], name: string): string | undefined {
  const values = headers.filter(([key]) => key === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(',');
}

/** A JSON answer. */
export function jsonResponse(status: number, body: unknown, headers: readonly Header[] = []): HttpResponse {
  return { status, headers: [['content-type', 'application/json'], ...headers], body: JSON.stringify(body) };
}

/** Reads a whole request from the socket. */
export async function readRequest(message: IncomingMessage): Promise<HttpRequest> {
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  const headers: Header[] = [];
  for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
    headers.push([(message.rawHeaders[index] ?? '').toLowerCase(), message.rawHeaders[index + 1] ?? '']);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bodyLimitBytes) chunks.push(chunk);
  }
  if (size > bodyLimitBytes) throw new BodyTooLarge();
  return {
    method: message.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers,
    body: Buffer.concat(chunks),
    sourceIp: (message.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
  };
}

/** Sends an answer; a HEAD request gets the headers alone. */
export function writeResponse(target: ServerResponse, answer: HttpResponse, method: string): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  const lines = new Map<string, string[]>();
  for (const [name, value] of answer.headers) {
    const key = name.toLowerCase();
    if (key === 'content-length' || key === 'connection' || key === 'transfer-encoding') continue;
    lines.set(key, [...(lines.get(key) ?? []), value]);
  }
  target.statusCode = answer.status;
  for (const [name, values] of lines) target.setHeader(name, name === 'set-cookie' ? values : values.join(', '));
  const hasBody = answer.status !== 204 && answer.status !== 304 && answer.status >= 200;
  if (hasBody) target.setHeader('content-length', body.length);
  target.end(hasBody && method !== 'HEAD' ? body : undefined);
}
