import { daysMs } from '../platform/clock.ts';
import type { Texts } from './definition.ts';
import type { Column, Report } from './report.ts';
import { isWithin } from './rules-days.ts';
import { commonDimensions, rowsOf } from './rules-dimensions.ts';
import { cohortGoals, cohortWindows, reachedWithin } from './rules-within.ts';

const nameOf = (goal: string, days: number | null) => `${goal}${days ?? 'Ever'}`;

const noteOf = (days: number | null): Texts =>
  days === null ? { vi: 'đến nay', en: 'so far' } : { vi: `${days} ngày`, en: `${days} days` };

const columns: readonly Column[] = [
  { name: 'leads', kind: 'leads', unit: 'count' },
  ...cohortGoals.flatMap((goal) =>
    cohortWindows.flatMap((days): Column[] => [
      { name: nameOf(goal, days), kind: 'leads', unit: 'count', hidden: true },
      {
        name: `${nameOf(goal, days)}Share`,
        kind: 'share',
        unit: 'share',
        part: nameOf(goal, days),
        of: 'leads',
        definition: `cohort.${goal}`,
        note: noteOf(days),
      },
    ]),
  ),
  ...cohortWindows.map(
    (days): Column => ({ name: nameOf('net', days), kind: 'sum', unit: 'money', definition: 'cohort.net', note: noteOf(days) }),
  ),
];

/** What became of those who came in a month, within 30 and 90 days of each one's own arrival, and ever. Hatched until the last one has had so many days. */
export const cohorts: Report = {
  name: 'cohorts',
  bases: ['arrival'],
  dimensions: ['month', ...commonDimensions.filter((dimension) => dimension !== 'month')],
  columns: () => columns,
  fold: (fact, out, asked) => {
    if (!isWithin(fact.arrivedAt, asked.span)) return;
    const counted = { at: fact.arrivedAt };
    const rows = rowsOf(fact, counted, asked);
    out.add(rows, 'leads', fact, counted);
    for (const days of cohortWindows) {
      const end = days === null ? null : fact.arrivedAt + days * daysMs;
      const isOpen = end !== null && end > asked.now;
      for (const goal of cohortGoals) {
        if (reachedWithin(fact, goal, days)) out.add(rows, nameOf(goal, days), fact, counted);
        if (isOpen) out.leaveOpen(rows, nameOf(goal, days), fact, counted);
      }
      for (const { facts, currency } of fact.orders) {
        for (const { kind, at, amount } of facts) {
          if ((kind !== 'paid' && kind !== 'refunded') || amount === null || (end !== null && at >= end)) continue;
          const value = kind === 'paid' ? amount : -amount;
          out.add(rows, nameOf('net', days), fact, { ...counted, value, currency });
          if (isOpen) out.leaveOpen(rows, nameOf('net', days), fact, { ...counted, currency });
        }
      }
    }
  },
};
