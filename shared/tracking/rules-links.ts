import type { LeadId, VisitorId } from '../platform/ids.ts';
import type { LinkedSegment, VisitorLink } from './identity-store.ts';
import { type Identification, segmentsOf } from './rules-segments.ts';

/** What the leads have of a visitor, by lead: it follows from the identifications alone. */
export function linksOf(visitorId: VisitorId, identifications: readonly Identification[]): Map<LeadId, VisitorLink> {
  const parts = new Map<LeadId, LinkedSegment[]>();
  for (const { leadId, number, from, to, at, consentTextVersion } of segmentsOf(identifications)) {
    // Who did not agree has a part of the history, so that nobody else gets it, and no link.
    if (leadId === null) continue;
    parts.set(leadId, [...(parts.get(leadId) ?? []), { segment: number, from, to, at, consentTextVersion }]);
  }
  return new Map([...parts].map(([leadId, segments]) => [leadId, { leadId, visitorId, segments }]));
}

/** The links that have to be written when identifications change; that of a lead which has no part any more comes with none. */
export function changedLinks(
  visitorId: VisitorId,
  before: readonly Identification[],
  after: readonly Identification[],
): { readonly before: VisitorLink | undefined; readonly after: VisitorLink }[] {
  const [old, fresh] = [linksOf(visitorId, before), linksOf(visitorId, after)];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((leadId) => ({ before: old.get(leadId), after: fresh.get(leadId) ?? { leadId, visitorId, segments: [] } }))
    .filter((link) => JSON.stringify(link.before) !== JSON.stringify(link.after));
}
