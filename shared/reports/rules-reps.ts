import type { Column, Counted, Report } from './report.ts';
import { addCloses, addNet, closeColumns, netColumn } from './rules-came.ts';
import { isWithin } from './rules-days.ts';
import { rowsOf } from './rules-dimensions.ts';
import { holderAt } from './rules-holder.ts';
import { firstEntries } from './rules-stages.ts';

const columns: readonly Column[] = [
  { name: 'received', kind: 'times', unit: 'count' },
  { name: 'slaMet', kind: 'times', unit: 'count' },
  { name: 'slaMissed', kind: 'times', unit: 'count' },
  { name: 'slaExcused', kind: 'times', unit: 'count' },
  { name: 'slaEnded', kind: 'times', unit: 'count', hidden: true },
  { name: 'slaShare', kind: 'share', unit: 'share', part: 'slaMet', of: 'slaEnded' },
  { name: 'attempts', kind: 'times', unit: 'count' },
  { name: 'contacts', kind: 'times', unit: 'count' },
  { name: 'reachedShare', kind: 'share', unit: 'share', part: 'contacts', of: 'attempts' },
  { name: 'mql', kind: 'leads', unit: 'count', definition: 'stage.mql' },
  { name: 'sql', kind: 'leads', unit: 'count', definition: 'stage.sql' },
  { name: 'sqo', kind: 'leads', unit: 'count', definition: 'stage.sqo' },
  { name: 'customers', kind: 'leads', unit: 'count', definition: 'stage.customer' },
  ...closeColumns,
  netColumn,
];

const slaColumns = { met: 'slaMet', missed: 'slaMissed', excused: 'slaExcused' } as const;
const stageColumns = { mql: 'mql', sql: 'sql', sqo: 'sqo', customer: 'customers' } as const;

/** What reps did in the span: each thing counts for whoever had the lead, or the need, at that moment. */
export const reps: Report = {
  name: 'reps',
  bases: ['event'],
  dimensions: ['rep', 'pool', 'day', 'week', 'month', 'source', 'channel', 'product', 'region', 'none'],
  columns: () => columns,
  fold: (fact, out, asked) => {
    const add = (column: string, counted: Counted) => {
      if (isWithin(counted.at, asked.span)) out.add(rowsOf(fact, counted, asked), column, fact, counted);
    };
    /** A rep may tell late of a lead that is theirs no more: the pool is the one in which they had it. */
    const of = (repId: string | null, at: number) => {
      const last = fact.owners.findLast((owner) => owner.repId === repId && owner.from <= at);
      return { repId, poolId: last?.poolId ?? holderAt(fact, at).poolId };
    };
    for (const { repId, poolId, from } of fact.owners) add('received', { at: from, holder: { repId, poolId } });
    for (const { result, repId, endedAt, dueAt } of fact.clocks) {
      if (result === 'open') continue;
      const at = endedAt ?? dueAt;
      const counted = { at, holder: of(repId, at) };
      add(slaColumns[result], counted);
      if (result !== 'excused') add('slaEnded', counted);
    }
    for (const { repId, at, reached } of fact.calls) {
      const counted = { at, holder: of(repId, at) };
      add('attempts', counted);
      if (reached) add('contacts', counted);
    }
    const entries = firstEntries(fact, 'passed');
    for (const stage of ['mql', 'sql', 'sqo', 'customer'] as const) {
      const at = entries.get(stage);
      if (at !== undefined) add(stageColumns[stage], { at, holder: holderAt(fact, at) });
    }
    addCloses(fact, out, asked);
    addNet(fact, out, asked, (at) => holderAt(fact, at).poolId);
  },
};
