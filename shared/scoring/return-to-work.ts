import { isoOfSeconds } from '../platform/clock.ts';
import { type ComeBackRequest, comesBack } from '../status/index.ts';
import type { Evidence } from './evidence.ts';
import type { ScorePlan } from './plan-score.ts';

/** Returns when a person did something last, as far as this evidence tells; null: it tells of nothing. */
export function latestAct(evidence: readonly Evidence[]): string | null {
  return evidence.length === 0 ? null : isoOfSeconds(Math.max(...evidence.map(({ at }) => at)));
}

/** Says what brings a lead back that nobody works with: it became hot, or it did anything after long silence; null: nothing does. */
export function returnOf({ lead, score }: Pick<ScorePlan, 'lead' | 'score'>, actedAt: string | null): ComeBackRequest | null {
  const by = lead.status === 'recycled' ? 'heat' : 'act';
  const at = by === 'heat' ? (score.hot?.at ?? null) : actedAt;
  return at !== null && comesBack(lead, by, at) ? { leadId: lead.leadId, by, at } : null;
}
