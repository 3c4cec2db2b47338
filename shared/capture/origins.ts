import type { FormConfig } from '../config/index.ts';

/** What a browser says of the page that calls; both are empty for servers and command lines. */
export interface Caller {
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`: set by the browser, no page can forge it. */
  readonly fetchSite: string | undefined;
}

/**
 * Tells whether a page may use the form. CORS alone would not stop a plain HTML post, so the server asks, too.
 * `self` is the deployment's own site: the function does not know the site's address (that would be a cycle in the template),
 * but the browser does. Callers that are no browser send neither header and are let through: an origin proves nothing there.
 */
export function mayUseForm(form: FormConfig, { origin, fetchSite }: Caller): boolean {
  if (origin === undefined) return fetchSite !== 'cross-site';
  // Sandboxed frames and files have no origin to compare.
  if (origin === 'null' || origin === 'self') return false;
  if (form.allowedOrigins.includes(origin)) return true;
  return fetchSite === 'same-origin' && form.allowedOrigins.includes('self');
}

/** The listed origin that the page has, or undefined; never what was merely sent. */
export function listedOrigin(form: FormConfig, origin: string | undefined): string | undefined {
  return origin === 'self' ? undefined : form.allowedOrigins.find((allowed) => allowed === origin);
}

/** The CORS headers of an answer: exact match or nothing, and always `Vary`, because caches must not mix pages up. */
export function corsHeaders(form: FormConfig | undefined, origin: string | undefined): Record<string, string> {
  const allowed = form && listedOrigin(form, origin);
  return allowed ? { vary: 'Origin', 'access-control-allow-origin': allowed } : { vary: 'Origin' };
}

/** The answer to a preflight, for a form that the page may use. */
export function preflightHeaders(form: FormConfig, origin: string | undefined, method: 'GET' | 'POST'): Record<string, string> {
  const headers = corsHeaders(form, origin);
  if (!headers['access-control-allow-origin']) return headers;
  return {
    ...headers,
    'access-control-allow-methods': `${method}, OPTIONS`,
    'access-control-allow-headers': 'content-type, idempotency-key',
    'access-control-max-age': '600',
  };
}
