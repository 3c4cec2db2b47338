import type { Lead } from '../leads/record.ts';
import type { Opportunity } from '../needs/index.ts';
import { leadSubject } from '../platform/ids.ts';
import type { AssignedTo } from './rules-open.ts';

type Owned = Pick<Lead, 'owner' | 'routing'>;

/** Returns what an opportunity copies of a lead with which it is assigned. */
export function assignedWithLead({ owner, routing }: Owned): AssignedTo {
  return { subject: leadSubject, owner: owner?.repId ?? null, poolId: owner?.poolId ?? routing?.poolId ?? null };
}

/** Returns under whom boards list an opportunity: a closed one stays with whose sale it was. */
export function listedWith(opportunity: Opportunity, lead: Owned): Pick<Opportunity, 'owner' | 'poolId'> {
  const { closed, poolId } = opportunity;
  return closed ? { owner: closed.repId, poolId } : holderOf(opportunity, lead);
}

/** Returns who has an opportunity now: what it copies of its lead may lag behind. */
export function holderOf(opportunity: Opportunity, lead: Owned): Pick<Opportunity, 'owner' | 'poolId'> {
  return opportunity.subject === leadSubject ? assignedWithLead(lead) : opportunity;
}
