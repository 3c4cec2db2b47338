import type { LeadId } from '../platform/ids.ts';
import type { Identification } from './rules-segments.ts';

/**
 * What a device may show to know of a lead: names of the questions that were answered on it, and nothing else. Anybody can post
 * anybody's address from a device of their own, before or after its owner: what the record learns elsewhere must not show there.
 */
export type Answered = readonly string[];
export type AnsweredByLead = ReadonlyMap<LeadId, Answered>;

/** More questions than forms ask over time; what is beyond is asked again. */
const maxNames = 40;

/** Adds what one more post answered. A union: order and repeats of posts make no difference. */
export function withAnswered(known: AnsweredByLead, leadId: LeadId, added: Answered): AnsweredByLead {
  const before = known.get(leadId) ?? [];
  if (added.length === 0) return known;
  return new Map([...known, [leadId, [...new Set([...before, ...added])].sort().slice(0, maxNames)]]);
}

/** Without the leads that are not identified on the device any more. */
export function stillAnswered(known: AnsweredByLead, identifications: readonly Identification[]): AnsweredByLead {
  const present = new Set(identifications.map(({ leadId }) => leadId));
  return new Map([...known].filter(([leadId]) => present.has(leadId)));
}
