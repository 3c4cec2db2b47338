import type { Report } from './report.ts';
import { anchored } from './rules-anchor.ts';
import { addCame, addCloses, addNet, cameColumns, cameShares, closeColumns, netColumn } from './rules-came.ts';
import { commonDimensions, rowsOf } from './rules-dimensions.ts';
import { holderAt } from './rules-holder.ts';

/** The numbers that stand above everything: who came, whom somebody reached, what was sold. */
export const overview: Report = {
  name: 'overview',
  bases: ['event', 'arrival'],
  dimensions: commonDimensions,
  columns: (basis) => [
    ...cameColumns,
    { name: 'enquiries', kind: 'times', unit: 'count' },
    { name: 'repeats', kind: 'times', unit: 'count' },
    { name: 'duplicates', kind: 'times', unit: 'count' },
    { name: 'disqualified', kind: 'leads', unit: 'count' },
    ...closeColumns,
    netColumn,
    ...(basis === 'arrival' ? cameShares : []),
  ],
  fold: (fact, out, asked) => {
    addCame(fact, out, asked);
    addCloses(fact, out, asked);
    addNet(fact, out, asked, (at) => holderAt(fact, at).poolId);
    for (const { at, kind } of fact.enquiries) {
      const counted = anchored(fact, at, asked);
      if (!counted) continue;
      const rows = rowsOf(fact, counted, asked);
      out.add(rows, 'enquiries', fact, counted);
      if (kind !== 'new') out.add(rows, kind === 'repeat' ? 'repeats' : 'duplicates', fact, counted);
    }
    for (const { status, at } of fact.statuses) {
      const counted = status === 'disqualified' ? anchored(fact, at, asked) : null;
      if (counted) out.add(rowsOf(fact, counted, asked), 'disqualified', fact, counted);
    }
  },
};
