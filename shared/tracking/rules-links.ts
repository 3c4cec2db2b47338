import type { LeadId, VisitorId } from '../platform/ids.ts';
import type { LinkedSegment, VisitorLink } from './identity-store.ts';
import { type Identification, segmentsOf } from './rules-segments.ts';

/** What the leads have of a visitor, by lead: it follows from the identifications alone. */
export function linksOf(visitorId: VisitorId, identifications: readonly Identification[]): Map<LeadId, VisitorLink> {
  const parts = new Map<LeadId, LinkedSegment[]>();
  const segments = segmentsOf(identifications);
  for (const { leadId, number, from, to, at, consentTextVersion } of segments) {
    // Who did not agree has a part of the history, so that nobody else gets it, and no link.
    if (leadId === null) continue;
    parts.set(leadId, [...(parts.get(leadId) ?? []), { segment: number, from, to, at, consentTextVersion }]);
  }
  const [mail] = segments.filter(({ weak }) => weak);
  const mark = mail ? { weak: true as const, ...(mail.mailOf && { mailOf: mail.mailOf }) } : {};
  return new Map([...parts].map(([leadId, segments]) => [leadId, { leadId, visitorId, segments, ...mark }]));
}

/** What becomes of a lead's link; without any segment it is to go. */
export interface LinkChange {
  readonly before: VisitorLink | undefined;
  readonly after: VisitorLink;
}

/** The links that have to be written when identifications change; that of a lead which has no part any more comes with none. */
export function changedLinks(visitorId: VisitorId, before: readonly Identification[], after: readonly Identification[]): LinkChange[] {
  const [old, fresh] = [linksOf(visitorId, before), linksOf(visitorId, after)];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((leadId) => ({ before: old.get(leadId), after: fresh.get(leadId) ?? { leadId, visitorId, segments: [] } }))
    .filter((link) => JSON.stringify(link.before) !== JSON.stringify(link.after));
}
