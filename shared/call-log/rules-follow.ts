import type { LeadStatus, StatusReason } from '../leads/record.ts';
import { minutesMs } from '../platform/clock.ts';
import type { OutcomeConfig } from './outcome-config.ts';

/** A call that was logged, as far as the rules look at it. */
export interface PastCall {
  readonly at: string;
  readonly outcome: string;
  readonly isReached: boolean;
}

/** What is asked of the rules. */
export interface Ended {
  readonly outcome: OutcomeConfig;
  readonly at: string;
  /** When the person wants to be called again; null: that was not agreed. */
  readonly callbackAt: string | null;
}

/** What is known of the lead beside the call. */
export interface Past {
  /** In any order, without the call itself. */
  readonly calls: readonly PastCall[];
  /** Since when the owner has the lead: another one begins anew; null: from the first call on. */
  readonly ownedSince: string | null;
}

/** What follows a call. */
export type Following =
  | { readonly do: 'nothing' }
  | {
      readonly do: 'next';
      readonly task: NonNullable<OutcomeConfig['next']>['task'];
      readonly notBefore: string;
      readonly isAgreed: boolean;
    }
  /** Whoever comes first takes it, by a rule of the pool that has it. */
  | { readonly do: 'float' }
  | NonNullable<OutcomeConfig['afterwards']>;

/**
 * Says what follows a call by the rules of its outcome. A time that was agreed comes first. Otherwise the outcome's next task, as long as
 * it was not tried often enough, and then what the outcome says for that case. A call that a later one has overtaken only counts,
 * except where the person refuses to be contacted or the lead is none: that stays true whatever was said since.
 */
export function whatFollows({ outcome, at, callbackAt }: Ended, past: Past): Following {
  const { isFinal, next, afterwards } = outcome;
  const isOvertaken = past.calls.some((call) => call.at > at);
  if (isOvertaken) return afterwards?.do === 'disqualify' && !next ? afterwards : { do: 'nothing' };
  if (callbackAt !== null && !isFinal) return { do: 'next', task: 'callback', notBefore: callbackAt, isAgreed: true };
  if (next && triesInARow(outcome, past) <= next.atMost) {
    const notBefore = new Date(Date.parse(at) + next.afterMinutes * minutesMs).toISOString();
    return { do: 'next', task: next.task, notBefore, isAgreed: false };
  }
  return afterwards ?? { do: 'nothing' };
}

/**
 * Counts the tries that a call ends, itself among them, since the owner has the lead: of one that reached nobody, all since somebody was
 * reached; of one that reached somebody, those with its outcome since another one.
 */
function triesInARow({ id, isReached }: Pick<OutcomeConfig, 'id' | 'isReached'>, { calls, ownedSince }: Past): number {
  const newestFirst = calls
    .filter(({ at }) => ownedSince === null || at >= ownedSince)
    .filter((call) => !isReached || call.isReached)
    .toSorted((one, other) => (one.at < other.at ? 1 : -1));
  const end = newestFirst.findIndex((call) => (isReached ? call.outcome !== id : call.isReached));
  return 1 + (end < 0 ? newestFirst.length : end);
}

/** Returns the status that follows a call, with its reason; null where none does. */
export function statusAfter(
  following: Following,
  { isReached, isFinal }: Pick<OutcomeConfig, 'isReached' | 'isFinal'>,
): { readonly to: LeadStatus; readonly reason: StatusReason } | null {
  switch (following.do) {
    case 'disqualify':
      return { to: 'disqualified', reason: following.reason };
    case 'recycle':
      return { to: 'recycled', reason: isReached ? (isFinal ? 'noNeed' : 'notNow') : 'unreached' };
    case 'retire':
      return { to: 'retired', reason: isReached ? (isFinal ? 'noNeed' : 'other') : 'unreached' };
    default:
      return null;
  }
}
