import type { Column, Report } from './report.ts';
import { isWithin } from './rules-days.ts';
import { commonDimensions, rowsOf } from './rules-dimensions.ts';
import { holderAt } from './rules-holder.ts';
import { creditOf, creditRules, movementsOf, orderedAt } from './rules-movements.ts';

const money = (name: string): Column => ({ name, kind: 'sum', unit: 'money' });
const sums: readonly Column[] = [
  { name: 'orders', kind: 'times', unit: 'count' },
  money('confirmedMoney'),
  money('takenBack'),
  money('booked'),
  money('paidMoney'),
  money('refundedMoney'),
  money('net'),
];

/** What months that were over lost later, and in which months that counted. */
const reversals: readonly Column[] = [money('bookedLostLater'), money('bookedOfEarlier'), money('netLostLater'), money('netOfEarlier')];

/**
 * What orders came to, each fact on its own day. What is taken back counts on the day on which that happened: a month that is over keeps its number,
 * and what was taken back of it since stands beside it.
 */
export const revenue: Report = {
  name: 'revenue',
  bases: ['event', 'arrival'],
  dimensions: ['month', ...commonDimensions.filter((dimension) => dimension !== 'month')],
  options: { credit: creditRules },
  columns: (basis) => (basis === 'event' ? [...sums, ...reversals] : sums),
  fold: (fact, out, asked) => {
    const rule = creditRules.find((one) => one === asked.options.credit) ?? 'purchase';
    const monthOf = (at: number) => asked.days.dayOf(at).slice(0, 'yyyy-mm'.length);
    for (const order of fact.orders) {
      const movements = movementsOf(order);
      if (order.facts.length === 0) continue;
      const { poolId } = holderAt(fact, orderedAt(order));
      const add = (column: string, at: number, part: { value?: number; currency?: string }, repId: string | null, pool: string | null) => {
        const isArrival = asked.basis === 'arrival';
        if (!isWithin(isArrival ? fact.arrivedAt : at, asked.span)) return;
        const counted = { at: isArrival ? fact.arrivedAt : at, holder: { repId, poolId: pool ?? poolId }, ...part };
        out.add(rowsOf(fact, counted, asked, order.products), column, fact, counted);
      };
      const [booking] = movements.filter(({ sum, amount }) => sum === 'booked' && amount > 0);
      if (booking) add('orders', booking.at, {}, order.ownerId, null);
      for (const { sum, at, amount, currency, addedAt } of movements) {
        for (const credit of creditOf(order, amount, rule, fact)) {
          const put = (column: string, when: number) => add(column, when, { value: credit.amount, currency }, credit.repId, credit.poolId);
          put(sum, at);
          put(amount > 0 ? added[sum] : taken[sum], at);
          // By arrival all is of the same people, whenever it happened.
          if (asked.basis === 'arrival' || monthOf(at) === monthOf(addedAt)) continue;
          put(`${sum}LostLater`, addedAt);
          put(`${sum}OfEarlier`, at);
        }
      }
    }
  },
};

const added = { booked: 'confirmedMoney', net: 'paidMoney' } as const;
const taken = { booked: 'takenBack', net: 'refundedMoney' } as const;
