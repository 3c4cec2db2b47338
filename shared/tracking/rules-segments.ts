import { daysMs } from '../platform/clock.ts';
import type { LeadId } from '../platform/ids.ts';

/** Somebody said on this device who they are. */
export interface Identification {
  /** When the post was received; with the lead it names the identification, so a repeat of it changes nothing. */
  readonly at: string;
  /** Null: somebody who did not agree to be linked. It is not kept who, only that what follows is not the earlier person's. */
  readonly leadId: LeadId | null;
  /** When the visit began in which it happened; null when the page did not say. */
  readonly sessionStartedAt: string | null;
  /** The consent text that allows the link; null without a link. */
  readonly consentTextVersion: string | null;
  /** By a link in our mail, which may have been passed on: it counts only while nobody has said themselves who they are. */
  readonly weak?: true;
  /** Of a weak one: to which record of the person the mail was written, where that is another than the lead. @default - the lead */
  readonly mailOf?: LeadId;
}

/** The part of a visitor's history that belongs to one identity: `from` ≤ time < `to`; null is open. */
export interface Segment {
  readonly number: number;
  readonly leadId: LeadId | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Of the identification that opened it. */
  readonly at: string;
  readonly consentTextVersion: string | null;
  readonly weak?: true;
  readonly mailOf?: LeadId;
}

/** From so many identifications on, those that no boundary hangs on are forgotten: the item stays within 1 KB for nearly everybody. */
const keptWhole = 8;
/** But none that a post could still fall beside which is this late: queues hold one back for an hour at most, after an outage for some. */
const latestMs = daysMs;
/** So many changes of hands are a shared terminal: its history is no one person's. */
export const maxIdentifications = 50;
/** Weak ones are kept of so many leads: of each the earliest. */
export const maxWeakLeads = 4;

const order = (a: Identification, b: Identification) =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : (a.leadId ?? '') < (b.leadId ?? '') ? -1 : (a.leadId ?? '') > (b.leadId ?? '') ? 1 : 0;

/** The visit may be dated by a clock that runs fast: a post is never before its own visit. No visit known: only what follows is sure. */
const visitOf = ({ at, sessionStartedAt }: Identification) => (sessionStartedAt !== null && sessionStartedAt < at ? sessionStartedAt : at);

const later = (a: string, b: string) => (a > b ? a : b);

/**
 * Whose each moment of a visitor's history is; hangs on the set of identifications, not on the order in which they became known.
 *
 * What a device shows is only who posted when. So "whose" means, at the border between A, who posted last at t1, and B, who posts at t2:
 * - a visit belongs to the person who posts in it: B's part begins where B's visit began, not where B posted;
 * - unless A posted in that same visit: then the keyboard changed hands, and what follows A's last post is B's;
 * - visits after A's post in which nobody posts are A's, because nobody else is known to have come;
 * - what lies before the first post is of the first who posts.
 *
 * A link in a mail says less than a post: who opens it may have it from the person it was sent to. So where nobody has posted, all is
 * of the lead whose link was opened first, weakly; and one post, before or after, by whomever, ends that for good.
 */
export function segmentsOf(identifications: readonly Identification[]): Segment[] {
  const posts = identifications.filter(({ weak }) => !weak).toSorted(order);
  return posts.length > 0 ? segmentsOfPosts(posts) : segmentOfMail(identifications);
}

function segmentOfMail(identifications: readonly Identification[]): Segment[] {
  const [earliest] = identifications.toSorted(order);
  if (!earliest) return [];
  const { leadId, at, consentTextVersion, mailOf } = earliest;
  return [{ number: 1, leadId, from: null, to: null, at, consentTextVersion, weak: true, ...(mailOf && { mailOf }) }];
}

function segmentsOfPosts(sorted: readonly Identification[]): Segment[] {
  const segments: Segment[] = [];
  let lastAt = '';
  for (const identification of sorted) {
    const { leadId, at, consentTextVersion } = identification;
    const open = segments.at(-1);
    if (!open) {
      segments.push({ number: 1, leadId, from: null, to: null, at, consentTextVersion });
    } else if (open.leadId !== leadId) {
      const boundary = later(lastAt, visitOf(identification));
      segments[segments.length - 1] = { ...open, to: boundary };
      segments.push({ number: open.number + 1, leadId, from: boundary, to: null, at, consentTextVersion });
    }
    lastAt = at;
  }
  return segments;
}

/** The one segment that a moment of the history falls into; undefined only for a visitor without any identification. */
export function segmentAt(segments: readonly Segment[], time: string): Segment | undefined {
  return segments.find(({ from, to }) => (from === null || time >= from) && (to === null || time < to));
}

/** Adds one identification. @returns null when that changes nothing. A device too shared to tell anybody's history ends with nobody's part. */
export function withIdentification(known: readonly Identification[], added: Identification): Identification[] | null {
  const [posts, mails] = [known.filter(({ weak }) => !weak), known.filter(({ weak }) => weak)];
  const isOwn = ({ leadId }: Identification) => leadId === added.leadId;
  if (added.weak) {
    // Of a lead who posted a mail tells nothing: what undoes the posts undoes the mail.
    const changed = posts.some(isOwn) ? null : withMail(mails, added);
    return changed && [...posts, ...changed];
  }
  const changed = withPost(posts, added);
  return changed && [...changed, ...mails.filter((one) => !isOwn(one))];
}

function withPost(known: readonly Identification[], added: Identification): Identification[] | null {
  if (known.some((one) => order(one, added) === 0)) return null;
  const all = [...known, added].toSorted(order);
  const kept = all.length > keptWhole ? withoutRepeats(all) : all;
  if (kept.length <= maxIdentifications) return kept;
  return known.length > maxIdentifications ? null : [...known, { ...added, leadId: null, consentTextVersion: null }];
}

/** Of each lead the earliest, and of those the earliest: what is left out could only have counted after all that is kept were undone. */
function withMail(known: readonly Identification[], added: Identification): Identification[] | null {
  const own = known.find(({ leadId }) => leadId === added.leadId);
  if (own && own.at <= added.at) return null;
  const kept = [...known.filter((one) => one !== own), added].toSorted(order).slice(0, maxWeakLeads);
  return kept.includes(added) ? kept : null;
}

/** Of a person's posts in a row only the first and the last set a boundary. */
function withoutRepeats(sorted: readonly Identification[]): Identification[] {
  const settled = new Date(Date.parse(sorted.at(-1)?.at ?? '') - latestMs).toISOString();
  return sorted.filter(({ leadId }, index) => {
    const next = sorted[index + 1];
    return sorted[index - 1]?.leadId !== leadId || next?.leadId !== leadId || next.at >= settled;
  });
}
