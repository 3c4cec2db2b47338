import type { Purchase } from './record.ts';
import { foldFacts } from './rules-fold.ts';

/** What the orders of a person come to in one currency, in its smallest unit; null: more than a number tells exactly. */
export interface PurchaseTotal {
  readonly currency: string;
  readonly orders: number;
  /** How many of them are fully paid. */
  readonly paidOrders: number;
  readonly booked: number | null;
  readonly net: number | null;
}

/**
 * Adds orders up, each currency by itself: nobody knows the rate of the day on which each was paid. An order of which nothing ever happened counts
 * nowhere.
 */
export function totalsOf(orders: readonly Pick<Purchase, 'currency' | 'facts'>[]): PurchaseTotal[] {
  const sums = new Map<string, { orders: number; paidOrders: number; booked: bigint; net: bigint }>();
  for (const { currency, facts } of orders) {
    if (facts.every(({ voidedAt }) => voidedAt !== undefined)) continue;
    const { booked, net, isPaid } = foldFacts(facts);
    const sum = sums.get(currency) ?? { orders: 0, paidOrders: 0, booked: 0n, net: 0n };
    sums.set(currency, {
      orders: sum.orders + 1,
      paidOrders: sum.paidOrders + (isPaid ? 1 : 0),
      booked: sum.booked + BigInt(booked),
      net: sum.net + BigInt(net),
    });
  }
  return [...sums]
    .map(([currency, { booked, net, ...counts }]) => ({ currency, ...counts, booked: exactly(booked), net: exactly(net) }))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));
}

/** One order's amounts are always exact; those of very many together may leave what a number holds. */
function exactly(sum: bigint): number | null {
  const amount = Number(sum);
  return Number.isSafeInteger(amount) ? amount : null;
}
