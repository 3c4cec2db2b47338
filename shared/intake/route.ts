import { decideStage, type Lead, type LifecycleRules } from '../leads/index.ts';
import { attributesOf, type RuleSet, territoryFor } from '../routing/index.ts';
import type { TerritoryConfig } from '../routing/territory-config.ts';

/**
 * Returns a new lead with its territory: by what is known once it is scored, at the stage that it will begin at.
 * @throws ConfigurationError when no territory fits
 */
export function routed(lead: Lead, territories: RuleSet<TerritoryConfig>, lifecycle: LifecycleRules): Lead {
  const stage = decideStage(null, lead, lifecycle, []).at(-1)?.to ?? lead.stage;
  return { ...lead, routing: { ...territoryFor(territories, attributesOf({ ...lead, stage })), state: 'waiting' } };
}
