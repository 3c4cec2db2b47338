import { z } from 'zod';

/** Why a call got no answer. */
export const CallFault = z.enum([
  /** The name leads to an address inside a network. */
  'forbiddenAddress',
  /** The name is unknown, or its name server did not answer. */
  'unresolvable',
  /** The other side's certificate or protocol is not to be trusted. */
  'tls',
  /** Nobody listens, or the connection broke. */
  'connection',
  'timeout',
  /** No request can be made of what the kind says. */
  'malformed',
  /** The secret to sign with is nowhere to be found. */
  'unsigned',
  /** The answer is longer than its kind takes. */
  'tooLarge',
  /** Its kind cannot read the answer, or the table cannot keep it. */
  'unreadable',
  /** Nobody is to be called any more. */
  'withdrawn',
  /** Whoever made the attempt did not live to see its end. */
  'brokenOff',
]);
export type CallFault = z.infer<typeof CallFault>;

/** What came of one attempt: an answer, or the reason why there is none. */
export interface CallOutcome {
  readonly status: number | null;
  readonly fault: CallFault | null;
  /** What the other side asks for before the next attempt. */
  readonly retryAfterSeconds: number | null;
}

/** `again`: another attempt may succeed. `refused`: none will. */
export type CallResult = 'done' | 'again' | 'refused';

/** Too early, too many, and a server that gave up waiting for us: the rest of 4xx is about the request itself (RFC 9110 §15.5). */
const passing = new Set([408, 425, 429]);

/** Faults of the call or of the answer itself, which would be the same again. */
const final: ReadonlySet<CallFault | null> = new Set(['forbiddenAddress', 'malformed', 'tooLarge', 'unreadable', 'withdrawn']);

/** Says what an outcome means. A redirect is a refusal: where it leads was looked at by nobody, and a call may carry a secret. */
export function resultOf({ status, fault }: CallOutcome): CallResult {
  if (final.has(fault)) return 'refused';
  if (status === null) return 'again';
  if (status >= 200 && status < 300) return 'done';
  return status >= 500 || passing.has(status) ? 'again' : 'refused';
}

/** Reads `Retry-After`: seconds or a date (RFC 9110 §10.2.3); null where there is none to be understood. */
export function retryAfter(header: string | undefined, at: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - at.getTime()) / 1_000));
}
