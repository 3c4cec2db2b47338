import { z } from 'zod';
import { UnavailableError } from '../platform/errors.ts';
import { type Attempt, challengeOf } from './attempt.ts';

/** The tokens that the sign-in service gives; ours to keep is the refresh token. */
export interface Tokens {
  readonly idToken: string;
  readonly expiresInSeconds: number;
  /** Of an exchange of a code; a renewal gives none. */
  readonly refreshToken: string | null;
}

/** The sign-in service, as OAuth 2 has it: a page for people, and what is asked behind their backs. */
export interface SignInService {
  /** Where somebody signs in. */
  pageFor(attempt: Attempt): string;
  /** Where somebody is signed out of the page as well. */
  readonly signOutPage: string;
  /** Null: the code is none, was used, or is of another attempt. @throws UnavailableError */
  exchange(code: string, attempt: Attempt): Promise<Tokens | null>;
  /** Null: the token was revoked or has expired. @throws UnavailableError */
  renew(refreshToken: string): Promise<Tokens | null>;
  /** Safe to repeat. @throws UnavailableError */
  revoke(refreshToken: string): Promise<void>;
}

export interface SignInSettings {
  /** Of the user pool's domain, without a slash at the end. */
  readonly signInUrl: string;
  readonly clientId: string;
  /** The console's own address, without a slash at the end. */
  readonly consoleUrl: string;
}

/** Above what it takes, and below what a page waits for. */
const patienceMs = 6_000;

const TokenAnswer = z.object({ id_token: z.string(), expires_in: z.number().int().positive(), refresh_token: z.string().optional() });
/** RFC 6749, 5.2. */
const Refusal = z.object({ error: z.string() });

/** Opens the managed login of a Cognito user pool: a public client with PKCE, which has no secret to keep. */
export function openSignIn({ signInUrl, clientId, consoleUrl }: SignInSettings, send: typeof fetch = fetch): SignInService {
  const redirectUri = `${consoleUrl}/v1/session/callback`;

  const post = async (path: string, fields: Readonly<Record<string, string>>): Promise<Response> => {
    const answer = await send(`${signInUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({ client_id: clientId, ...fields }).toString(),
      // The code or the token goes to nobody else.
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    }).catch((cause: unknown) => {
      throw new UnavailableError('the sign-in service does not answer', { cause });
    });
    if (answer.status >= 500 || answer.status === 429) throw new UnavailableError(`the sign-in service answered ${answer.status}`);
    return answer;
  };

  const tokens = async (fields: Readonly<Record<string, string>>): Promise<Tokens | null> => {
    const answer = await post('/oauth2/token', fields);
    const body: unknown = await answer.json().catch(() => null);
    if (!answer.ok) {
      const refusal = Refusal.safeParse(body);
      if (refusal.data?.error === 'invalid_grant') return null;
      // Anything else is a fault of how we are set up, which no sign-in mends.
      throw new UnavailableError(`the sign-in service refused with ${answer.status} ${refusal.data?.error ?? ''}`.trim());
    }
    const given = TokenAnswer.safeParse(body);
    if (!given.success) throw new UnavailableError('the sign-in service answered something else than tokens');
    return { idToken: given.data.id_token, expiresInSeconds: given.data.expires_in, refreshToken: given.data.refresh_token ?? null };
  };

  return {
    pageFor(attempt) {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: 'openid email',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: challengeOf(attempt),
        code_challenge_method: 'S256',
      });
      return `${signInUrl}/oauth2/authorize?${query}`;
    },
    signOutPage: `${signInUrl}/logout?${new URLSearchParams({ client_id: clientId, logout_uri: `${consoleUrl}/` })}`,
    exchange: (code, { verifier }) =>
      tokens({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }),
    renew: (refreshToken) => tokens({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    async revoke(refreshToken) {
      const answer = await post('/oauth2/revoke', { token: refreshToken });
      // RFC 7009, 2.2: a token that is none any more is as good as revoked.
      if (answer.ok || answer.status === 400) return;
      throw new UnavailableError(`the sign-in service did not revoke: ${answer.status}`);
    },
  };
}
