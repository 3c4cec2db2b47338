import { visitorLinked } from '../../events/index.ts';
import { type Change, putTimelineEntry, timelineEntry } from '../leads/index.ts';
import type { IdSource, VisitorId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { putIdentity, putLink, type VisitorIdentity } from './identity-store.ts';
import { changedLinks } from './rules-links.ts';
import { type Identification, segmentsOf, withIdentification } from './rules-segments.ts';

/** What a post says of the device it came from. */
export interface VisitorPost {
  readonly visitorId: VisitorId;
  /** When it was received: the same for each delivery. */
  readonly at: string;
  readonly sessionStartedAt: string | null;
  /** The text that the person agreed to when they let us link; null when they did not. */
  readonly consentTextVersion: string | null;
}

/**
 * The writes that give the visitor's history since its last other identity to the lead, for the transaction of the post; none when
 * the post changes nothing. Nothing of the history is read or copied, so beacons may come before, during or after.
 */
export function linkVisitor(before: VisitorIdentity, post: VisitorPost, change: Change, ids: Pick<IdSource, 'entryId'>): WriteItem[] {
  const added = identificationOf(before, post, change);
  const identifications = added && withIdentification(before.identifications, added);
  if (!identifications) return [];
  const links = changedLinks(before.visitorId, before.identifications, identifications);
  const writes = [putIdentity(before, identifications), ...links.map((link) => putLink(link.after))];
  const own = links.find(({ after }) => after.leadId === change.leadId);
  const known = new Set(own?.before?.segments.map(({ at }) => at));
  const [news] = own?.after.segments.filter(({ at }) => !known.has(at)) ?? [];
  if (own && news && own.after.segments.length > known.size) {
    const data = { visitorId: before.visitorId, segment: news.segment };
    writes.push(putTimelineEntry(timelineEntry(visitorLinked, change, data, ids)));
  }
  return writes;
}

/** Without consent nothing is linked; but where the device has been somebody else's, their part ends. */
function identificationOf(before: VisitorIdentity, post: VisitorPost, { leadId }: Change): Identification | null {
  const { at, sessionStartedAt, consentTextVersion } = post;
  if (consentTextVersion !== null) return { at, leadId, sessionStartedAt, consentTextVersion };
  const current = segmentsOf(before.identifications).at(-1);
  if (!current || current.leadId === leadId || current.leadId === null) return null;
  return { at, leadId: null, sessionStartedAt, consentTextVersion };
}
