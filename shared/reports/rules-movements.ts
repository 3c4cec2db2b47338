import type { Fact, Order } from '../facts/index.ts';
import { FactKind, type PurchaseFact } from '../purchases/record.ts';
import { foldFacts } from '../purchases/rules-fold.ts';

/** `booked`: confirmed − cancelled − returned; `net`: paid − refunded. */
export const sums = ['booked', 'net'] as const;
export type Sum = (typeof sums)[number];

/** What one moment added to a sum of one order, or took from it. */
export interface Movement {
  readonly sum: Sum;
  readonly at: number;
  /** In the currency's smallest unit; below 0: it takes back. */
  readonly amount: number;
  readonly currency: string;
  /** When what it takes back was added; its own moment for what adds, and for what takes back more than there is. */
  readonly addedAt: number;
  /** What brought it. */
  readonly kind: FactKind;
}

/**
 * Returns the movements of an order, each on the moment of its own fact, so that those up to any moment add up to what the order came to
 * then. A reversal takes back the latest first, and names when that was added: so a month that is over keeps its number, and what was
 * taken back since is listed beside it.
 */
export function movementsOf({ facts, currency }: Pick<Order, 'facts' | 'currency'>): Movement[] {
  const told = facts.flatMap(({ kind, at, amount }, index): PurchaseFact[] => {
    const known = FactKind.options.find((one) => one === kind);
    if (!known) return [];
    const factId = String(index).padStart(3, '0');
    return [{ factId, kind: known, at: new Date(at).toISOString(), ...(amount === null ? {} : { amount }) }];
  });
  const standing: Record<Sum, Lot[]> = { booked: [], net: [] };
  let before = foldFacts([]);
  return [...new Set(told.map(({ at }) => at))].toSorted().flatMap((moment) => {
    const after = foldFacts(told.filter(({ at }) => at <= moment));
    const kinds = told.filter(({ at }) => at === moment).map(({ kind }) => kind);
    const at = Date.parse(moment);
    const movements = sums.flatMap((sum) => {
      const change = after[sum] - before[sum];
      const parts = moved(standing[sum], at, change);
      return parts.map((part): Movement => ({ sum, at, currency, kind: kindOf(kinds, sum, change < 0), ...part }));
    });
    before = after;
    return movements;
  });
}

/** What was added at a moment and still stands. */
interface Lot {
  readonly at: number;
  left: number;
}

/** Puts a change onto what stands, or takes it off, the latest first. */
function moved(lots: Lot[], at: number, change: number): Pick<Movement, 'amount' | 'addedAt'>[] {
  if (change > 0) lots.push({ at, left: change });
  if (change >= 0) return change === 0 ? [] : [{ amount: change, addedAt: at }];
  const parts: Pick<Movement, 'amount' | 'addedAt'>[] = [];
  let owed = -change;
  for (let last = lots.at(-1); owed > 0 && last; last = lots.at(-1)) {
    const taken = Math.min(owed, last.left);
    parts.push({ amount: -taken, addedAt: last.at });
    last.left -= taken;
    owed -= taken;
    if (last.left === 0) lots.pop();
  }
  return owed > 0 ? [...parts, { amount: -owed, addedAt: at }] : parts;
}

const adding: Readonly<Record<Sum, readonly FactKind[]>> = {
  booked: ['confirmed', 'shipped', 'delivered', 'ordered'],
  net: ['paid', 'refunded'],
};
const takingBack: Readonly<Record<Sum, readonly FactKind[]>> = {
  booked: ['cancelled', 'returned', 'confirmed', 'ordered'],
  net: ['refunded', 'paid'],
};

/** Names what of one moment brought a movement. */
function kindOf(kinds: readonly FactKind[], sum: Sum, isTaken: boolean): FactKind {
  return (isTaken ? takingBack : adding)[sum].find((kind) => kinds.includes(kind)) ?? kinds[0] ?? 'ordered';
}

/** Whose revenue it is. */
export const creditRules = ['purchase', 'winning', 'split'] as const;
export type CreditRule = (typeof creditRules)[number];

/** A part of an amount, and whose it is; null: nobody's. */
export interface Credit {
  readonly repId: string | null;
  /** Null: the pool in which they had the lead, where it is of who had it at the purchase. */
  readonly poolId: string | null;
  readonly amount: number;
}

/**
 * Says whose an amount of an order is. `purchase`: of who had the lead or its need when it was ordered. `winning`: of who won the need of the
 * order; of an order without a need, who won the last need before it. `split`: half of each, where an odd unit stays with the first. Where
 * no need was won all of it is of the first.
 */
export function creditOf(order: Order, amount: number, rule: CreditRule, { needs }: Pick<Fact, 'needs'>): Credit[] {
  const atPurchase = { repId: order.ownerId, poolId: null };
  const winner = rule === 'purchase' ? null : winnerOf(order, needs);
  if (winner === null || winner.repId === order.ownerId) return [{ ...atPurchase, amount }];
  if (rule === 'winning') return [{ ...winner, amount }];
  const half = Math.trunc(amount / 2);
  return [
    { ...atPurchase, amount: amount - half },
    { ...winner, amount: half },
  ];
}

/** Returns when an order was made, as far as is known. */
export const orderedAt = ({ facts }: Pick<Order, 'facts'>): number => Math.min(...facts.map(({ at }) => at));

function winnerOf(order: Order, needs: Fact['needs']): Omit<Credit, 'amount'> | null {
  const wins = needs.flatMap(({ opportunityId, closes, poolId, state }) => {
    const won = state === 'won' ? closes.findLast(({ result }) => result === 'won') : undefined;
    const isOf = order.opportunityId === null ? (won?.at ?? 0) <= orderedAt(order) : opportunityId === order.opportunityId;
    return won?.repId != null && isOf ? [{ at: won.at, repId: won.repId, poolId }] : [];
  });
  const last = wins.toSorted((one, other) => one.at - other.at).at(-1);
  return last ? { repId: last.repId, poolId: last.poolId } : null;
}
