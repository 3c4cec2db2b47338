import {
  type Engagement,
  type Grade,
  type GradedEngagement,
  hiddenLink,
  type MailEngagements,
  type Reason,
  type Verdict,
} from './record.ts';
import { gradeEngagements } from './rules-grade.ts';

/** A mail keeps this many engagements: more than a person makes of one, and an item of some kilobytes. */
export const maxEngagements = 50;
/** Beyond it nobody counts, so that somebody who loads a picture for ever costs nothing. */
export const maxDropped = 1_000;

/** Adds what is not known yet. The same engagements give the same mail, in whatever order and grouping, and however often they come. */
export function withEngagements(mail: MailEngagements, added: readonly Engagement[]): MailEngagements {
  const known = new Set(mail.engagements.map(({ id }) => id));
  const news = [...new Map(added.map((one) => [one.id, one])).values()].filter(({ id }) => !known.has(id));
  if (news.length === 0) return mail;
  const all: Engagement[] = [...mail.engagements, ...news].sort(byWeight);
  const kept = all.slice(0, maxEngagements);
  const dropped = Math.min(maxDropped, mail.dropped + all.length - kept.length);
  const isNew = dropped !== mail.dropped || kept.some(({ id }) => !known.has(id));
  return isNew ? graded({ ...mail, dropped }, kept) : mail;
}

/** How many links the mail has, once somebody says. */
export function withLinks(mail: MailEngagements, links: number | null): MailEngagements {
  return links === null || links <= (mail.links ?? 0) ? mail : graded({ ...mail, links });
}

/** The mail came late, so what looked late may have been at once. */
export function withDelivery(mail: MailEngagements, deliveredAt: number): MailEngagements {
  return deliveredAt <= (mail.deliveredAt ?? mail.sentAt) ? mail : graded({ ...mail, deliveredAt });
}

/** How long after a click its visit begins; a visitor's clock is believed up to two minutes off (shared/tracking). */
const visitSeconds = { before: 120, after: 600 } as const;
/** Whoever was on the site already did not come by the click. */
const absentSeconds = 1_800;

/** When the pages of one device, or of one visit on it, were looked at: epoch seconds. */
export type Views = readonly number[];

/** Whether a visit of the person began with a click. */
export function beganVisit(at: number, visits: readonly Views[]): boolean {
  const earliest = at - visitSeconds.before;
  return visits.some(
    (views) =>
      views.some((view) => view >= earliest && view <= at + visitSeconds.after) &&
      !views.some((view) => view < earliest && view >= earliest - absentSeconds),
  );
}

/** Notes the clicks that visits prove; what others proved stays. */
export function withVisits(mail: MailEngagements, visits: readonly Views[]): MailEngagements {
  return visited(mail, (one) => one.isVisited || beganVisit(one.at, visits));
}

/** Whether visits prove a click that nobody proved yet. */
export const mayProve = (mail: MailEngagements, visits: readonly Views[]): boolean => withVisits(mail, visits) !== mail;

/** Notes the clicks that all visits of the person prove, and only those: a device may turn out to be somebody else's. */
export function withVisitsAnew(mail: MailEngagements, visits: readonly Views[]): MailEngagements {
  return visited(mail, ({ at }) => beganVisit(at, visits));
}

function visited(mail: MailEngagements, isProved: (one: Engagement) => boolean): MailEngagements {
  const engagements = mail.engagements.map((one) => {
    const isVisited = one.action === 'click' && one.link !== hiddenLink && isProved(one);
    return isVisited === one.isVisited ? one : { ...one, isVisited };
  });
  return engagements.some((one, index) => one !== mail.engagements[index]) ? graded(mail, engagements) : mail;
}

/** What somebody says of engagements; null leaves them to the rules again. A rule's word never replaces a person's. */
export function withVerdict(mail: MailEngagements, ids: ReadonlySet<string>, verdict: Verdict | null, by: Verdict['by']): MailEngagements {
  const engagements = mail.engagements.map((one) => {
    const isSaid = one.verdict?.grade === verdict?.grade && (one.verdict === null || one.verdict.by.kind === by.kind);
    if (!ids.has(one.id) || isSaid) return one;
    if (by.kind === 'system' && one.verdict && one.verdict.by.kind !== 'system') return one;
    return { ...one, verdict };
  });
  return engagements.some((one, index) => one !== mail.engagements[index]) ? graded(mail, engagements) : mail;
}

/** Engagements that changed their grade in the same way for the same reason. */
export interface Regrading {
  readonly engagementIds: readonly string[];
  readonly from: Grade;
  readonly to: Grade;
  readonly reason: Reason;
}

/** What counts no longer, or counts now, of what was there before: the rest nobody can have acted on. */
export function regradings(before: MailEngagements, after: MailEngagements): Regrading[] {
  const old = new Map(before.engagements.map((one) => [one.id, one.grade]));
  const changed = after.engagements.flatMap(({ id, grade, reasons }) => {
    const from = old.get(id);
    if (from === undefined || from === grade || (from !== 'human' && grade !== 'human')) return [];
    return [{ id, from, to: grade, reason: reasons[0] ?? 'plain' }];
  });
  return [...Map.groupBy(changed, ({ from, to, reason }) => `${from} ${to} ${reason}`).values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ engagementIds: same.map(({ id }) => id), from: first.from, to: first.to, reason: first.reason }] : [];
  });
}

/** The engagements that count. */
export const humans = ({ engagements }: Pick<MailEngagements, 'engagements'>): GradedEngagement[] =>
  engagements.filter(({ grade }) => grade === 'human');

function graded(mail: MailEngagements, engagements: readonly Engagement[] = mail.engagements): MailEngagements {
  return { ...mail, engagements: gradeEngagements(engagements, mail) };
}

/** What proves most is kept: the hidden link, then clicks, then opens, and of each the first. */
const weightOf = ({ action, link }: Engagement): number => (link === hiddenLink ? 0 : action === 'click' ? 1 : 2);
const byWeight = (one: Engagement, other: Engagement): number =>
  weightOf(one) - weightOf(other) || one.at - other.at || (one.id < other.id ? -1 : 1);
