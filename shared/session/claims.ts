import { z } from 'zod';

/** What is read of an ID token that came straight from the sign-in service over TLS, where its signature tells nothing new (OpenID Connect Core, 3.1.3.7, 6). */
const Claims = z.object({
  sub: z.string().min(1),
  aud: z.union([z.string(), z.array(z.string())]),
  iss: z.string(),
  token_use: z.literal('id'),
  nonce: z.string().optional(),
});
export type Claims = z.infer<typeof Claims>;

/** Whom a token has to be for, and from. */
export interface Expected {
  readonly clientId: string;
  readonly issuer: string;
}

/** Reads the claims of an ID token; null for a text that is none, or is for somebody else. */
export function readClaims(idToken: string, { clientId, issuer }: Expected): Claims | null {
  const [, payload = ''] = idToken.split('.');
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  const claims = Claims.safeParse(body).data;
  if (!claims || claims.iss !== issuer || ![claims.aud].flat().includes(clientId)) return null;
  return claims;
}
