import type { Fact, Need } from '../facts/index.ts';
import type { Asked, Column, Holder, Report } from './report.ts';
import { asOf } from './rules-as-of.ts';
import { commonDimensions, rowsOf, unknownKey } from './rules-dimensions.ts';
import { holderAt } from './rules-holder.ts';
import { type NeedAt, needAt } from './rules-rates.ts';

export const needDimensions = [
  'stage',
  'pipeline',
  'closeMonth',
  ...commonDimensions.filter((one) => !['day', 'week', 'month'].includes(one)),
];

const columns: readonly Column[] = [
  { name: 'openNeeds', kind: 'times', unit: 'count' },
  { name: 'amount', kind: 'sum', unit: 'money', definition: 'openAmount' },
  { name: 'withoutAmount', kind: 'times', unit: 'count' },
  { name: 'overdue', kind: 'times', unit: 'count' },
  { name: 'openFor', kind: 'values', unit: 'ms', hidden: true },
  { name: 'openForP50', kind: 'percentile', unit: 'ms', of: 'openFor', percent: 50 },
  { name: 'inStageFor', kind: 'values', unit: 'ms', hidden: true },
  { name: 'inStageForP50', kind: 'percentile', unit: 'ms', of: 'inStageFor', percent: 50 },
];

/** Names the rows in which a need is counted that stood so. */
export function needRows(fact: Fact, need: Need, at: NeedAt, counted: Parameters<typeof rowsOf>[1], asked: Asked) {
  if (asked.by === 'stage') return `${need.pipeline}:${at.stage}`;
  if (asked.by === 'pipeline') return need.pipeline;
  if (asked.by === 'closeMonth') return need.expectedClose?.slice(0, 'yyyy-mm'.length) ?? unknownKey;
  return rowsOf(fact, counted, asked, need.product === null ? [] : [need.product]);
}

/** Says who had a need at a moment: by its own ownerships, or, of one that goes with its lead, whoever had that. */
export function needHolder(fact: Fact, need: Need, at: number): Holder {
  const isGiven = fact.owners.some(({ subject }) => subject === need.opportunityId);
  if (isGiven) return holderAt(fact, at, need.opportunityId);
  // One that nobody was given yet lies in its pool.
  return need.isOwn ? { repId: need.ownerId, poolId: need.poolId } : holderAt(fact, at);
}

/** What is open at the end of the span, or now: needs by where they stand, with their amounts as they are known now. */
export const pipeline: Report = {
  name: 'pipeline',
  bases: ['event'],
  dimensions: needDimensions,
  columns: () => columns,
  fold: (fact, out, asked) => {
    const at = asOf(asked);
    const today = asked.days.dayOf(at);
    for (const need of fact.needs) {
      const stood = needAt(need, at);
      if (stood?.state !== 'open') continue;
      const counted = { at, holder: needHolder(fact, need, at) };
      const rows = needRows(fact, need, stood, counted, asked);
      out.add(rows, 'openNeeds', fact, counted);
      if (need.amount === null) out.add(rows, 'withoutAmount', fact, counted);
      else out.add(rows, 'amount', fact, { ...counted, value: need.amount, ...(need.currency ? { currency: need.currency } : {}) });
      if (need.expectedClose !== null && need.expectedClose < today) out.add(rows, 'overdue', fact, counted);
      out.add(rows, 'openFor', fact, { ...counted, value: at - need.openedAt });
      out.add(rows, 'inStageFor', fact, { ...counted, value: at - stood.stageSince });
    }
  },
};
