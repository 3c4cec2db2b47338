import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a receiver makes of a signature. `unknown`: nobody said by which secret it is to be read. */
export type Verdict = 'valid' | 'wrong' | 'old' | 'unsigned' | 'unknown';

export interface Signed {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signatures: string | undefined;
  readonly body: Buffer;
}

const toleranceSeconds = 300;

/**
 * Verifies a request as Standard Webhooks asks its receivers to (https://github.com/standard-webhooks/standard-webhooks, "Verifying webhook authenticity"):
 * over the bytes as they came, by any of the signatures, and not older than five minutes.
 */
export function verdictOf({ id, timestamp, signatures, body }: Signed, secret: string | undefined, nowMs: number): Verdict {
  if (!id || !timestamp || !signatures) return 'unsigned';
  if (secret === undefined) return 'unknown';
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  const isOurs = signatures.split(' ').some((one) => {
    const [version, text = ''] = one.split(',');
    const given = Buffer.from(text, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isOurs) return 'wrong';
  return Math.abs(nowMs / 1_000 - Number(timestamp)) > toleranceSeconds ? 'old' : 'valid';
}
