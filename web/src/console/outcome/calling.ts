import type { CallOutcomeView } from '../../../../api/calls/list-outcomes.ts';

/** Whom somebody calls, and about what. */
export interface Callee {
  readonly leadId: string;
  /** `lead`, or one of its opportunities. */
  readonly subject: string;
  readonly name: string;
  /** As it is shown; null: it is not shown. */
  readonly phone: string | null;
  /** It is offered: whoever calls accepts it. */
  readonly isOffered: boolean;
}

/** What the API puts in place of the digits that it masks. */
const mask = '•';

/** Tells whether a number can be called as it is shown. */
export const isShown = ({ phone, isOffered }: Pick<Callee, 'phone' | 'isOffered'>): boolean =>
  phone !== null && !isOffered && !phone.includes(mask);

/** Writes a number as `tel:` takes it. */
export const telOf = (phone: string): string => `tel:${phone.replace(/[^\d+*#]/g, '')}`;

/** A call that was begun and whose outcome is to be noted. */
export interface BegunCall {
  readonly callee: Callee;
  readonly atMs: number;
}

/** For so long a page that comes back asks how the call ended. */
const longestMs = 2 * 3_600_000;

/** Writes down that a call was begun: a phone may have thrown the page away until it comes back. The number is not kept. */
export const packCall = ({ callee, atMs }: BegunCall): string => JSON.stringify({ callee: { ...callee, phone: null }, atMs });

/** So far a clock may go back that is put right by answers of the server, which tell whole seconds, and not before the first of them. */
const clockSlipMs = 10 * 60_000;

/** Reads what was written down; null: nothing, or it is too long ago. */
export function unpackCall(text: string | null, nowMs: number): BegunCall | null {
  try {
    const { callee, atMs } = JSON.parse(text ?? '');
    const isCall = typeof callee?.leadId === 'string' && typeof callee.name === 'string' && typeof atMs === 'number';
    const isLately = atMs - nowMs < clockSlipMs && nowMs - atMs < longestMs;
    return isCall && isLately ? { callee, atMs: Math.min(atMs, nowMs) } : null;
  } catch {
    return null;
  }
}

/** So many outcomes are in sight; the others are one tap behind. */
const inSight = 8;

/**
 * Chooses which outcomes are in sight: those that this rep notes most, in the order in which the company lists them, so that a button stays where the
 * thumb knows it.
 */
export function outcomesInSight(
  outcomes: readonly CallOutcomeView[],
  counts: Readonly<Record<string, number>>,
): { readonly first: readonly CallOutcomeView[]; readonly others: readonly CallOutcomeView[] } {
  const byUse = outcomes.toSorted((one, other) => (counts[other.id] ?? 0) - (counts[one.id] ?? 0));
  const chosen = new Set(byUse.slice(0, inSight).map(({ id }) => id));
  return { first: outcomes.filter(({ id }) => chosen.has(id)), others: outcomes.filter(({ id }) => !chosen.has(id)) };
}

/** Counts one more outcome of this device; `text` is what was counted before. */
export function countedOutcomes(text: string | null): Readonly<Record<string, number>> {
  try {
    const counts: unknown = JSON.parse(text ?? '{}');
    const known = typeof counts === 'object' && counts !== null ? Object.entries(counts) : [];
    return Object.fromEntries(known.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
  } catch {
    return {};
  }
}

/** Which of the words for what follows an outcome fits. */
export type Following =
  | { readonly is: 'again'; readonly afterMinutes: number }
  | { readonly is: 'recycle' | 'retire' | 'disqualify' | 'recall' | 'nothing' };

/** Tells what the first such call of somebody asks for; the API alone knows what was tried before. */
export function followingOf({ next, afterwards, isFinal }: CallOutcomeView): Following {
  if (next && !isFinal) return { is: 'again', afterMinutes: next.afterMinutes };
  return { is: afterwards?.do ?? 'nothing' };
}

/** Whether a time to call again can be agreed. */
export const takesCallback = ({ isFinal }: CallOutcomeView): boolean => !isFinal;
