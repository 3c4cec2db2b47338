import type { Purchase } from './record.ts';
import { foldFacts } from './rules-fold.ts';

/** What orders came to in one currency. */
export interface Revenue {
  readonly currency: string;
  readonly booked: number;
  readonly net: number;
}

/** Adds up what orders came to since a moment: what all of their facts come to, less what those before it did. Currencies that came to nothing are left out. */
export function revenueSince(orders: readonly Pick<Purchase, 'currency' | 'facts'>[], since: string): Revenue[] {
  const sums = new Map<string, Revenue>();
  for (const { currency, facts } of orders) {
    const [is, was] = [foldFacts(facts), foldFacts(facts.filter(({ at }) => at < since))];
    const { booked, net } = sums.get(currency) ?? { booked: 0, net: 0 };
    sums.set(currency, { currency, booked: booked + is.booked - was.booked, net: net + is.net - was.net });
  }
  const some = [...sums.values()].filter(({ booked, net }) => booked !== 0 || net !== 0);
  return some.toSorted((one, other) => (one.currency < other.currency ? -1 : 1));
}
