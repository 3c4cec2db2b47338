import type { Fields } from '../fields/index.ts';
import { decideStage, type Lead, type LifecycleRules } from '../leads/index.ts';
import { attributesOf, type RoutingRules, readinessOf, territoryFor } from '../routing/index.ts';

/**
 * Returns a new lead with its territory: by what is known once it is scored, at the stage that it will begin at. It waits for a rep, or is
 * marketing's until it has reached the level that its pool asks for.
 * @throws ConfigurationError when no territory fits
 */
export function routed(
  lead: Lead,
  { territories, pools, fields }: Pick<RoutingRules, 'territories' | 'pools'> & { readonly fields: Fields },
  lifecycle: LifecycleRules,
): Lead {
  const stage = decideStage(null, lead, lifecycle, []).at(-1)?.to ?? lead.stage;
  const territory = territoryFor(territories, attributesOf({ ...lead, stage }, fields));
  const isReady = readinessOf(pools.documents.get(territory.poolId), { ...lead, stage }) !== null;
  return { ...lead, routing: { ...territory, state: isReady ? 'waiting' : 'marketing' } };
}
