import { emptyResponse, type HttpResponse } from '../platform/http.ts';
import { digest } from '../platform/ids.ts';

/**
 * Marks an answer with a weak ETag, of what it says to whoever asked; where they have it already, says that nothing changed and sends no
 * body. What is masked must be masked before: else nobody would hear that it is not any more.
 */
export function unlessUnchanged(response: HttpResponse, ifNoneMatch: string | undefined): HttpResponse {
  if (response.statusCode !== 200 || !response.body) return response;
  const etag = `W/"${digest(response.body)}"`;
  const headers = { ...response.headers, etag };
  if (!isAmong(etag, ifNoneMatch)) return { ...response, headers };
  const { vary } = response.headers;
  return emptyResponse(304, vary === undefined ? { etag } : { etag, vary });
}

/** A tag is as good with W/ as without, by which caches on the way may name it (RFC 9110, 8.8.3.2). */
function isAmong(etag: string, ifNoneMatch = ''): boolean {
  const known = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(etag.replace(/^W\//, ''));
}
