import type { Fact } from '../facts/index.ts';
import type { Texts } from './definition.ts';

/** The stages of a funnel, in order: whom nobody knows by name yet is in none. */
export const funnelStages = ['lead', 'mql', 'sql', 'sqo', 'customer', 'repeat'] as const;
export type FunnelStage = (typeof funnelStages)[number];

/** What the columns of stages are called, for the titles of the steps between them. */
export const stageTitles: Readonly<Record<FunnelStage, Texts>> = {
  lead: { vi: 'Khách mới', en: 'Leads' },
  mql: { vi: 'MQL', en: 'MQL' },
  sql: { vi: 'SQL', en: 'SQL' },
  sqo: { vi: 'SQO', en: 'SQO' },
  customer: { vi: 'Khách hàng', en: 'Customers' },
  repeat: { vi: 'Mua lại', en: 'Repeat customers' },
};

/** How a stage counts that was skipped: as passed; not at all; or it ends the way, so that who skips one is in none behind it. */
export const stageOrders = ['passed', 'any', 'strict'] as const;
export type StageOrder = (typeof stageOrders)[number];

const ranks = new Map<string, number>(funnelStages.map((stage, rank) => [stage, rank]));
const rankOf = (stage: string): number => ranks.get(stage) ?? -1;

/** Returns when a lead first came to each stage; one that it never came to is left out. */
export function firstEntries({ stages }: Pick<Fact, 'stages'>, order: StageOrder): ReadonlyMap<FunnelStage, number> {
  const entries = new Map<FunnelStage, number>();
  let since = Number.NEGATIVE_INFINITY;
  for (const [rank, stage] of funnelStages.entries()) {
    const from = since;
    const own = stages.filter((entry) => (order === 'passed' ? rankOf(entry.stage) >= rank : entry.stage === stage) && entry.at >= from);
    if (own.length > 0) entries.set(stage, Math.min(...own.map(({ at }) => at)));
    else if (order === 'strict') return entries;
    if (order === 'strict') since = entries.get(stage) ?? since;
  }
  return entries;
}

/** A change of the stage. */
export interface StageMove {
  readonly from: string | null;
  readonly to: string;
  readonly at: number;
  readonly isForward: boolean;
}

/** Lists every entry into a stage with where it came from; null: the lead was made with it. */
export function movesOf({ stages }: Pick<Fact, 'stages'>): StageMove[] {
  return stages.map(({ stage, at }, index) => {
    const from = stages[index - 1]?.stage ?? null;
    return { from, to: stage, at, isForward: from === null || rankOf(stage) > rankOf(from) };
  });
}
