import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt, generateKeyPair, importPKCS8, type JWTPayload, SignJWT } from 'jose';
import type { Runtime } from '../../support/runtime.ts';

const keyId = 'local';

type Signer = (claims: JWTPayload, options?: { keyId?: string }) => Promise<string>;

function signerWith(key: Parameters<SignJWT['sign']>[0]): Signer {
  return (claims, options = {}) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: options.keyId ?? keyId }).sign(key);
}

/** Every way in which a token can be no good, for one user; the pool's own key is read from the data directory. */
export async function badTokens(runtime: Runtime, dataDir: string, user: string): Promise<Record<string, string | undefined>> {
  const good = await runtime.token(user);
  const claims = decodeJwt(good);
  const ours = signerWith(await importPKCS8(readFileSync(join(dataDir, 'signing-key.pem'), 'utf8'), 'RS256'));
  const theirs = signerWith((await generateKeyPair('RS256')).privateKey);
  const { aud, ...withoutAudience } = claims;
  const { exp, ...everlasting } = claims;
  const [header = '', , signature = ''] = good.split('.');
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const nobody = decodeJwt(await runtime.token('nobody@example.com'));
  return {
    'no token': undefined,
    'no JWT at all': 'admin',
    'a token signed with another key': await theirs(claims),
    'a token signed with another key, under an unknown key id': await theirs(claims, { keyId: 'other' }),
    'a token without a signature': `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`,
    'another payload under a good signature': `${header}.${part({ ...nobody, email: user })}.${signature}`,
    'an expired token': await ours({ ...claims, iat: Number(claims.iat) - 7_200, exp: Number(exp) - 7_200 }),
    'a token that never expires': await ours(everlasting),
    'a token for another client': await ours({ ...claims, aud: 'another-client' }),
    'a token of another pool': await ours({ ...claims, iss: `${String(claims.iss)}x` }),
    'an access token': await ours({ ...withoutAudience, token_use: 'access', client_id: [aud].flat().join() }),
    'an access token with an e-mail address for an audience': await ours({ ...claims, token_use: 'access' }),
    'an ID token whose address is not verified': await ours({ ...claims, email_verified: false }),
    'an ID token without an address': await ours({ ...claims, email: undefined }),
  };
}
