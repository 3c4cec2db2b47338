import type { MailRequest } from '../../events/index.ts';
import type { FormConfig } from '../capture/form-config.ts';
import type { Lead } from '../leads/index.ts';
import { type MailToLead, mailIdOf } from '../mail-requests/index.ts';
import { hoursMs, minutesMs } from '../platform/clock.ts';
import { assertNever } from '../platform/errors.ts';
import type { RepConfig } from '../routing/rep-config.ts';
import type { AddressProblem } from './address-problem.ts';
import type { AddressState, MailAudience, MailboxState, MailFailure } from './record.ts';
import { afterQuietHours } from './rules-quiet.ts';
import type { Submitter } from './submitter.ts';

/** What is known when a mail is asked for. */
export interface MailFacts {
  readonly lead: Lead | undefined;
  /** The owner as configured; a rep may be gone from the configuration. */
  readonly owner: RepConfig | undefined;
  readonly form: FormConfig | undefined;
  /** Who the post says to have written it; undefined when the post is gone. */
  readonly submitter: Submitter | undefined;
  /** The post came with a form that somebody was shown; undefined where the form's configuration does not ask. */
  readonly hasValidToken: boolean | undefined;
  readonly address: AddressState;
  /** Of the mailbox behind the address. */
  readonly mailbox: MailboxState;
  readonly addressProblem: AddressProblem | null;
  /** When the owner last heard of this form's repeats, and by which mail. */
  readonly told: { readonly at: string; readonly mailId: string } | undefined;
  /** The change by which the lead became hot, as its entry tells it: who owned the lead then. */
  readonly rise: { readonly repId: string | null } | undefined;
  readonly timeZone: string;
}

export type SkipReason =
  | 'leadGone'
  | 'ownerChanged'
  | 'noOwner'
  | 'ownerJustGotIt'
  | 'ownerToldLately'
  | 'notHotAnyMore'
  | 'changeGone'
  | 'toldWithAssignment'
  | 'mailOff'
  | 'withoutToken'
  | AddressProblem
  | 'postGone'
  | 'noEmail'
  | 'writtenLately'
  | 'movedOn';

export type MailPlan =
  | { readonly act: 'send'; readonly audience: MailAudience; readonly to: string; readonly lead: Lead }
  | { readonly act: 'fail'; readonly audience: MailAudience; readonly reason: MailFailure; readonly lead: Lead }
  /** Nothing to do and nothing to tell. */
  | { readonly act: 'skip'; readonly why: SkipReason }
  | { readonly act: 'postpone'; readonly until: Date };

/** One welcome, and one follow-up, per mailbox in this time, over all forms: a form must not become a way to bomb a stranger's mailbox. */
export const mailboxPauseMs = 24 * hoursMs;
/** The owner hears of one form's repeats once in this time. */
export const toldPauseMs = 10 * minutesMs;
/** A new owner heard of the lead a moment ago; a second post in this time is the same story. */
const freshOwnerMs = 10 * minutesMs;

const skip = (why: SkipReason): MailPlan => ({ act: 'skip', why });

/** Decides whether a mail goes out now; the claim checks again what two workers could see differently. */
export function planMail(request: MailRequest, facts: MailFacts, now: Date): MailPlan {
  const { lead } = facts;
  if (!lead) return skip('leadGone');
  switch (request.kind) {
    case 'assignedNotice':
      // A recall or a new owner wins over a notice that is still under way.
      if (lead.owner?.decisionId !== request.decisionId) return skip('ownerChanged');
      return toOwner(lead, facts);
    case 'repeatNotice':
      return planRepeat(request, lead, facts, now);
    case 'hotNotice':
      return planHot(lead, facts);
    case 'welcome':
      return planWelcome(request, lead, facts, now);
    case 'followUp':
      return planFollowUp(request, lead, facts, now);
    default:
      return assertNever(request, 'a mail request');
  }
}

function toOwner(lead: Lead, { owner }: MailFacts): MailPlan {
  if (!owner) return { act: 'fail', audience: 'rep', reason: 'ownerUnknown', lead };
  return { act: 'send', audience: 'rep', to: owner.email, lead };
}

