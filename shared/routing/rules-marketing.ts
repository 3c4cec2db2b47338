import type { Lead, LeadRouting } from '../leads/index.ts';
import type { RoutingRules } from './rules.ts';
import { type ReadyBy, readinessOf } from './rules-hand-over.ts';
import { territoryInstead } from './rules-territory.ts';

/** What becomes of a lead that marketing has. */
export interface MarketingMove {
  /** The territory that it belongs to as it is now. */
  readonly territory: LeadRouting;
  /** Why sales has it from now on; null: it only came to another territory. */
  readonly by: ReadyBy | null;
}

/** Tells whether marketing has a lead that is worked with. Who was recycled comes back by what they do (shared/status). */
function isInMarketing({ status, routing }: Pick<Lead, 'status' | 'routing'>): boolean {
  return status === 'active' && routing?.state === 'marketing';
}

/** Returns what becomes of a lead as it stands, by the rules in force; null: it stays where it is. */
export function marketingMove(
  lead: Lead,
  { pools, ...rules }: Pick<RoutingRules, 'territories' | 'pools' | 'fields'>,
): MarketingMove | null {
  const { routing } = lead;
  if (routing === null || !isInMarketing(lead)) return null;
  const other = territoryInstead(lead, rules);
  const { state: _state, ...standing } = routing;
  const territory = other ?? standing;
  const by = readinessOf(pools.documents.get(territory.poolId), lead);
  return by === null && other === null ? null : { territory, by };
}
