import { createHmac } from 'node:crypto';
import { sameSecret } from '../../platform/secrets.ts';

/**
 * Whether Meta signed these bytes: the header `X-Hub-Signature-256` has the HMAC of the body as it came, by the secret of the app.
 * Written anew, the body would have other escapes and another signature.
 */
export function isSignedByMeta(body: Uint8Array, header: string | undefined, appSecret: string): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(header?.trim() ?? '')?.[1];
  if (given === undefined || appSecret === '') return false;
  return sameSecret(given.toLowerCase(), createHmac('sha256', appSecret).update(body).digest('hex'));
}

/** Signs as Meta does. */
export function metaSignature(body: string | Uint8Array, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}
