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
  /** Paid less refunded, by currency, in its smallest unit. */
  readonly net: ReadonlyMap<string, number>;
}

/** What somebody without orders bought. */
export const boughtNothing: Bought = { products: [], lastPaidAt: null, net: new Map() };

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
    lastPaidAt:
      payments
        .map(({ at }) => at)
        .toSorted()
        .at(-1) ?? null,
    net,
  };
}
