import { readSubmissions } from '../capture/index.ts';
import { readTimeline } from '../leads/index.ts';
import { secondsMs } from '../platform/clock.ts';
import { type FormId, type LeadId, type SubmissionId, SubmissionRef } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type LinkedSignal, readLeadSignals } from '../tracking/index.ts';
import type { Evidence } from './evidence.ts';

/** Everything a lead did that rules may count, from where it lies: posts by its timeline, visits by its links. */
export async function gatherEvidence(table: Table, leadId: LeadId, now: Date): Promise<Evidence[]> {
  const [signals, refs] = await Promise.all([readLeadSignals(table, leadId, now), postsOf(table, leadId)]);
  return [...signals.map(evidenceOfSignal), ...(await evidenceOfPosts(table, refs))];
}

export function evidenceOfSignal({ type, about, at, visitorId }: LinkedSignal): Evidence {
  return { kind: 'signal', at, signal: type, about, visitorId };
}

/** Posts that are gone (erased, or beyond their time to live) are no evidence any more. */
export async function evidenceOfPosts(table: Table, refs: readonly SubmissionRef[]): Promise<Evidence[]> {
  const posts = await readSubmissions(table, refs);
  return posts.map(evidenceOfPost);
}

export function evidenceOfPost(post: {
  readonly formId: FormId;
  readonly submissionId: SubmissionId;
  readonly receivedAt: string;
  readonly fields: Readonly<Record<string, string>>;
}): Evidence {
  const { formId, submissionId, receivedAt, fields } = post;
  return { kind: 'submission', at: Math.floor(Date.parse(receivedAt) / secondsMs), formId, submissionId, fields };
}

const entriesPerPage = 100;

/** The posts that made the lead or were linked to it: its timeline names each. */
async function postsOf(table: Table, leadId: LeadId): Promise<SubmissionRef[]> {
  const refs: SubmissionRef[] = [];
  let before: string | undefined;
  do {
    const { entries, next } = await readTimeline(table, leadId, {
      limit: entriesPerPage,
      consistent: true,
      ...(before === undefined ? {} : { before }),
    });
    for (const { type, data } of entries) {
      if (type !== 'lead.created' && type !== 'submission.linked') continue;
      refs.push(SubmissionRef.parse(data.submission));
    }
    before = next;
  } while (before !== undefined);
  return refs;
}
