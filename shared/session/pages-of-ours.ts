import { ForeignPageError } from '../platform/errors.ts';

type RequestHeaders = Readonly<Record<string, string | undefined>>;

/**
 * Lets pages of the console alone ask for what the cookie gives. A browser sets both headers itself, and no page can change them. Both: a
 * page may have an origin that is `null` or ours by another way, and an old browser says only one, which is not enough.
 * @throws ForeignPageError
 */
export function demandOurPage(headers: RequestHeaders | undefined, consoleUrl: string): void {
  if (headers?.origin === consoleUrl && headers['sec-fetch-site'] === 'same-origin') return;
  throw new ForeignPageError('this is for pages of the console');
}
