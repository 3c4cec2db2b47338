import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Problem } from '../../../api/problem.ts';
import { retryAfterSeconds } from './problem.ts';

export type HttpResponse = APIGatewayProxyStructuredResultV2 & { statusCode: number; headers: Record<string, string> };
export type Headers = Readonly<Record<string, string>>;

/** OWASP secure headers for answers that no browser shall render, frame, sniff or keep. */
const apiHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
} as const;

export function jsonResponse(statusCode: number, body: unknown, headers: Headers = {}): HttpResponse {
  return {
    statusCode,
    headers: { ...apiHeaders, 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** A file of CSV that a browser keeps under its name. */
export function csvResponse(fileName: string, csv: string): HttpResponse {
  return {
    statusCode: 200,
    headers: {
      ...apiHeaders,
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
    body: csv,
  };
}

export function problemResponse(problem: Problem, headers: Headers = {}): HttpResponse {
  const later = problem.status === 503 || problem.status === 429 ? { 'retry-after': String(retryAfterSeconds) } : {};
  return {
    statusCode: problem.status,
    headers: { ...apiHeaders, 'content-type': 'application/problem+json; charset=utf-8', ...later, ...headers },
    body: JSON.stringify(problem),
  };
}

/**
 * A page with inline style and no script. `same-origin` instead of `no-referrer`: under the latter a browser posts the page's
 * form with `Origin: null`, which is refused.
 */
export function htmlResponse(statusCode: number, html: string, headers: Headers = {}): HttpResponse {
  return {
    statusCode,
    headers: {
      ...apiHeaders,
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self' https:; base-uri 'none'; frame-ancestors 'none'",
      'referrer-policy': 'same-origin',
      'content-type': 'text/html; charset=utf-8',
      ...headers,
    },
    body: html,
  };
}

export function emptyResponse(statusCode: number, headers: Headers = {}): HttpResponse {
  return { statusCode, headers: { ...apiHeaders, ...headers }, body: '' };
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Makes a text safe inside HTML text and quoted attributes. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
}
