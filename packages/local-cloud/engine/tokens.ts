import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  createLocalJWKSet,
  exportJWK,
  exportPKCS8,
  type GenerateKeyPairResult,
  generateKeyPair,
  importPKCS8,
  type JSONWebKeySet,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { JsonObject } from '../assembly/json.ts';
import type { TokenRequest } from '../services/index.ts';

/** Signs ID tokens as the user pool would, and checks tokens as an HTTP API's JWT authoriser does. */
export interface Tokens {
  readonly keys: JSONWebKeySet;
  /** Says whose tokens `signFor` signs; the issuer is known once the templates are. */
  issuer: string;
  /** An ID token of the sign-in page. */
  signFor(request: TokenRequest): Promise<string>;
  /** An ID token that is good for one hour. */
  sign(request: { issuer: string; clientId: string; email: string; claims?: JsonObject }): Promise<string>;
  /** The claims as the authoriser hands them on, or the reason why the token is refused. */
  verify(token: string, expected: { issuer: string; audience: readonly string[] }): Promise<VerifiedToken>;
}

/** Every claim is text in the event, lists included. */
export type VerifiedToken = { readonly claims: Record<string, string> } | { readonly refused: string };

const keyId = 'local';

/** Opens the signing key; with a file it outlives a restart, and so do the tokens. */
export async function openTokens(now: () => number, keyFile?: string): Promise<Tokens> {
  const { privateKey, publicKey } = await openKeys(keyFile);
  const keys: JSONWebKeySet = { keys: [{ ...(await exportJWK(publicKey)), kid: keyId, alg: 'RS256', use: 'sig' }] };
  const keySet = createLocalJWKSet(keys);
  const signed = async (
    { issuer, clientId, email, claims = {} }: { issuer: string; clientId: string; email: string; claims?: JsonObject },
    seconds: number,
  ): Promise<string> => {
    const nowSeconds = Math.floor(now() / 1000);
    return await new SignJWT({
      token_use: 'id',
      email,
      email_verified: true,
      'cognito:username': email,
      auth_time: nowSeconds,
      ...claims,
    })
      .setProtectedHeader({ alg: 'RS256', kid: keyId })
      .setIssuer(issuer)
      .setAudience(clientId)
      .setSubject(email)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + seconds)
      .sign(privateKey);
  };
  const tokens: Tokens = {
    keys,
    issuer: '',
    sign: (request) => signed(request, 3_600),
    signFor: ({ clientId, email, nonce, seconds }) =>
      signed({ issuer: tokens.issuer, clientId, email, claims: nonce === undefined ? {} : { nonce } }, seconds),
    async verify(token, { issuer, audience }) {
      try {
        const { payload } = await jwtVerify(token, keySet, { issuer, algorithms: ['RS256'], currentDate: new Date(now()) });
        // Access tokens carry no audience; the authoriser takes their client_id instead.
        const named = payload.aud === undefined ? [String(payload.client_id)] : [payload.aud].flat();
        if (!named.some((name) => audience.includes(name))) return { refused: 'the audience is not ours' };
        if (payload.exp === undefined) return { refused: 'it never expires' };
        return { claims: Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)])) };
      } catch (error) {
        return { refused: error instanceof Error ? error.message : String(error) };
      }
    },
  };
  return tokens;
}

function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

async function openKeys(keyFile: string | undefined): Promise<GenerateKeyPairResult> {
  if (keyFile === undefined || !existsSync(keyFile)) {
    const pair = await generateKeyPair('RS256', { extractable: true });
    if (keyFile !== undefined) writeFileSync(keyFile, await exportPKCS8(pair.privateKey), { mode: 0o600 });
    return pair;
  }
  const privateKey = await importPKCS8(readFileSync(keyFile, 'utf8'), 'RS256', { extractable: true });
  const { kty, n, e } = await exportJWK(privateKey);
  const publicKey = await crypto.subtle.importKey(
    'jwk',
    { kty: kty ?? 'RSA', n: n ?? '', e: e ?? '' },
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    true,
    ['verify'],
  );
  return { privateKey, publicKey };
}
