import { deliversByMail, type Outcome, releaseOf, type Submission } from '../capture/index.ts';
import { contactOf } from '../identity/index.ts';
import { type LeadPost, putLeadPost } from '../leads/index.ts';
import { followUpTimer, welcomeTimer } from '../mail-requests/index.ts';
import type { Opportunity } from '../opportunities/index.ts';
import { addMs, daysMs } from '../platform/clock.ts';
import { type LeadId, refOf } from '../platform/ids.ts';
import { readUnitsOf } from '../platform/item-size.ts';
import type { WriteItem } from '../platform/table.ts';
import { putTimer } from '../timers/index.ts';
import type { Post } from './post.ts';
import { touchOf } from './rules-record.ts';

/** The service follow-up asks after two days whether somebody got in touch. */
const followUpAfterMs = 2 * daysMs;

/** Returns the item by which a post lies under its lead. */
export function postUnder(leadId: LeadId, relation: LeadPost['relation'], submission: Submission): WriteItem {
  const readUnits = readUnitsOf({ ...submission });
  return putLeadPost({ ...touchOf(submission), leadId, relation, ...(readUnits > 1 ? { readUnits } : {}) });
}

/** Returns what became of a post that belongs to a lead. */
export function outcomeOf(
  post: Post,
  leadId: LeadId,
  relation: 'created' | 'linked',
  opened: readonly Pick<Opportunity, 'opportunityId'>[] = [],
): Outcome {
  const { submission, form, hasValidToken, at } = post;
  const released = releaseOf(post.held);
  const mails = form?.welcomeMail ? {} : { mailsOff: true as const };
  return {
    kind: 'lead',
    ...refOf(submission),
    at: at.toISOString(),
    leadId,
    relation,
    hasValidToken,
    ...mails,
    ...(form && deliversByMail(form) ? { fileByMail: true as const } : {}),
    ...(opened.length > 0 ? { opened: opened.map(({ opportunityId }) => opportunityId) } : {}),
    ...(released ? { released } : {}),
  };
}

/** Returns the timer of the mail that thanks somebody whom a list made known, where whoever brought it asked for that: in the transaction that makes them a lead, so that it is set once. */
export function welcomeOfList(submission: Submission, leadId: LeadId): WriteItem[] {
  const { listed, fields } = submission;
  if (listed?.welcomeAt === undefined || contactOf(fields).email === null) return [];
  return [putTimer(welcomeTimer(leadId, refOf(submission), listed.welcomeAt))];
}

/** Returns the timer of the question whether somebody got in touch, where the form sends mails. */
export function followUp({ form, submission, at }: Post, leadId: LeadId): WriteItem[] {
  return form?.welcomeMail ? [putTimer(followUpTimer(leadId, refOf(submission), addMs(at, followUpAfterMs)))] : [];
}
