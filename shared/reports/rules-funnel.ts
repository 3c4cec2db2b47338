import { daysMs } from '../platform/clock.ts';
import type { Column, Report } from './report.ts';
import { anchored } from './rules-anchor.ts';
import { commonDimensions, rowsOf } from './rules-dimensions.ts';
import { type FunnelStage, firstEntries, funnelStages, type StageOrder, stageOrders, stageTitles } from './rules-stages.ts';

const steps: readonly (readonly [FunnelStage, FunnelStage])[] = [
  ['lead', 'mql'],
  ['mql', 'sql'],
  ['sql', 'sqo'],
  ['sqo', 'customer'],
  ['customer', 'repeat'],
];

const stepText = (from: FunnelStage, to: FunnelStage, locale: 'vi' | 'en'): string =>
  `${stageTitles[from][locale]} → ${stageTitles[to][locale]}`;
const nameOfStep = (from: string, to: string): string => `${from}To${to[0]?.toUpperCase()}${to.slice(1)}`;

const columns: readonly Column[] = [
  ...funnelStages.map((stage): Column => ({ name: stage, kind: 'leads', unit: 'count', definition: `stage.${stage}` })),
  ...[...steps, ['lead', 'customer'] as const].map(
    ([from, to]): Column => ({
      ...{ name: nameOfStep(from, to), kind: 'share', unit: 'share', part: to, of: from, definition: 'conversion' },
      note: { vi: stepText(from, to, 'vi'), en: stepText(from, to, 'en') },
    }),
  ),
];

/** How many came to each stage: first entries alone, so that who falls back and comes again counts once. */
export const funnel: Report = {
  name: 'funnel',
  bases: ['arrival', 'event'],
  dimensions: commonDimensions,
  options: { order: stageOrders, within: ['ever', '30', '90'] },
  columns: () => columns,
  fold: (fact, out, asked) => {
    const { order, within } = asked.options;
    const entries = firstEntries(fact, order as StageOrder);
    const lastMoment = within === 'ever' || asked.basis === 'event' ? null : fact.arrivedAt + Number(within) * daysMs;
    for (const stage of funnelStages) {
      const at = entries.get(stage) ?? null;
      const isLate = lastMoment !== null && at !== null && at >= lastMoment;
      const counted = anchored(fact, isLate ? null : at, asked);
      if (counted) out.add(rowsOf(fact, counted, asked), stage, fact, counted);
      const may = lastMoment !== null && lastMoment > asked.now && (at === null || isLate);
      const open = may ? anchored(fact, fact.arrivedAt, asked) : null;
      if (open) out.leaveOpen(rowsOf(fact, open, asked), stage, fact, open);
    }
  },
};
