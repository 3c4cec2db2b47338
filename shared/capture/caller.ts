import { isOurCdn } from '../platform/secrets.ts';
import type { Caller } from './origins.ts';

/** Reads from a request's headers which page calls. The site's host counts only beside the secret of our CDN: anybody can send a header. */
export function callerOf(headers: Readonly<Record<string, string | undefined>>, originDigests: readonly string[]): Caller {
  const isTold = isOurCdn(headers['x-pheu-origin'], originDigests);
  return {
    origin: headers.origin,
    fetchSite: headers['sec-fetch-site'],
    // Origins are in lower case, whatever somebody typed; browsers send hosts so, too.
    siteHost: isTold ? headers['x-pheu-host']?.toLowerCase() : undefined,
  };
}
