import type { MailRequest } from '../../events/index.ts';
import type { DecisionId, EntryId, LeadId, SubjectId, SubmissionRef } from '../platform/ids.ts';
import { digest, MailId, refOf, refText } from '../platform/ids.ts';
import { type Timer, timerIdFor } from '../timers/index.ts';

/** Tells a rep that a lead, or something of it, is theirs, and by which decision. */
export function assignedNoticeMessage(leadId: LeadId, subject: SubjectId, decisionId: DecisionId): MailRequest {
  return { v: 1, kind: 'assignedNotice', leadId, subject, decisionId };
}

/** Tells the owner that a known person posted again. */
export function repeatNoticeMessage(leadId: LeadId, submission: SubmissionRef): MailRequest {
  return { v: 1, kind: 'repeatNotice', leadId, ...refOf(submission) };
}

/** Tells the owner that the lead became hot, by the timeline entry that says so: each rise is a mail of its own. */
export function hotNoticeMessage(leadId: LeadId, { entryId, at }: { readonly entryId: EntryId; readonly at: string }): MailRequest {
  return { v: 1, kind: 'hotNotice', leadId, entryId, at };
}

/** Thanks a person for the post and says what happens next. */
export function welcomeMessage(leadId: LeadId, submission: SubmissionRef): MailRequest {
  return { v: 1, kind: 'welcome', leadId, ...refOf(submission) };
}

/** Asks a person whether we reached them. */
export function followUpMessage(leadId: LeadId, submission: SubmissionRef): MailRequest {
  return { v: 1, kind: 'followUp', leadId, ...refOf(submission) };
}

/** The timer that asks for the follow-up at `dueAt`; the same submission always gives the same timer. */
export function followUpTimer(leadId: LeadId, submission: SubmissionRef, dueAt: Date): Timer {
  return {
    timerId: timerIdFor('followUp', refText(submission)),
    dueAt: dueAt.toISOString(),
    queue: 'mail',
    message: followUpMessage(leadId, submission),
  };
}

/**
 * Names the mail that a request asks for; the same request always names the same mail, which makes a second delivery harmless.
 * A post stands in it as a digest: its own id may be long, and holds what no tag of SES takes.
 */
export function mailIdOf(request: MailRequest): MailId {
  switch (request.kind) {
    case 'assignedNotice':
      return MailId.parse(`${request.kind}-${request.decisionId}`);
    case 'hotNotice':
      return MailId.parse(`${request.kind}-${request.entryId}`);
    case 'repeatNotice':
    case 'welcome':
    case 'followUp':
      return MailId.parse(`${request.kind}${postMark}${digest(request.channel, request.sourceId, request.submissionId)}`);
  }
}

/** Stands before the digest of a post; no kind and no other name holds it. */
const postMark = '-post-';

/** Leaves out which post a mail is about: a digest that anybody can make would tell it to whoever guesses the post. */
export function withoutPostIn(mailId: string): string {
  const end = mailId.indexOf(postMark);
  return end === -1 ? mailId : mailId.slice(0, end);
}

export type MailToLead = 'welcome' | 'followUp';

/** Whether a mail goes to the address in a post; the others are notices to our own people. */
export function isToLead(kind: MailRequest['kind']): kind is MailToLead {
  return kind === 'welcome' || kind === 'followUp';
}

/** Notices go over a queue of their own, because people wait for them. */
export const queueOf = (kind: MailRequest['kind']): 'notice' | 'mail' => (isToLead(kind) ? 'mail' : 'notice');
