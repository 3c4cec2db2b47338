import { readSubmissions } from '../capture/index.ts';
import { humans, type MailEngagements, readEngagements } from '../engagement/index.ts';
import { readTimeline, type TimelineEntry } from '../leads/index.ts';
import { secondsMs } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { type LeadId, refOf, SubmissionRef } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type LinkedSignal, readLeadSignals } from '../tracking/index.ts';
import type { Evidence } from './evidence.ts';

/** What a lead did, and what became of it. */
export interface LeadHistory {
  readonly evidence: readonly Evidence[];
  /** The whole timeline, newest first. */
  readonly entries: readonly TimelineEntry[];
}

/** Everything a lead did that rules may count, from where it lies: posts by its timeline, visits by its links, mails under the lead. */
export async function gatherEvidence(table: Table, leadId: LeadId, now: Date): Promise<readonly Evidence[]> {
  return (await gatherHistory(table, leadId, now)).evidence;
}

/** @throws CorruptItemError when a part of the history cannot be read. */
export async function gatherHistory(table: Table, leadId: LeadId, now: Date): Promise<LeadHistory> {
  const [signals, entries, mails] = await Promise.all([
    readLeadSignals(table, leadId, now),
    readEntries(table, leadId),
    readEngagements(table, leadId),
  ]);
  const posts = await evidenceOfPosts(table, postsIn(entries));
  return { evidence: [...signals.map(evidenceOfSignal), ...posts, ...mails.flatMap(evidenceOfMail)], entries };
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
  post: SubmissionRef & { readonly receivedAt: string; readonly fields: Readonly<Record<string, string>> },
): Evidence {
  return { kind: 'submission', at: Math.floor(Date.parse(post.receivedAt) / secondsMs), ...refOf(post), fields: post.fields };
}

const entriesPerPage = 100;

async function readEntries(table: Table, leadId: LeadId): Promise<TimelineEntry[]> {
  const all: TimelineEntry[] = [];
  let before: string | undefined;
  do {
    const { entries, next } = await readTimeline(table, leadId, {
      limit: entriesPerPage,
      consistent: true,
      ...(before === undefined ? {} : { before }),
    });
    all.push(...entries);
    before = next;
  } while (before !== undefined);
  return all;
}

/** The posts that made the lead or were linked to it: its timeline names each. */
function postsIn(entries: readonly TimelineEntry[]): SubmissionRef[] {
  return entries.flatMap(({ type, data }) => {
    if (type !== 'lead.created' && type !== 'submission.linked') return [];
    const ref = SubmissionRef.safeParse(data.submission);
    if (!ref.success) throw new CorruptItemError('a timeline entry does not name its submission');
    return [ref.data];
  });
}