function planRepeat(request: MailRequest & { kind: 'repeatNotice' }, lead: Lead, facts: MailFacts, now: Date): MailPlan {
  if (!lead.owner) return skip('noOwner');
  const ownedMs = now.getTime() - Date.parse(lead.owner.since);
  const { first } = lead.source;
  if (first.channel === request.channel && first.sourceId === request.sourceId && ownedMs < freshOwnerMs) return skip('ownerJustGotIt');
  const { told } = facts;
  if (told && told.mailId !== mailIdOf(request) && now.getTime() - Date.parse(told.at) < toldPauseMs) return skip('ownerToldLately');
  return toOwner(lead, facts);
}

function planHot(lead: Lead, facts: MailFacts): MailPlan {
  if (lead.evidence.temperature !== 'hot') return skip('notHotAnyMore');
  if (!lead.owner) return skip('noOwner');
  if (!facts.rise) return skip('changeGone');
  // Nobody owned it then: the notice of its assignment is written later and tells how hot it is.
  if (facts.rise.repId === null) return skip('toldWithAssignment');
  // Whoever owns it now is the one to call.
  return toOwner(lead, facts);
}

/** Somebody the mail may go to, as far as form, post and address tell; or why not. */
type Receiver =
  | { readonly email: string }
  | { readonly silent: SkipReason }
  | { readonly refused: AddressProblem | 'withoutToken' | 'suppressed' };

function receiverOf({ form, submitter, hasValidToken, address, addressProblem }: MailFacts): Receiver {
  if (!form?.welcomeMail) return { silent: 'mailOff' };
  if (!submitter) return { silent: 'postGone' };
  if (submitter.email === null) return { silent: 'noEmail' };
  if (!form.mailsWithoutToken && !hasValidToken) return { refused: 'withoutToken' };
  if (addressProblem) return { refused: addressProblem };
  return address.suppression ? { refused: 'suppressed' } : { email: submitter.email };
}

/** Whether another mail of the kind went to this mailbox, in any spelling, a short while ago. */
function writtenLately(request: MailRequest & { kind: MailToLead }, { mailbox }: MailFacts, now: Date): boolean {
  const at = mailbox[`${request.kind}At`];
  if (at === undefined || mailbox[`${request.kind}MailId`] === mailIdOf(request)) return false;
  return now.getTime() - Date.parse(at) < mailboxPauseMs;
}

function planWelcome(request: MailRequest & { kind: 'welcome' }, lead: Lead, facts: MailFacts, now: Date): MailPlan {
  const receiver = receiverOf(facts);
  if ('silent' in receiver) return skip(receiver.silent);
  const refuse = (reason: MailFailure): MailPlan => ({ act: 'fail', audience: 'lead', reason, lead });
  if ('refused' in receiver) return refuse(receiver.refused);
  // What this lead got is in its own history; that another lead of the mailbox got one explains why this one did not.
  if (writtenLately(request, facts, now))
    return facts.mailbox.welcomeLeadId === lead.leadId ? skip('writtenLately') : refuse('mailboxQuota');
  return { act: 'send', audience: 'lead', to: receiver.email, lead };
}

/** What kept the welcome away keeps the follow-up away and is told already, but for an address that was closed in between. */
function planFollowUp(request: MailRequest & { kind: 'followUp' }, lead: Lead, facts: MailFacts, now: Date): MailPlan {
  const receiver = receiverOf(facts);
  if ('silent' in receiver) return skip(receiver.silent);
  // Somebody works with the person already: the question "did we reach you?" would look lost. An address that only came with the
  // person's number must not learn how far the sale is.
  if (lead.stage !== 'lead' && lead.email === facts.submitter?.email) return skip('movedOn');
  if ('refused' in receiver) {
    return receiver.refused === 'suppressed' ? { act: 'fail', audience: 'lead', reason: 'suppressed', lead } : skip(receiver.refused);
  }
  if (writtenLately(request, facts, now)) return skip('writtenLately');
  const until = afterQuietHours(now, facts.timeZone);
  if (until.getTime() > now.getTime()) return { act: 'postpone', until };
  return { act: 'send', audience: 'lead', to: receiver.email, lead };
}
