import type { Column, Report } from './report.ts';
import { asOf } from './rules-as-of.ts';
import { commonDimensions, rowsOf } from './rules-dimensions.ts';
import { holderAt } from './rules-holder.ts';
import { funnelStages } from './rules-stages.ts';
import { ageBand, ageBands, isStuck, visitsOf } from './rules-visits.ts';

const columns: readonly Column[] = [
  { name: 'standing', kind: 'leads', unit: 'count' },
  ...ageBands.map(({ name, note }): Column => ({ name, kind: 'leads', unit: 'count', definition: 'ageBand', note })),
  { name: 'stuck', kind: 'leads', unit: 'count' },
  { name: 'stuckShare', kind: 'share', unit: 'share', part: 'stuck', of: 'standing' },
  { name: 'timeInStage', kind: 'values', unit: 'ms', hidden: true },
  { name: 'timeInStageP50', kind: 'percentile', unit: 'ms', of: 'timeInStage', percent: 50 },
  { name: 'timeInStageP90', kind: 'percentile', unit: 'ms', of: 'timeInStage', percent: 90 },
];

/** Where leads stand at the end of the span, or now, for how long, and which of them nobody looks after. */
export const ageing: Report = {
  name: 'ageing',
  bases: ['event'],
  dimensions: ['stage', ...commonDimensions.filter((dimension) => !['day', 'week', 'month'].includes(dimension))],
  options: { stage: ['all', ...funnelStages] },
  columns: () => columns,
  fold: (fact, out, asked) => {
    const at = asOf(asked);
    if (fact.arrivedAt > at) return;
    const counted = { at, holder: holderAt(fact, at) };
    const rows = (stage: string) => (asked.by === 'stage' ? stage : rowsOf(fact, counted, asked));
    const times = new Map<string, { ms: number; isOpen: boolean; until: number }>();
    for (const visit of visitsOf(fact, at)) {
      if (!isAsked(visit.stage, asked.options.stage)) continue;
      const { ms } = times.get(visit.stage) ?? { ms: 0 };
      times.set(visit.stage, { ms: ms + visit.to - visit.from, isOpen: visit.isOpen, until: visit.to });
      if (!visit.isOpen) continue;
      for (const column of ['standing', ageBand(visit.to - visit.from), ...(isStuck(fact, at) ? ['stuck'] : [])]) {
        out.add(rows(visit.stage), column, fact, counted);
      }
    }
    for (const [stage, { ms, isOpen, until }] of times) {
      if (isOpen || until >= asked.span.from) out.add(rows(stage), 'timeInStage', fact, { ...counted, value: ms, isOpen });
    }
  },
};

const isAsked = (stage: string, asked = 'all'): boolean => (asked === 'all' ? funnelStages.some((one) => one === stage) : asked === stage);
