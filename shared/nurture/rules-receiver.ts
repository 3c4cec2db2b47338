import type { Submission } from '../capture/index.ts';
import type { Offer } from '../confirming/index.ts';
import { isHeard } from '../leads/evidence.ts';
import type { Lead } from '../leads/index.ts';
import type { MailFailure, MailPlan, Unsent } from '../mail/index.ts';
import { addMs, daysMs, hoursMs } from '../platform/clock.ts';
import type { MailId, TopicId } from '../platform/ids.ts';
import type { PostFacts } from './post-facts.ts';
import { afterQuietHours } from './rules-quiet.ts';

/** A mail to the address of a post, as its rules see it. */
interface Asked {
  readonly mailId: MailId;
  readonly lead: Lead;
  readonly company: { readonly timeZone: string };
  readonly facts: Omit<PostFacts, 'correlationId' | 'submission'>;
}

/** One mail of a kind per mailbox in this time, over all forms: a form must not become a way to bomb a stranger's mailbox. */
export const mailboxPauseMs = 24 * hoursMs;

const skip = (why: string): Unsent => ({ act: 'skip', why });
const leave = (why: string): Unsent => ({ act: 'leave', why });
const refuse = (reason: MailFailure): Unsent => ({ act: 'fail', reason });

/** Somebody the mail may go to, as far as form, post and address tell; or why not. */
type Receiver = { readonly email: string; readonly isProven: boolean } | { readonly silent: string } | { readonly refused: MailFailure };

function receiverOf(facts: Asked['facts']): Receiver {
  return facts.form?.welcomeMail ? writerOf(facts) : { silent: 'mailOff' };
}

/** Who wrote a post, as far as they may be asked something, also where its form sends no mails of thanks. */
function writerOf({ form, submitter, hasValidToken, address, addressProblem }: Asked['facts']): Receiver {
  if (!form) return { silent: 'mailOff' };
  if (submitter && submitter.email !== null && !form.mailsWithoutToken && !hasValidToken) return { refused: 'withoutToken' };
  return addresseeOf({ submitter, address, addressProblem });
}

/** Plans a mail to whoever wrote a post about what they asked for by it, as often as there is news of it. */
export function planToWriter(facts: Asked['facts']): MailPlan {
  const receiver = writerOf(facts);
  if ('silent' in receiver) return skip(receiver.silent);
  return 'refused' in receiver ? refuse(receiver.refused) : sendTo(receiver);
}

/** Who said an address, as far as mails may go there. */
function addresseeOf({ submitter, address, addressProblem }: Pick<Asked['facts'], 'submitter' | 'address' | 'addressProblem'>): Receiver {
  if (!submitter) return { silent: 'postGone' };
  if (submitter.email === null) return { silent: 'noEmail' };
  if (addressProblem) return { refused: addressProblem };
  if (address.suppression) return { refused: 'suppressed' };
  return { email: submitter.email, isProven: address.provenAt !== undefined };
}

const sendTo = ({ email, isProven }: Extract<Receiver, { readonly email: string }>): MailPlan => ({ act: 'send', to: email, isProven });

/** Whether another mail of the kind went to this mailbox, in any spelling, a short while ago. */
function writtenLately({ mailId, facts: { lastMail } }: Asked, now: Date): boolean {
  if (lastMail === undefined || lastMail.mailId === mailId) return false;
  return now.getTime() - Date.parse(lastMail.at) < mailboxPauseMs;
}

/** What a welcome is planned by beside: whether a list asked for it. */
interface Thanked {
  readonly facts: { readonly submission?: Submission | undefined };
}

/** Thanks the writer of a post, or whoever a list made known where that was asked for, once a day and mailbox. */
export function planWelcome(asked: Asked & Thanked, now: Date): MailPlan {
  const { submission } = asked.facts;
  if (submission?.listed?.welcomeAt !== undefined) return planWelcomeOfList(asked, submission, now);
  const receiver = receiverOf(asked.facts);
  if ('silent' in receiver) return skip(receiver.silent);
  if ('refused' in receiver) return refuse(receiver.refused);
  return writtenLately(asked, now) ? afterAnotherWelcome(asked) : sendTo(receiver);
}

/** It comes hours or days behind its list: nobody is thanked who is talked to by then, or was thanked for a post of their own, and nobody at night. */
function planWelcomeOfList(asked: Asked, { receivedAt }: Submission, now: Date): MailPlan {
  const { facts, lead, mailId, company } = asked;
  const receiver = addresseeOf(facts);
  if ('silent' in receiver) return skip(receiver.silent);
  if ('refused' in receiver) return refuse(receiver.refused);
  if (isWorkedWith(lead)) return skip('movedOn');
  const { lastMail } = facts;
  const wasThanked = lastMail !== undefined && lastMail.mailId !== mailId && lastMail.at >= receivedAt;
  if (wasThanked || writtenLately(asked, now)) return afterAnotherWelcome(asked);
  const until = afterQuietHours(now, company.timeZone);
  return until.getTime() > now.getTime() ? { act: 'postpone', until, why: 'quietHours' } : sendTo(receiver);
}

