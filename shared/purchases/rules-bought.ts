import { withIds } from '../products/index.ts';
import type { ProductConfig } from '../products/product-config.ts';
import type { Purchase } from './record.ts';
import { foldFacts } from './rules-fold.ts';

/** What all orders of a person come to. */
export interface Bought {
  /** Products of orders that are fully paid, each once: by its id, in whichever words it was told. */
  readonly products: readonly string[];
  /** When money came in last for an order that is fully paid; null for who has none. */
  readonly lastPaidAt: string | null;
  /** When the newest order was made that was not cancelled, paid or not; null for who has none. */
  readonly lastOrderedAt: string | null;
  /** Paid less refunded, by currency, in its smallest unit. */
  readonly net: ReadonlyMap<string, number>;
}

/** What somebody without orders bought. */
export const boughtNothing: Bought = { products: [], lastPaidAt: null, lastOrderedAt: null, net: new Map() };

/** Sums up the orders of a person. */
export function sumOrders(purchases: readonly Pick<Purchase, 'currency' | 'facts'>[], listed: ReadonlyMap<string, ProductConfig>): Bought {
  const folded = purchases.map(({ currency, facts }) => ({ currency, facts, ...foldFacts(facts) }));
  const paid = folded.filter(({ isPaid }) => isPaid);
  const net = new Map<string, number>();
  for (const order of folded) net.set(order.currency, (net.get(order.currency) ?? 0) + order.net);
  const payments = paid.flatMap(({ facts }) => facts.filter(({ kind, voidedAt }) => kind === 'paid' && voidedAt === undefined));
  return {
    products: withIds(
      paid.flatMap(({ items }) => items.flatMap(({ product }) => product ?? [])),
      listed,
    ),
    lastPaidAt: lastOf(payments.map(({ at }) => at)),
    lastOrderedAt: lastOf(folded.flatMap((order) => (order.status === 'cancelled' ? [] : (madeAt(order) ?? [])))),
    net,
  };
}

/** Returns all moments at which something happened to orders that were not cancelled, or at which they were told of first. */
export function orderTimesOf(purchases: readonly Pick<Purchase, 'recordedAt' | 'facts'>[]): string[] {
  return purchases.flatMap(({ recordedAt, facts }) => {
    const standing = facts.filter(({ voidedAt }) => voidedAt === undefined);
    return standing.length === 0 || foldFacts(facts).status === 'cancelled' ? [] : [recordedAt, ...standing.map(({ at }) => at)];
  });
}

const lastOf = (moments: readonly string[]): string | null => moments.toSorted().at(-1) ?? null;

/** Returns when an order was made: when the first thing happened to it; undefined where nothing did that still counts. */
function madeAt({ facts }: Pick<Purchase, 'facts'>): string | undefined {
  return facts.flatMap(({ at, voidedAt }) => (voidedAt === undefined ? [at] : [])).toSorted()[0];
}
