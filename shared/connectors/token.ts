import { createHmac } from 'node:crypto';
import { sameSecret } from '../platform/secrets.ts';
import type { ConnectorConfig } from './connector-config.ts';

type Versions = Pick<ConnectorConfig, 'id' | 'tokenVersion' | 'acceptsPreviousToken'>;

/** Returns the token by which a connector's posts are known. It is derived, so that no configuration and no table holds it. */
export function tokenOf({ id, tokenVersion }: Pick<Versions, 'id' | 'tokenVersion'>, key: string): string {
  return createHmac('sha256', key).update(`${id}\u0000${tokenVersion}`).digest('base64url').slice(0, 32);
}

/** Returns the tokens that are good now, the newest first. */
export function tokensOf({ id, tokenVersion, acceptsPreviousToken }: Versions, key: string): string[] {
  const versions = acceptsPreviousToken && tokenVersion > 1 ? [tokenVersion, tokenVersion - 1] : [tokenVersion];
  return versions.map((version) => tokenOf({ id, tokenVersion: version }, key));
}

/** Tells whether a text is one of the tokens, in the same time wherever they differ. */
export function isToken(text: string | undefined, tokens: readonly string[]): boolean {
  if (text === undefined || text === '') return false;
  return tokens.map((token) => sameSecret(text, token)).includes(true);
}
