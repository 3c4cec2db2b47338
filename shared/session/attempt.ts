import { createHash, randomBytes } from 'node:crypto';

/** One way through the sign-in, from its beginning to the answer. */
export interface Attempt {
  /** Names the attempt, in the address and in the cookie. */
  readonly state: string;
  /** Proves that whoever exchanges the code began the attempt (RFC 7636). */
  readonly verifier: string;
  /** Comes back within the ID token. */
  readonly nonce: string;
  /** The screen that the sign-in leads back to. */
  readonly to: string;
}

/** How long somebody may take to sign in, a first time with a new password and a second factor as well. */
export const attemptSeconds = 600;

/** Attempts that a browser may have open; one more makes it forget the others. */
export const mostAttempts = 5;

export type RandomText = () => string;

/** 256 bits, in letters that cookies, addresses and PKCE take. */
export const randomText: RandomText = () => randomBytes(32).toString('base64url');

/** Begins an attempt that leads back to a screen of the console; what is no screen leads to the first one. */
export function beginAttempt(to: string | undefined, random: RandomText = randomText): Attempt {
  return { state: random(), verifier: random(), nonce: random(), to: screenOf(to) };
}

/** An address behind the console's own `#`: a path, and no way to another origin. */
const screen = /^\/(?!\/)[\w\-./~%?&=]{0,200}$/;

const screenOf = (to: string | undefined): string => (to !== undefined && screen.test(to) ? to : '/');

/** What may be a state of ours. */
export const stateShape = /^[\w-]{43}$/;

/** What the sign-in page is told of the verifier, so that it can recognise it and nobody can guess it. */
export function challengeOf({ verifier }: Pick<Attempt, 'verifier'>): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** Writes what a cookie keeps of an attempt. */
export function attemptText({ verifier, nonce, to }: Attempt): string {
  return [verifier, nonce, Buffer.from(to).toString('base64url')].join('.');
}

/** Reads it; null for what no attempt of ours wrote. */
export function readAttempt(state: string, text: string): Attempt | null {
  const [verifier = '', nonce = '', to = '', ...more] = text.split('.');
  if (!stateShape.test(state) || !stateShape.test(verifier) || !stateShape.test(nonce) || more.length > 0) return null;
  return { state, verifier, nonce, to: screenOf(Buffer.from(to, 'base64url').toString('utf8')) };
}
