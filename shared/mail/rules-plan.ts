import type { MailRequest } from '../../events/index.ts';
import type { FormConfig, RepConfig } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import { hoursMs, minutesMs } from '../platform/clock.ts';
import { assertNever } from '../platform/errors.ts';
import { mailIdOf } from './messages.ts';
import type { AddressState, MailAudience, MailFailure } from './record.ts';
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
  | 'postGone'
  | 'noEmail'
  | 'welcomedLately'
  | 'movedOn';

export type MailPlan =
  | { readonly act: 'send'; readonly audience: MailAudience; readonly to: string; readonly lead: Lead }
  | { readonly act: 'fail'; readonly audience: MailAudience; readonly reason: MailFailure; readonly lead: Lead }
  /** Nothing to do and nothing to tell. */
  | { readonly act: 'skip'; readonly why: SkipReason }
  | { readonly act: 'postpone'; readonly until: Date };

/** One welcome per address in this time, over all forms: a form must not become a way to bomb a stranger's mailbox. */
export const welcomePauseMs = 24 * hoursMs;
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
      return planFollowUp(lead, facts, now);
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
  if (lead.source.formId === request.formId && ownedMs < freshOwnerMs) return skip('ownerJustGotIt');
  const { told } = facts;
  if (told && told.mailId !== mailIdOf(request) && now.getTime() - Date.parse(told.at) < toldPauseMs) return skip('ownerToldLately');
  return toOwner(lead, facts);
}

function planHot(lead: Lead, facts: MailFacts): MailPlan {
  if (lead.temperature !== 'hot') return skip('notHotAnyMore');
  if (!lead.owner) return skip('noOwner');
  if (!facts.rise) return skip('changeGone');
  // Nobody owned it then: the notice of its assignment is written later and tells how hot it is.
  if (facts.rise.repId === null) return skip('toldWithAssignment');
  // Whoever owns it now is the one to call.
  return toOwner(lead, facts);
}

/** Whether the form writes to those who post it, and to the address in this post. */
function whyFormIsSilent({ form, hasValidToken }: MailFacts): SkipReason | null {
  if (!form?.welcomeMail) return 'mailOff';
  return form.mailsWithoutToken || hasValidToken ? null : 'withoutToken';
}

function planWelcome(request: MailRequest, lead: Lead, facts: MailFacts, now: Date): MailPlan {
  const { address, submitter } = facts;
  const silent = whyFormIsSilent(facts);
  if (silent) return skip(silent);
  if (!submitter) return skip('postGone');
  if (submitter.email === null) return skip('noEmail');
  if (address.suppression) return { act: 'fail', audience: 'lead', reason: 'suppressed', lead };
  const { lastWelcomeAt, lastWelcomeMailId } = address;
  const another = lastWelcomeAt !== undefined && lastWelcomeMailId !== mailIdOf(request);
  if (another && now.getTime() - Date.parse(lastWelcomeAt) < welcomePauseMs) return skip('welcomedLately');
  return { act: 'send', audience: 'lead', to: submitter.email, lead };
}

function planFollowUp(lead: Lead, facts: MailFacts, now: Date): MailPlan {
  const { address, submitter, timeZone } = facts;
  const silent = whyFormIsSilent(facts);
  if (silent) return skip(silent);
  if (!submitter) return skip('postGone');
  if (submitter.email === null) return skip('noEmail');
  // Somebody works with the person already: the question "did we reach you?" would look lost. An address that only came with the
  // person's number must not learn how far the sale is.
  if (lead.stage !== 'lead' && lead.email === submitter.email) return skip('movedOn');
  if (address.suppression) return { act: 'fail', audience: 'lead', reason: 'suppressed', lead };
  const until = afterQuietHours(now, timeZone);
  if (until.getTime() > now.getTime()) return { act: 'postpone', until };
  return { act: 'send', audience: 'lead', to: submitter.email, lead };
}
