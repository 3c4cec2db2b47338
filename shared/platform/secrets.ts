import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Purposes that keys are derived for, so that one leaking key tells nothing about the others. */
export type SecretPurpose = 'origin' | 'console-origin' | 'form-token' | 'mail-link' | 'signed-link' | 'cursor' | 'connector' | 'webhook';

/** Derives the key of one purpose from the deployment's master secret. */
export function deriveSecret(master: string, purpose: SecretPurpose): string {
  return createHmac('sha256', master).update(purpose).digest('base64url');
}

export function sha256Hex(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

/** Whether a request came by our CDN, which alone knows the secret. While secrets are exchanged, edges send the old one for some minutes. */
export function isOurCdn(originSecret: string | undefined, digests: readonly string[]): boolean {
  if (!originSecret) return false;
  const known = sha256Hex(originSecret);
  return digests.some((digest) => sameSecret(known, digest));
}

/** Compares two texts of a secret's kind without telling by its time where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const first = Buffer.from(a);
  const second = Buffer.from(b);
  return first.length === second.length && timingSafeEqual(first, second);
}