/** What this lead got is in its own history; that another lead of the mailbox got one explains why this one did not. */
export function afterAnotherWelcome({ lead, facts: { lastMail } }: { lead: Lead; facts: Pick<PostFacts, 'lastMail'> }): Unsent {
  return lastMail && lastMail.leadId !== lead.leadId ? refuse('mailboxQuota') : leave('writtenLately');
}

/**
 * Tells whether somebody works with the person already, so that the question "did we reach you?" would look lost. That a lead is warm makes it
 * a marketing- or sales-qualified one without anybody's doing; what lies beyond is nobody's without a colleague, and so is what a colleague heard.
 */
function isWorkedWith({ stage, moved, evidence }: Pick<Lead, 'stage' | 'moved' | 'evidence'>): boolean {
  if (evidence.reached > 0 || isHeard(evidence)) return true;
  if (stage === 'mql' || stage === 'sql') return moved?.by === 'person';
  return stage !== 'lead' && stage !== 'anonymous';
}

/** What kept the welcome away keeps the follow-up away and is told already, but for an address that was closed in between. */
export function planFollowUp(asked: Asked, now: Date): MailPlan {
  const { facts, lead, company } = asked;
  const receiver = receiverOf(facts);
  if ('silent' in receiver) return skip(receiver.silent);
  // An address that only came with the person's number must not learn how far the sale is.
  if (isWorkedWith(lead) && lead.email === facts.submitter?.email) return skip('movedOn');
  if ('refused' in receiver) return receiver.refused === 'suppressed' ? refuse('suppressed') : skip(receiver.refused);
  if (writtenLately(asked, now)) return skip('writtenLately');
  const until = afterQuietHours(now, company.timeZone);
  return until.getTime() > now.getTime() ? { act: 'postpone', until, why: 'quietHours' } : sendTo(receiver);
}

/**
 * Asks whether what a post says is its person's word, once a day and mailbox, at the record's own address alone. What kept the welcome of the
 * post away is told already.
 */
export function planProposedChange(asked: Asked & { readonly facts: { readonly offers: readonly Offer[] } }, now: Date): MailPlan {
  const { facts, lead } = asked;
  const receiver = receiverOf(facts);
  if ('silent' in receiver) return skip(receiver.silent);
  if ('refused' in receiver) return skip(receiver.refused);
  if (receiver.email !== lead.email) return skip('otherAddress');
  if (facts.offers.length === 0) return skip('nothingOffered');
  return writtenLately(asked, now) ? skip('writtenLately') : sendTo(receiver);
}

/** Whoever asks for two files gets both, the second one after this time: more at once would be a way to bomb a stranger's mailbox. */
export const filePauseMs = hoursMs;

/** Sends the link to a file to whoever wrote the post, also where its form thanks nobody. What keeps it away is told: they wait for it. */
export function planFileLink(asked: Asked, now: Date): MailPlan {
  const { facts, mailId } = asked;
  const { form, lastMail } = facts;
  const { deliver } = form?.download ?? {};
  if (deliver !== 'mail' && deliver !== 'both') return skip('mailOff');
  const receiver = writerOf(facts);
  if ('silent' in receiver) return skip(receiver.silent);
  if ('refused' in receiver) return refuse(receiver.refused);
  const until = lastMail && lastMail.mailId !== mailId ? addMs(new Date(lastMail.at), filePauseMs) : now;
  return until.getTime() > now.getTime() ? { act: 'postpone', until, why: 'writtenLately' } : sendTo(receiver);
}

/** Days after a post in which whoever wrote it may be asked whether they want the mails that it asks for: consent that nobody confirmed ends. */
export const subscriptionDays = 7;

/** Asks whether the mails are wanted that a post asked for, once a day and mailbox. What kept the welcome of the post away is told already. */
export function planSubscription(
  asked: Omit<Asked, 'facts'> & {
    readonly facts: Omit<PostFacts, 'correlationId'> & { readonly topics: readonly TopicId[]; readonly isRefusedSince: boolean };
  },
  now: Date,
): MailPlan {
  const { facts } = asked;
  const { submission, address, topics } = facts;
  const receiver = writerOf(facts);
  if ('silent' in receiver) return skip(receiver.silent);
  if ('refused' in receiver) return skip(receiver.refused);
  if (!submission?.consent.some(({ purpose, granted }) => purpose === 'newsletter' && granted)) return skip('notAsked');
  if (facts.isRefusedSince) return skip('refusedSince');
  if (topics.every((topic) => address.choices?.confirmed[topic])) return skip('alreadyConfirmed');
  if (now.getTime() - Date.parse(submission.receivedAt) > subscriptionDays * daysMs) return skip('askedTooLate');
  return writtenLately(asked, now) ? skip('writtenLately') : sendTo(receiver);
}
