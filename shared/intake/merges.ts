import { addPhoneSharer, type Identification } from '../identity/index.ts';
import { type Lead, type NotedPair, noteMergeCandidate } from '../leads/index.ts';
import { type LeadId, refOf } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import type { Held } from './find-person.ts';
import type { Post } from './post.ts';

/** Another lead that may be the same person, and why. */
export type MergeWith = NonNullable<Identification['mergeWith']>;

/** Lists who may be the person of a new lead: whoever has the number, and those for whom its address was proposed. */
export function mergesOf({ mergeWith }: Identification, { proposers }: Held): MergeWith[] {
  const byAddress = proposers.filter((leadId) => leadId !== mergeWith?.leadId);
  return [...(mergeWith ? [mergeWith] : []), ...byAddress.map((leadId): MergeWith => ({ leadId, reason: 'proposedAddress' }))];
}

/** Returns the writes by which a lead shares the posted number with whoever claims it. */
export function sharedPhone(lead: Lead, { claim }: Held): WriteItem[] {
  return claim ? addPhoneSharer(claim, lead.leadId, lead.nameKey) : [];
}

/** Notes a pair that a post shows to be one person perhaps. */
export function mergeOf({ submission, at }: Post, leadId: LeadId, { leadId: otherLeadId, reason }: MergeWith): NotedPair {
  return noteMergeCandidate(leadId, { otherLeadId, reason, submission: refOf(submission), at });
}
