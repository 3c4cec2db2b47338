import type { Change } from '../leads/index.ts';
import { type IdSource, type LeadId, VisitorId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { clockOffsetMs } from './beacon.ts';
import { putIdentity, type VisitorIdentity } from './identity-store.ts';
import { type NamedLeads, writeLinks } from './link-writes.ts';
import { type Answered, withAnswered } from './rules-answered.ts';
import { changedLinks } from './rules-links.ts';
import { type Identification, segmentsOf, withIdentification } from './rules-segments.ts';

/** What a post says of the device it came from; its times are on the scale of the visitor's events. */
export interface VisitorPost {
  readonly visitorId: VisitorId;
  /** When it was sent: the same for each delivery. */
  readonly at: string;
  readonly sessionStartedAt: string | null;
  /** The text that the person agreed to when they let us link; null when they did not. */
  readonly consentTextVersion: string | null;
}

/** What a post's page told of the device and the visit. */
export interface PostedVisit {
  readonly visitorId?: string | null | undefined;
  readonly sessionStartedAt?: string | undefined;
  readonly sentAt?: string | undefined;
}

/** What a post changes of whose history a device's is. */
export interface Linking {
  readonly writes: readonly WriteItem[];
  /** Whose part of the history changed: what was counted of it has to be counted anew. */
  readonly relinked: readonly LeadId[];
}

/** Brings a post onto the time scale of the visitor's events, which are corrected in the same way; null when it names no visitor. */
export function visitorPostOf(context: PostedVisit, receivedAt: string, consentTextVersion: string | null): VisitorPost | null {
  const visitorId = VisitorId.safeParse(context.visitorId).data;
  if (visitorId === undefined) return null;
  const { sentAt, sessionStartedAt } = context;
  const sentMs = Date.parse(sentAt ?? receivedAt);
  const offsetMs = clockOffsetMs(sentMs, Date.parse(receivedAt));
  const corrected = (ms: number) => new Date(ms + offsetMs).toISOString();
  return {
    visitorId,
    at: corrected(sentMs),
    sessionStartedAt: sessionStartedAt === undefined ? null : corrected(Date.parse(sessionStartedAt)),
    consentTextVersion,
  };
}

/**
 * The writes that give the visitor's history since its last other identity to the lead, for the transaction of the post; none when
 * the post changes nothing. Nothing of the history is read or copied, so beacons may come before, during or after.
 * `others`: the leads that `weakHolder` names.
 */
export function linkVisitor(
  before: VisitorIdentity,
  post: VisitorPost,
  change: Change,
  others: NamedLeads,
  ids: Pick<IdSource, 'entryId'>,
  answered: Answered = [],
): Linking {
  const added = identificationOf(before, post, change);
  const identifications = added && withIdentification(before.identifications, added);
  if (!identifications) return { writes: [], relinked: [] };
  const links = changedLinks(before.visitorId, before.identifications, identifications);
  // Only ever of a lead that is linked: whoever did not agree leaves no answers on the device either.
  const told = added.leadId === null ? before.answered : withAnswered(before.answered, added.leadId, answered);
  return {
    writes: [
      putIdentity(before, identifications, { answered: told }),
      ...writeLinks(links, { named: change.leadId, change }, others, 'superseded', ids),
    ],
    relinked: links.map(({ after }) => after.leadId),
  };
}

/** Without consent nothing is linked; but where the device has been somebody else's, or is only thought to be somebody's, that ends. */
function identificationOf(before: VisitorIdentity, post: VisitorPost, { leadId }: Change): Identification | null {
  const { at, sessionStartedAt, consentTextVersion } = post;
  if (consentTextVersion !== null) return { at, leadId, sessionStartedAt, consentTextVersion };
  const current = segmentsOf(before.identifications).at(-1);
  if (!current || current.leadId === null || (current.leadId === leadId && !current.weak)) return null;
  return { at, leadId: null, sessionStartedAt, consentTextVersion };
}
