import type { Need } from '../facts/index.ts';

/** The stages of a pipeline in their order, with how likely the company says a sale is there. */
export interface PipelineOrder {
  readonly id: string;
  readonly stages: readonly { readonly id: string; readonly probability: number }[];
}

/** How many needs that came to a stage were closed, and how many of them were won. */
export interface Closes {
  closed: number;
  won: number;
}

/** Closes by pipeline and by stage; those of the whole pipeline stand beside its stages. */
export type CloseHistory = Map<string, { readonly whole: Closes; readonly stages: Map<string, Closes> }>;

/** So many closes of a stage make its own rate; with fewer, closes at the pipeline's mean stand for those that are missing. */
export const enoughCloses = 30;

type RatedNeed = Pick<Need, 'pipeline' | 'stages' | 'closes'>;

/** How a need stood at a moment. */
export interface NeedAt {
  readonly state: 'open' | 'won' | 'lost';
  /** Where it stood then. */
  readonly stage: string;
  readonly stageSince: number;
}

/** Returns how a need stood at a moment; null: it was not opened yet. */
export function needAt({ openedAt, stages, closes }: Pick<Need, 'openedAt' | 'stages' | 'closes'>, at: number): NeedAt | null {
  const stood = stages.findLast((entry) => entry.at <= at) ?? (openedAt <= at ? stages[0] : undefined);
  if (openedAt > at || !stood) return null;
  const last = closes.findLast((close) => close.at <= at);
  return { state: !last || last.result === 'reopened' ? 'open' : last.result, stage: stood.stage, stageSince: Math.min(stood.at, at) };
}

/**
 * Counts a need in the history of its pipeline, by its last close before a moment; one that was open then counts nowhere. A need that was won
 * has passed every stage, one that was lost each up to the furthest that it came to: a skipped stage counts as passed.
 */
export function countClose(history: CloseHistory, need: RatedNeed, at: number, pipelines: ReadonlyMap<string, PipelineOrder>): void {
  const last = need.closes.findLast((close) => close.at <= at);
  if (!last || last.result === 'reopened') return;
  const known = history.get(need.pipeline) ?? { whole: { closed: 0, won: 0 }, stages: new Map<string, Closes>() };
  history.set(need.pipeline, known);
  const isWon = last.result === 'won';
  const order = pipelines.get(need.pipeline)?.stages.map(({ id }) => id) ?? [];
  const entered = need.stages.filter((entry) => entry.at <= at).map(({ stage }) => stage);
  const furthest = isWon ? order.length - 1 : Math.max(-1, ...entered.map((stage) => order.indexOf(stage)));
  const passed = new Set([...order.slice(0, furthest + 1), ...entered]);
  for (const counts of [known.whole, ...[...passed].map((stage) => countsOf(known.stages, stage))]) {
    counts.closed += 1;
    if (isWon) counts.won += 1;
  }
}

function countsOf(stages: Map<string, Closes>, stage: string): Closes {
  const counts = stages.get(stage) ?? { closed: 0, won: 0 };
  stages.set(stage, counts);
  return counts;
}

/** How likely a need at a stage is won, and what says so. */
export interface StageRate {
  /** From 0 to 1. */
  readonly rate: number;
  /** Closes of the stage that it rests on. */
  readonly closes: number;
  /** `own`: of 30 closes or more; `shrunk`: filled up with the mean of the pipeline; `configured`: no need of the pipeline was closed yet. */
  readonly by: 'own' | 'shrunk' | 'configured';
}

/** Returns how likely a need at a stage is won: its own rate, filled up below 30 closes with closes at the mean of its pipeline. */
export function stageRate(
  history: CloseHistory,
  { pipeline, stage }: { readonly pipeline: string; readonly stage: string },
  pipelines: ReadonlyMap<string, PipelineOrder>,
): StageRate {
  const known = history.get(pipeline);
  const own = known?.stages.get(stage) ?? { closed: 0, won: 0 };
  if (!known || known.whole.closed === 0) {
    const configured = pipelines.get(pipeline)?.stages.find(({ id }) => id === stage)?.probability ?? 0;
    return { rate: configured / 100, closes: 0, by: 'configured' };
  }
  if (own.closed >= enoughCloses) return { rate: own.won / own.closed, closes: own.closed, by: 'own' };
  const mean = known.whole.won / known.whole.closed;
  return { rate: (own.won + mean * (enoughCloses - own.closed)) / enoughCloses, closes: own.closed, by: 'shrunk' };
}

/** Returns an amount at its rate, in whole units. */
export function weighted(amount: number, { rate }: Pick<StageRate, 'rate'>): number {
  return Math.round(amount * rate);
}
