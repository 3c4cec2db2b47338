import { createHash, randomBytes } from 'node:crypto';
import type { LocalClock } from '../../clock.ts';
import type { LocalUsers, PoolUser } from './users.ts';

/** An app client of the user pool that signs in by the page. */
export interface SignInClient {
  readonly clientId: string;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
}

/** What an application asks of the page for. */
export interface Authorisation {
  readonly client: SignInClient;
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string | undefined;
  readonly challenge: string;
}

/** What a token says beside who it is of. */
export interface TokenRequest {
  readonly clientId: string;
  readonly email: string;
  readonly nonce: string | undefined;
  readonly seconds: number;
}

/** An answer of the service's endpoints, in JSON. */
export interface OAuthAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** A refresh token, under its digest. */
export interface GivenToken {
  readonly clientId: string;
  readonly email: string;
  readonly givenAtMs: number;
  isRevoked: boolean;
}

/** The sign-in of a user pool: the page's codes, and the tokens that are given for them. */
export interface LocalSignIn {
  /** Reads what the page is asked with; a text says what is wrong with it, as the page would. */
  read(query: URLSearchParams, clients: readonly SignInClient[]): Authorisation | string;
  /** Gives a code for a user who signed in. */
  authorise(asked: Authorisation, user: PoolUser): string;
  token(fields: URLSearchParams, clients: readonly SignInClient[]): Promise<OAuthAnswer>;
  revoke(fields: URLSearchParams, clients: readonly SignInClient[]): OAuthAnswer;
  snapshot(): Readonly<Record<string, GivenToken>>;
  restore(given: Readonly<Record<string, GivenToken>>): void;
}

/** A code is good once, and not for long. */
const codeSeconds = 300;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
const refuse = (error: string): OAuthAnswer => ({ status: 400, body: { error } });

export function openSignInPage(parts: {
  readonly clock: LocalClock;
  readonly users: LocalUsers;
  readonly sign: (request: TokenRequest) => Promise<string>;
}): LocalSignIn {
  const { clock, users, sign } = parts;
  const codes = new Map<string, Authorisation & { readonly email: string; readonly untilMs: number }>();
  const given = new Map<string, GivenToken>();

  async function tokensFor(client: SignInClient, email: string, nonce?: string): Promise<Record<string, unknown>> {
    const request = { clientId: client.clientId, email, nonce, seconds: client.idTokenSeconds };
    // No function takes an access token; it is there because the service gives one.
    return {
      id_token: await sign(request),
      access_token: randomBytes(24).toString('base64url'),
      expires_in: client.idTokenSeconds,
      token_type: 'Bearer',
    };
  }

  async function byCode(client: SignInClient, fields: URLSearchParams): Promise<OAuthAnswer> {
    const code = fields.get('code') ?? '';
    const asked = codes.get(code);
    // Whatever comes of it, it was used.
    codes.delete(code);
    const user = asked && users.get(asked.email);
    const fits =
      asked?.client.clientId === client.clientId &&
      asked.untilMs > clock.now() &&
      asked.redirectUri === fields.get('redirect_uri') &&
      asked.challenge === digestOf(fields.get('code_verifier') ?? '');
    if (!asked || !fits || !user?.isEnabled) return refuse('invalid_grant');
    const refreshToken = randomBytes(48).toString('base64url');
    given.set(digestOf(refreshToken), { clientId: client.clientId, email: asked.email, givenAtMs: clock.now(), isRevoked: false });
    return { status: 200, body: { ...(await tokensFor(client, asked.email, asked.nonce)), refresh_token: refreshToken } };
  }

  async function byRefreshToken(client: SignInClient, fields: URLSearchParams): Promise<OAuthAnswer> {
    const known = given.get(digestOf(fields.get('refresh_token') ?? ''));
    const user = known && users.get(known.email);
    const isGood =
      known?.clientId === client.clientId &&
      !known.isRevoked &&
      known.givenAtMs + client.refreshTokenSeconds * 1_000 > clock.now() &&
      user?.isEnabled === true &&
      known.givenAtMs > user.signedOutAtMs;
    if (!known || !isGood) return refuse('invalid_grant');
    return { status: 200, body: await tokensFor(client, known.email) };
  }

  return {
    read(query, clients) {
      const client = clients.find(({ clientId }) => clientId === query.get('client_id'));
      if (!client) return 'No such client.';
      const redirectUri = query.get('redirect_uri') ?? '';
      if (!client.callbackUrls.includes(redirectUri)) return 'The redirect_uri is none of the client.';
      const challenge = query.get('code_challenge') ?? '';
      if (query.get('response_type') !== 'code' || query.get('code_challenge_method') !== 'S256' || challenge === '')
        return 'The local sign-in plays the authorisation code flow with PKCE (S256).';
      return { client, redirectUri, challenge, state: query.get('state') ?? '', nonce: query.get('nonce') ?? undefined };
    },
    authorise(asked, user) {
      const code = randomBytes(24).toString('base64url');
      codes.set(code, { ...asked, email: user.email, untilMs: clock.now() + codeSeconds * 1_000 });
      return code;
    },
    async token(fields, clients) {
      const client = clients.find(({ clientId }) => clientId === fields.get('client_id'));
      if (!client) return refuse('invalid_client');
      if (fields.get('grant_type') === 'authorization_code') return await byCode(client, fields);
      return fields.get('grant_type') === 'refresh_token' ? await byRefreshToken(client, fields) : refuse('unsupported_grant_type');
    },
    revoke(fields, clients) {
      if (!clients.some(({ clientId }) => clientId === fields.get('client_id'))) return refuse('invalid_client');
      const known = given.get(digestOf(fields.get('token') ?? ''));
      if (known) known.isRevoked = true;
      return { status: 200, body: undefined };
    },
    snapshot: () => Object.fromEntries(given),
    restore(stored) {
      for (const [digest, token] of Object.entries(stored)) given.set(digest, { ...token });
    },
  };
}
