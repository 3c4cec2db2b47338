import type { MailRequest, MailRequestOf } from '../../events/index.ts';
import { digest, type LeadId, refOf, refText, type SubmissionRef } from '../platform/ids.ts';
import { type Timer, timerIdFor } from '../timers/index.ts';

/** Makes what asks the gate for a mail about a lead; `about` holds the ids by which the mail's product finds the rest. */
export function mailRequest<Kind extends MailRequest['kind']>(
  kind: Kind,
  leadId: LeadId,
  about: Omit<MailRequestOf<Kind>, 'v' | 'kind' | 'leadId' | 'retry'>,
) {
  return { v: 1 as const, kind, leadId, ...about };
}

/** The timer that asks for the follow-up at `dueAt`; the same submission always gives the same timer. */
export function followUpTimer(leadId: LeadId, submission: SubmissionRef, dueAt: Date): Timer {
  return {
    timerId: timerIdFor('followUp', refText(submission)),
    dueAt: dueAt.toISOString(),
    queue: 'mail',
    message: mailRequest('followUp', leadId, refOf(submission)),
  };
}

/** The timer that asks for the welcome of somebody whom a list made known; the same row always gives the same timer. */
export function welcomeTimer(leadId: LeadId, submission: SubmissionRef, dueAt: string): Timer {
  return {
    timerId: timerIdFor('welcome', refText(submission)),
    dueAt,
    queue: 'mail',
    message: mailRequest('welcome', leadId, refOf(submission)),
  };
}

/** Stands before the digest of a post; no other name of a mail begins with it. */
const postMark = 'post-';

/** Names a mail about a post: by a digest, since a post's own id may be long and holds what no tag of SES takes. */
export function postName({ channel, sourceId, submissionId }: Readonly<Record<keyof SubmissionRef, string>>): string {
  return `${postMark}${digest(channel, sourceId, submissionId)}`;
}

/** Leaves out which post a mail is about: a digest that anybody can make would tell it to whoever guesses the post. */
export function withoutPostIn(mailId: string): string {
  const end = mailId.indexOf(`-${postMark}`);
  return end === -1 ? mailId : mailId.slice(0, end);
}
