import type { Context } from 'aws-lambda';
import { createClock } from 'local-cloud';
import { openSignInPage, openUsers } from 'local-cloud/parts';
import { createHandler, type SessionEvent } from '../../functions/session/app.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import { sha256Hex } from '../../shared/platform/secrets.ts';
import { openSignIn } from '../../shared/session/index.ts';

export const consoleUrl = 'https://console.example.vn';
const signInUrl = 'https://pheu-dev-0123456789.auth.ap-southeast-1.amazoncognito.com';
const issuer = 'https://cognito-idp.ap-southeast-1.amazonaws.com/pool';
export const consoleSecret = 'the-secret-of-the-console';
export const siteSecret = 'the-secret-of-the-site';
const clientId = 'console-client';

/** The session function before a sign-in service that is played in memory, and browsers that keep cookies. */
export function signInWorld() {
  const clock = createClock();
  const users = openUsers({ clock, accountId: '000000000000', region: 'ap-southeast-1' });
  let nonceOf = (nonce: string | undefined) => nonce;
  const page = openSignInPage({
    clock,
    users,
    sign: async ({ clientId: audience, email, nonce, seconds }) => {
      const now = Math.floor(clock.now() / 1_000);
      const claims = {
        sub: email,
        email,
        aud: audience,
        iss: issuer,
        token_use: 'id',
        nonce: nonceOf(nonce),
        iat: now,
        exp: now + seconds,
      };
      return `header.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
    },
  });
  const clients = [
    {
      clientId,
      callbackUrls: [`${consoleUrl}/v1/session/callback`],
      logoutUrls: [`${consoleUrl}/`],
      idTokenSeconds: 900,
      refreshTokenSeconds: 30 * 86_400,
    },
  ];
  const asked: string[] = [];
  let fate: 'answers' | 'gone' | 'breaks' = 'answers';
  const send = async (url: unknown, init?: RequestInit): Promise<Response> => {
    const { pathname } = new URL(String(url));
    asked.push(pathname);
    if (fate === 'gone') throw new TypeError('fetch failed');
    if (fate === 'breaks') return new Response('<h1>503</h1>', { status: 503 });
    const fields = new URLSearchParams(String(init?.body));
    const { status, body } = pathname === '/oauth2/token' ? await page.token(fields, clients) : page.revoke(fields, clients);
    return new Response(body === undefined ? null : JSON.stringify(body), { status });
  };
  const handler = createHandler(
    {
      signIn: openSignIn({ signInUrl, clientId, consoleUrl }, send as typeof fetch),
      consoleUrl,
      tokens: { clientId, issuer },
      sessionSeconds: 30 * 86_400,
      log: silentLog,
    },
    [sha256Hex(consoleSecret)],
  );

  const ask = async (
    routeKey: string,
    {
      query,
      headers = {},
      cookies = [],
      secret = consoleSecret,
    }: {
      query?: Record<string, string>;
      headers?: Record<string, string>;
      cookies?: readonly string[];
      secret?: string | null;
    } = {},
  ) => {
    const event: SessionEvent = {
      routeKey,
      ...(query ? { queryStringParameters: query } : {}),
      headers: { ...headers, ...(secret === null ? {} : { 'x-pheu-origin': secret }) },
      cookies,
      requestContext: { requestId: 'request-1' },
    };
    const answer = await handler(event, {} as Context);
    const body: Record<string, unknown> = answer.body ? JSON.parse(answer.body) : {};
    return {
      status: answer.statusCode,
      location: answer.headers.location ?? '',
      headers: answer.headers,
      cookies: answer.cookies ?? [],
      body,
    };
  };

  /** A browser: keeps what it is told to, and says of its pages what browsers say. */
  const browser = () => {
    const jar = new Map<string, string>();
    const keep = (set: readonly string[]) => {
      for (const line of set) {
        const [pair = '', ...attributes] = line.split('; ');
        const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
        if (attributes.includes('Max-Age=0')) jar.delete(name);
        else jar.set(name, value);
      }
    };
    const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`);
    const ourPage = { origin: consoleUrl, 'sec-fetch-site': 'same-origin' };
    return {
      jar,
      cookies,
      async start(to?: string) {
        const answer = await ask('GET /v1/session/start', { cookies: cookies(), ...(to === undefined ? {} : { query: { to } }) });
        keep(answer.cookies);
        return { ...answer, query: new URL(answer.location).searchParams };
      },
      async callback(query: Record<string, string>) {
        // The refresh token is Strict, and the sign-in page is another site: the browser keeps it back.
        const answer = await ask('GET /v1/session/callback', {
          cookies: cookies().filter((one) => !one.startsWith('__Host-pheu=')),
          query,
        });
        keep(answer.cookies);
        return answer;
      },
      async renew(headers: Record<string, string> = ourPage) {
        const answer = await ask('POST /v1/session/refresh', { cookies: cookies(), headers });
        keep(answer.cookies);
        return answer;
      },
      async end(headers: Record<string, string> = ourPage) {
        const answer = await ask('DELETE /v1/session', { cookies: cookies(), headers });
        keep(answer.cookies);
        return answer;
      },
      /** All of a sign-in as somebody. */
      async signIn(email: string, to?: string) {
        const { query } = await this.start(to);
        return await this.callback({ code: codeFor(query, email), state: query.get('state') ?? '' });
      },
    };
  };

  /** What the sign-in page gives somebody who signed in. */
  const codeFor = (query: URLSearchParams, email: string): string => {
    const wanted = page.read(query, clients);
    const user = users.get(email);
    if (typeof wanted === 'string' || !user) throw new Error(typeof wanted === 'string' ? wanted : 'no such user');
    return page.authorise(wanted, user);
  };

  const manage = (operation: string, email: string) => users.service.execute(operation, { UserPoolId: 'pool', Username: email }, 'test');
  return {
    ask,
    asked,
    browser,
    codeFor,
    manage,
    advance: (seconds: number) => clock.advance(seconds * 1_000),
    be: (next: typeof fate) => {
      fate = next;
    },
    /** The service gives tokens of another sign-in. */
    mixNonces: () => {
      nonceOf = () => 'of-another-sign-in';
    },
    close: () => clock.close(),
  };
}
export type SignInWorld = ReturnType<typeof signInWorld>;
