import type { AssignCause } from '../../events/index.ts';
import { type Fields, noFields } from '../fields/index.ts';
import type { Opportunity } from '../needs/index.ts';
import { leadOfSubject, type PoolId, type SubjectId } from '../platform/ids.ts';
import { territoryFor } from './decide.ts';
import type { RoutingRules, TerritoryRules } from './rules.ts';
import type { RoutedLead } from './rules-asked.ts';
import type { RoutingFacts } from './rules-facts.ts';
import { attributesOf, type RoutableLead } from './rules-territory.ts';
import type { TerritoryAttributes } from './territory-conditions.ts';

/** A pool is asked for somebody. */
export interface Matter {
  readonly lead: RoutedLead;
  readonly subject: SubjectId;
  readonly cause: AssignCause;
  readonly poolId: PoolId;
}

/** Returns what the pool that was asked has to know of a lead. */
export function factsOfLead({ lead, subject, cause, poolId }: Matter, { fields }: Pick<RoutingRules, 'fields'>): RoutingFacts {
  const standing = lead.routing;
  return {
    leadId: lead.leadId,
    subject,
    cause,
    attributes: attributesOf(lead, fields ?? noFields),
    regionReason: lead.region.reason,
    standing,
    handedTo: poolId === standing.poolId ? null : poolId,
  };
}

/** Returns the same of a need with a subject of its own: its product alone counts, the territory is that of the rules as they are, and it lies under the lead that it was opened for. */
export function factsOfNeed(
  { lead, subject, cause, poolId }: Matter,
  { product }: Pick<Opportunity, 'product'>,
  { territories, fields }: TerritoryRules,
): RoutingFacts {
  const attributes = attributesOfNeed(lead, product, fields ?? noFields);
  const territory = territoryFor(territories, attributes);
  const handedTo = poolId === territory.poolId ? null : poolId;
  const leadId = leadOfSubject(lead.leadId, subject);
  return { leadId, subject, cause, attributes, regionReason: lead.region.reason, standing: null, handedTo };
}

/** Returns the pool that looks for a rep for a need that nobody has: that of the territory of its product, whoever else could take it last. */
export function poolOfNeed(lead: RoutableLead, { product }: Pick<Opportunity, 'product'>, { territories, fields }: TerritoryRules): PoolId {
  return territoryFor(territories, attributesOfNeed(lead, product, fields ?? noFields)).poolId;
}

/** Returns what one need of a lead has of each attribute that a territory may name. */
export function attributesOfNeed(lead: RoutableLead, product: string | null, fields: Fields): TerritoryAttributes {
  return attributesOf({ ...lead, products: product === null ? [] : [product] }, fields);
}
