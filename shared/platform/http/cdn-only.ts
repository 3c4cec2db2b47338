import { NotFoundError } from '../errors.ts';
import { isOurCdn } from '../secrets.ts';

/** SHA-256 of every secret that the CDN may send, where the API is to be asked through it alone. @default - whoever asks is answered */
export interface CdnOnly {
  readonly originDigests?: readonly string[] | undefined;
}

/**
 * For routes with a token: an HTTP API takes one authoriser for a route, which there is the one of the tokens.
 * @throws NotFoundError for a request that went round the CDN and its firewall
 */
export function demandOurCdn(headers: Readonly<Record<string, string | undefined>> | undefined, { originDigests }: CdnOnly): void {
  if (originDigests === undefined || isOurCdn(headers?.['x-pheu-origin'], originDigests)) return;
  throw new NotFoundError('nothing is served at this host; ask at the address of the site');
}
