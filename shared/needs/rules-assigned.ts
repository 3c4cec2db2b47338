import type { RepId } from '../platform/ids.ts';
import type { Opportunity } from './record.ts';

type Holder = Pick<Opportunity, 'owner' | 'poolId'>;

/** Returns an open opportunity as it is after its subject went to a rep, or to nobody in a pool; the very same one where that is no news. */
export function assignedTo(opportunity: Opportunity, holder: Holder): Opportunity {
  const isKnown = holder.owner === opportunity.owner && holder.poolId === opportunity.poolId;
  // A closed one stays listed under whoever closed it.
  if (isKnown || opportunity.state !== 'open') return opportunity;
  return { ...heldBy(opportunity, holder), version: opportunity.version + 1 };
}

/** Returns an opportunity with whoever has it now; of one that nobody has, who had it last stays known. */
export function heldBy(opportunity: Opportunity, { owner, poolId }: Holder): Opportunity {
  const { lastOwner: _last, ...known } = opportunity;
  const last = owner === null ? lastHolder(opportunity) : null;
  return { ...known, owner, poolId, ...(last === null ? {} : { lastOwner: last }) };
}

/** Returns the rep who has an opportunity by its own copy, else the one who had it last. */
export function lastHolder({ owner, lastOwner }: Pick<Opportunity, 'owner' | 'lastOwner'>): RepId | null {
  return owner ?? lastOwner ?? null;
}
