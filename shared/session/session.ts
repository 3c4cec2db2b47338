import type { RenewedSession } from '../../api/session/renew-session.ts';
import { UnauthenticatedError, UnavailableError } from '../platform/errors.ts';
import type { Log } from '../platform/logging.ts';
import { beginAttempt, type RandomText, randomText } from './attempt.ts';
import { type Expected, readClaims } from './claims.ts';
import {
  attemptIn,
  type Cookies,
  dropAttempt,
  dropRefreshToken,
  keepAttempt,
  keepRefreshToken,
  makeRoom,
  refreshTokenIn,
} from './cookies.ts';
import type { SignInService } from './sign-in-service.ts';

export interface SessionParts {
  readonly signIn: SignInService;
  /** The console's own address, without a slash at the end. */
  readonly consoleUrl: string;
  readonly tokens: Expected;
  /** How long a session lives without a new sign-in. */
  readonly sessionSeconds: number;
  readonly log: Log;
  /** @default - of the system */
  readonly random?: RandomText;
}

/** Where a browser is led, and what it is to keep. */
export interface Led {
  readonly location: string;
  readonly cookies: readonly string[];
}

/** Why a sign-in came to nothing: the last part of the address of the page that says what to do. */
export type SignInProblem = 'expired' | 'refused' | 'unavailable';

/** Begins a sign-in that leads back to a screen. */
export function startSession({ to }: { readonly to: string | undefined }, cookies: Cookies, parts: SessionParts): Led {
  const attempt = beginAttempt(to, parts.random ?? randomText);
  return { location: parts.signIn.pageFor(attempt), cookies: [...makeRoom(cookies), keepAttempt(attempt)] };
}

/** What the sign-in page leads back with. */
export interface SignInAnswer {
  readonly code: string | undefined;
  readonly state: string | undefined;
  readonly error: string | undefined;
}

/** Of Cognito a UUID; any other code has no reason to be longer. */
const codeShape = /^[\w.~-]{1,512}$/;

/**
 * Ends a sign-in: only the browser that began the attempt gets a session of it, and only by the code of that attempt. Whatever goes wrong
 * leads to a page of ours that says what to do; the attempt is over either way.
 */
export async function finishSession({ code = '', state = '', error }: SignInAnswer, cookies: Cookies, parts: SessionParts): Promise<Led> {
  const attempt = attemptIn(cookies, state);
  // A stranger's answer, sent by a link: it would sign somebody in as the stranger.
  if (attempt === null) return failed('expired', [], parts);
  const over = [dropAttempt(attempt.state)];
  if (error !== undefined) return failed('refused', over, parts);
  if (!codeShape.test(code)) return failed('expired', over, parts);
  try {
    const tokens = await parts.signIn.exchange(code, attempt);
    if (tokens === null) return failed('expired', over, parts);
    const { idToken, refreshToken } = tokens;
    if (refreshToken === null) throw new UnavailableError('the sign-in service gave no refresh token');
    if (readClaims(idToken, parts.tokens)?.nonce !== attempt.nonce) {
      await parts.signIn.revoke(refreshToken);
      return failed('expired', over, parts);
    }
    parts.log.info('session begun');
    return {
      location: `${parts.consoleUrl}/#${attempt.to}`,
      cookies: [...over, keepRefreshToken(refreshToken, parts.sessionSeconds)],
    };
  } catch (caught) {
    if (!(caught instanceof UnavailableError)) throw caught;
    parts.log.warn('sign-in failed for now', { reason: caught.message });
    return failed('unavailable', over, parts);
  }
}

function failed(problem: SignInProblem, cookies: readonly string[], { consoleUrl, log }: SessionParts): Led {
  log.info('no session', { problem });
  return { location: `${consoleUrl}/#/dang-nhap/${problem}`, cookies };
}

/** A session that the sign-in service does not know any more. */
export class SessionOverError extends UnauthenticatedError {
  /** The browser is to forget it. */
  readonly cookies: readonly string[] = [dropRefreshToken];
}

/** Gives a token for the next minutes. @throws UnauthenticatedError without a session; SessionOverError after its end; UnavailableError */
export async function renewSession(cookies: Cookies, { signIn, tokens: expected }: SessionParts): Promise<RenewedSession> {
  const refreshToken = refreshTokenIn(cookies);
  if (refreshToken === null) throw new UnauthenticatedError('there is no session: sign in');
  const tokens = await signIn.renew(refreshToken);
  if (tokens === null) throw new SessionOverError('the session has ended: sign in');
  const claims = readClaims(tokens.idToken, expected);
  if (claims === null) throw new UnavailableError('the sign-in service gave a token that is not for the console');
  return { idToken: tokens.idToken, expiresInSeconds: tokens.expiresInSeconds, subject: claims.sub };
}

/** Ends the session: at the sign-in service first, because a cookie that is gone ends nothing there. @throws UnavailableError */
export async function endSession(
  cookies: Cookies,
  { signIn, log }: SessionParts,
): Promise<{ readonly next: string; readonly cookies: readonly string[] }> {
  const refreshToken = refreshTokenIn(cookies);
  if (refreshToken !== null) await signIn.revoke(refreshToken);
  log.info('session ended');
  return { next: signIn.signOutPage, cookies: [dropRefreshToken] };
}
