import type { FormConfig } from './form-config.ts';

/** What a browser says of the page that calls; both are empty for servers and command lines. */
export interface Caller {
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`: set by the browser, no page can forge it. */
  readonly fetchSite: string | undefined;
  /** The host that our CDN was asked by, port included; undefined when nobody trustworthy tells it. */
  readonly siteHost: string | undefined;
}

/**
 * Tells whether a page may use the form. CORS alone would not stop a plain HTML post, so the server asks, too.
 * `self` is the deployment's own site: the function does not know the site's address (that would be a cycle in the template),
 * but the browser does, and for a browser too old to tell, the CDN. Callers that are no browser send neither header and are let
 * through: an origin proves nothing there.
 */
export function mayUseForm(form: FormConfig, { origin, fetchSite, siteHost }: Caller): boolean {
  if (origin === undefined) return fetchSite !== 'cross-site';
  // Sandboxed frames and files have no origin to compare.
  if (origin === 'null' || origin === 'self') return false;
  if (form.allowedOrigins.includes(origin)) return true;
  if (!form.allowedOrigins.includes('self')) return false;
  // Browsers tell themselves since 2020, Safari since 16.4 (2023); some people's privacy settings drop the header.
  return fetchSite === undefined ? isOwnSite(origin, siteHost) : fetchSite === 'same-origin';
}

/** No certificate is made for these, so that a page there has no TLS; the CDN answers to names alone. */
const hostWithoutCertificate = /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])(?::\d+)?$/;

/** Whether a page's origin is the site itself. Without TLS a page under our name may be that of anybody on the way. */
function isOwnSite(origin: string, siteHost: string | undefined): boolean {
  if (!siteHost) return false;
  return origin === `https://${siteHost}` || (origin === `http://${siteHost}` && hostWithoutCertificate.test(siteHost));
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
