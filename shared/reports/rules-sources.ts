import type { Report } from './report.ts';
import {
  addCame,
  addCloses,
  addNet,
  addStagesBetween,
  cameColumns,
  cameShares,
  closeColumns,
  netColumn,
  stagesColumns,
} from './rules-came.ts';
import { commonDimensions } from './rules-dimensions.ts';
import { holderAt } from './rules-holder.ts';
import { spendBeside, spendColumns, withoutUntoldSpend } from './rules-spend.ts';

/** What each place that people come from brings. A person came from one place: the first, or the last where that is asked for. */
export const fromPlaces = (name: string, first: readonly string[]): Report => ({
  name,
  bases: ['arrival', 'event'],
  dimensions: [...first, ...commonDimensions.filter((dimension) => !first.includes(dimension))],
  columns: (basis) => [...cameColumns, ...closeColumns, netColumn, ...(basis === 'arrival' ? cameShares : [])],
  fold: (fact, out, asked) => {
    addCame(fact, out, asked);
    addCloses(fact, out, asked);
    addNet(fact, out, asked, (at) => holderAt(fact, at).poolId);
  },
});

/** The same with every stage that leads came to, beside what it cost. */
const withSpend = (report: Report): Report => ({
  ...report,
  columns: (basis) => [
    ...stagesColumns,
    ...report.columns(basis).filter((column) => !cameColumns.includes(column)),
    ...(basis === 'arrival' ? spendColumns : []),
  ],
  fold: (fact, out, asked) => {
    report.fold(fact, out, asked);
    addStagesBetween(fact, out, asked);
  },
  asksSpend: true,
  beside: spendBeside,
  complete: withoutUntoldSpend,
});

export const sources = withSpend(fromPlaces('sources', ['source', 'channel', 'utmSource', 'utmMedium']));
export const campaigns = withSpend(fromPlaces('campaigns', ['campaign', 'utmSource', 'utmMedium', 'source']));
