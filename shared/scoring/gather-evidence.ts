import { readSubmissions } from '../capture/index.ts';
import { humans, type MailEngagements, readEngagements } from '../engagement/index.ts';
import { type PastOfLead, partitionsOf, readCountedPosts, readPastOfLead, type WholeLead } from '../leads/index.ts';
import { secondsMs } from '../platform/clock.ts';
import { type LeadId, refOf, type SubmissionRef, type VisitorId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type LinkedSignal, readLeadSignals } from '../tracking/index.ts';
import type { Evidence } from './evidence.ts';

/** What a lead did, what became of it, and what was known of it when. */
export interface LeadHistory extends Omit<PastOfLead, 'posts'> {
  readonly evidence: readonly Evidence[];
}

/**
 * Everything a lead did that rules may count, from where it lies: posts, visits by its links, mails. `onMore`: told of each device that
 * has more visits than are counted one by one.
 */
export async function gatherEvidence(
  table: Table,
  leadId: LeadId,
  now: Date,
  onMore?: (visitorId: VisitorId) => void,
): Promise<readonly Evidence[]> {
  return evidenceOf(table, leadId, now, await readCountedPosts(table, leadId), onMore);
}

/** Everything that a lead and its members did and rules may count. */
export async function evidenceOfLead(table: Table, lead: WholeLead, now: Date): Promise<readonly Evidence[]> {
  return (await Promise.all(partitionsOf(lead).map((leadId) => gatherEvidence(table, leadId, now)))).flat();
}

/** @throws CorruptItemError when a part of the history cannot be read. */
export async function gatherHistory(table: Table, lead: WholeLead, now: Date): Promise<LeadHistory> {
  const [own, ...others] = await Promise.all(partitionsOf(lead).map((leadId) => historyUnder(table, leadId, now)));
  if (!own) throw new TypeError('a lead lies at least under its own id');
  const evidence = [own, ...others].flatMap((history) => history.evidence);
  const entries = [own, ...others].flatMap((history) => history.entries);
  return { ...own, evidence, entries: others.length > 0 ? entries.sort((one, other) => (one.at < other.at ? -1 : 1)) : entries };
}

async function historyUnder(table: Table, leadId: LeadId, now: Date): Promise<LeadHistory> {
  const { posts, ...past } = await readPastOfLead(table, leadId);
  return { ...past, evidence: await evidenceOf(table, leadId, now, posts) };
}

async function evidenceOf(
  table: Table,
  leadId: LeadId,
  now: Date,
  refs: readonly SubmissionRef[],
  onMore?: (visitorId: VisitorId) => void,
): Promise<readonly Evidence[]> {
  const [posts, signals, mails] = await Promise.all([
    evidenceOfPosts(table, refs),
    readLeadSignals(table, leadId, now, onMore),
    readEngagements(table, leadId),
  ]);
  return [...signals.map(evidenceOfSignal), ...posts, ...mails.flatMap(evidenceOfMail)];
}

/** Of the opens and clicks in a mail only what a human did is evidence. */
export function evidenceOfMail(mail: MailEngagements): Evidence[] {
  return humans(mail).map(({ at, action }) => ({ kind: 'mail', at, action, mailId: mail.mailId }));
}

export function evidenceOfSignal({ type, about, at, visitorId }: LinkedSignal): Evidence {
  return { kind: 'signal', at, signal: type, about, visitorId };
}

/** Posts that are gone (erased, or beyond their time to live) are no evidence any more. */
export async function evidenceOfPosts(table: Table, refs: readonly SubmissionRef[]): Promise<Evidence[]> {
  const posts = await readSubmissions(table, refs);
  return posts.map(evidenceOfPost);
}

export function evidenceOfPost(
  post: SubmissionRef & {
    readonly receivedAt: string;
    readonly happenedAt?: string;
    readonly fields: Readonly<Record<string, string>>;
  },
): Evidence {
  const at = Math.floor(Date.parse(post.happenedAt ?? post.receivedAt) / secondsMs);
  return { kind: 'submission', at, ...refOf(post), fields: post.fields };
}
