import { type Attempt, attemptSeconds, attemptText, mostAttempts, readAttempt, stateShape } from './attempt.ts';

/** Cookies of a request, as the gateway hands them over. */
export type Cookies = readonly string[];

const session = '__Host-pheu';
const attemptPrefix = `${session}-`;

/**
 * `__Host-`: a browser takes it from this very host alone, over a secure connection, for the whole host; a neighbour under the same domain
 * can set none of that name (RFC 6265bis, 4.1.3).
 */
const always = 'Path=/; Secure; HttpOnly';

const cookieNamed = (cookies: Cookies, name: string): string | null => {
  const found = cookies.find((cookie) => cookie.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
};

/** A refresh token, as long as one is and in its letters, or nothing. */
const tokenShape = /^[\w.~+/=-]{1,3500}$/;

/** Returns the refresh token that a browser keeps; null: none. */
export function refreshTokenIn(cookies: Cookies): string | null {
  const value = cookieNamed(cookies, session);
  return value !== null && tokenShape.test(value) ? value : null;
}

/** Has the browser keep a refresh token; Strict: no other site can have it sent. @throws Error for a text that is no token */
export function keepRefreshToken(token: string, seconds: number): string {
  if (!tokenShape.test(token)) throw new Error('a refresh token has a letter that no cookie takes, or is too long');
  return `${session}=${token}; Max-Age=${seconds}; ${always}; SameSite=Strict`;
}

export const dropRefreshToken = `${session}=; Max-Age=0; ${always}; SameSite=Strict`;

/** Has the browser keep an attempt; Lax: the sign-in page, which is another site, leads back to us. */
export function keepAttempt(attempt: Attempt): string {
  return `${attemptPrefix}${attempt.state}=${attemptText(attempt)}; Max-Age=${attemptSeconds}; ${always}; SameSite=Lax`;
}

export const dropAttempt = (state: string): string => `${attemptPrefix}${state}=; Max-Age=0; ${always}; SameSite=Lax`;

/** Returns the attempt of a state; null where this browser began none, or too long ago. */
export function attemptIn(cookies: Cookies, state: string): Attempt | null {
  if (!stateShape.test(state)) return null;
  const text = cookieNamed(cookies, `${attemptPrefix}${state}`);
  return text === null ? null : readAttempt(state, text);
}

/** Has the browser forget the attempts that it has open, where there are too many for one more: a request's headers have a limit. */
export function makeRoom(cookies: Cookies): string[] {
  const open = cookies.flatMap((cookie) => /^__Host-pheu-([\w-]+)=/.exec(cookie)?.[1] ?? []);
  return open.length < mostAttempts ? [] : open.map(dropAttempt);
}
