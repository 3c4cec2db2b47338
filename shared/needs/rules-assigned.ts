import type { Opportunity } from './record.ts';

/** Returns an open opportunity as it is after its subject went to a rep, or to nobody in a pool; the very same one where that is no news. */
export function assignedTo(opportunity: Opportunity, { owner, poolId }: Pick<Opportunity, 'owner' | 'poolId'>): Opportunity {
  const isKnown = owner === opportunity.owner && poolId === opportunity.poolId;
  // A closed one stays listed under whoever closed it.
  if (isKnown || opportunity.state !== 'open') return opportunity;
  return { ...opportunity, owner, poolId, version: opportunity.version + 1 };
}
