import { createHash } from 'node:crypto';
import { sameSecret } from '../../platform/secrets.ts';

/** What an account signs with: the secret of the official account, which is not that of the app. */
export interface ZaloSigner {
  readonly appId: string;
  readonly oaSecret: string;
}

/**
 * Whether Zalo signed these bytes: `X-ZEvent-Signature: mac=` and the SHA-256 of app, body, time and secret, one behind the other. It is
 * no HMAC. The time stands in the body, and some deliveries say it in a header as well; either may be what was signed.
 */
export function isSignedByZalo(
  body: Uint8Array,
  header: string | undefined,
  times: readonly (string | undefined)[],
  { appId, oaSecret }: ZaloSigner,
): boolean {
  const given = /^(?:mac=)?([0-9a-f]{64})$/i.exec(header?.trim() ?? '')?.[1]?.toLowerCase();
  if (given === undefined || oaSecret === '' || appId === '') return false;
  // All of them are worked out, so that the time it takes tells nothing.
  const right = times.filter(isTime).map((time) => sameSecret(given, macOf(body, time, { appId, oaSecret })));
  return right.includes(true);
}

/** Digits alone: body and time lie behind each other in what is signed, and one must not be able to begin in the other. */
const isTime = (time: string | undefined): time is string => time !== undefined && /^\d{1,16}$/.test(time);

/** Signs as Zalo does. */
export function zaloSignature(body: string | Uint8Array, time: string, signer: ZaloSigner): string {
  return `mac=${macOf(body, time, signer)}`;
}

function macOf(body: string | Uint8Array, time: string, { appId, oaSecret }: ZaloSigner): string {
  return createHash('sha256').update(appId).update(body).update(time).update(oaSecret).digest('hex');
}
