import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** What a platform gives an app for a time: a token to ask with, and one to get the next pair by, which is good once. */
export const Pair = z.object({ accessToken: z.string().min(1), refreshToken: z.string().min(1) });
export type Pair = z.infer<typeof Pair>;

const [ivBytes, tagBytes] = [12, 16] as const;

/** Whoever reads the table, or a copy of it, does not know the app's secret. */
const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'pheu pair of tokens', 32));

/** Seals a pair for one connector by the secret of its app (AES-256-GCM). */
export function sealPair(pair: Pair, connectorId: string, secret: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv).setAAD(Buffer.from(connectorId));
  const text = Buffer.concat([cipher.update(JSON.stringify(pair), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
}

/** Opens what was sealed; null for another connector, another secret, or what was changed. */
export function openPair(sealed: string, connectorId: string, secret: string): Pair | null {
  try {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, ivBytes)).setAAD(Buffer.from(connectorId));
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    const text = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
    return Pair.parse(JSON.parse(text.toString('utf8')));
  } catch {
    return null;
  }
}

/** Names the token that somebody gave by hand, so that a new one is told from the one that was used. */
export const seedName = (seed: string, secret: string): string =>
  createHmac('sha256', secret).update(seed.trim()).digest('base64url').slice(0, 16);
