import type { SpendMonthView } from '../../api/spend/spend-view.ts';
import type { MonthSpend } from './month-spend.ts';

/** Shows a month of a line day by day. */
export function spendMonthView({ month, source, campaign, currency, version, days, told }: MonthSpend): SpendMonthView {
  const listed = Object.entries(days)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([place, amount]) => ({ day: `${month}-${place}`, amount }));
  return {
    source,
    campaign,
    currency,
    month,
    version,
    total: listed.reduce((sum, { amount }) => sum + amount, 0),
    days: listed,
    told: told.map(({ file = null, ...entry }) => ({ ...entry, file })),
  };
}
