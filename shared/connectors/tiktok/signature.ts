import { createHmac } from 'node:crypto';
import { sameSecret } from '../../platform/secrets.ts';

/** `absent`: nothing was signed, which some deliveries of leads are not. */
export type TikTokSignature = 'valid' | 'wrong' | 'absent';

/**
 * Judges `TikTok-Signature: t=…,s=…`: the HMAC of time, a dot and the body as it came, by the secret of the client. An old time is no
 * fault, because a delivery that is tried again may have it; a repeat is known by what it tells.
 */
export function judgeTikTokSignature(body: Uint8Array, header: string | undefined, secret: string): TikTokSignature {
  if (header === undefined || header.trim() === '') return 'absent';
  const parts = new Map(header.split(',').map((part) => pairOf(part)));
  const [time, given] = [parts.get('t') ?? '', (parts.get('s') ?? '').toLowerCase()];
  if (secret === '' || !/^\d{1,16}$/.test(time) || !/^[0-9a-f]{64}$/.test(given)) return 'wrong';
  return sameSecret(given, macOf(body, time, secret)) ? 'valid' : 'wrong';
}

/** Signs as TikTok does. */
export function tikTokSignature(body: string | Uint8Array, time: string, secret: string): string {
  return `t=${time},s=${macOf(body, time, secret)}`;
}

const pairOf = (part: string): readonly [string, string] => {
  const [key = '', ...rest] = part.trim().split('=');
  return [key.trim(), rest.join('=').trim()];
};

function macOf(body: string | Uint8Array, time: string, secret: string): string {
  return createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
}
