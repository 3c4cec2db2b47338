import { z } from 'zod';
import { type Actor, mailBounced } from '../../events/index.ts';
import { normaliseEmail } from '../identity/index.ts';
import { putTimelineEntry, timelineEntry } from '../leads/index.ts';
import { noteReturned } from '../mail-limits/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { digest, EntryId, type IdSource, LeadId, MailId } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import { ConditionFailedError, type Table, type WriteItem } from '../platform/table.ts';
import { suppressAddress } from './address.ts';
import { MailNotDeliveredError } from './errors.ts';
import { type Mail, needIn, sequenceIn } from './record.ts';
import type { SesEvent } from './ses-event.ts';
import { settleRefused, settleSent } from './settle.ts';
import { readMail } from './store.ts';
import { type MailWithSurvivor, withSurvivor } from './survivor.ts';

export interface FeedbackParts {
  readonly table: Table;
  readonly digests: Digests;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
  readonly log: Log;
}

type Feedback = 'permanentBounce' | 'transientBounce' | 'complaint';

const actor: Actor = { kind: 'system', id: 'record-mail-feedback' };

/** Takes one event of SES. Safe to repeat: the id of the feedback names its timeline entry. */
export async function recordFeedback(event: SesEvent, parts: FeedbackParts): Promise<void> {
  switch (event.eventType) {
    case 'Send':
      await proveSent(event, parts);
      return;
    case 'Bounce':
      await recordReturn(event, bounceOf(event), parts);
      return;
    case 'Complaint': {
      const complaint = complaintOf(event);
      if (complaint) await recordReturn(event, complaint, parts);
      else noteWithoutEffect(event, parts);
      return;
    }
    case 'Reject':
    case 'Rendering Failure':
      await recordRefusal(event, parts);
      return;
    default:
      noteWithoutEffect(event, parts);
  }
}

function noteWithoutEffect({ eventType, mail, complaint }: SesEvent, { log }: FeedbackParts): void {
  log.info('mail event without effect', { eventType, sesMessageId: mail.messageId, feedbackType: complaint?.complaintFeedbackType });
}

/** One return of a mail, as far as the event tells. */
interface Return {
  readonly feedback: Feedback;
  readonly to: readonly string[];
  readonly feedbackId: string;
  readonly timestamp: string;
  /** SES tried to deliver the mail, so it counts what came of that. */
  readonly wasTried: boolean;
}

/** SES takes a mail to an address on the account's own list, does not send it, and does not count it against the account. */
const notTried = 'OnAccountSuppressionList';

function bounceOf({ bounce, mail }: SesEvent): Return {
  if (!bounce) throw new CorruptItemError('a bounce event without its bounce');
  const { bounceType, bounceSubType, bouncedRecipients, feedbackId, timestamp } = bounce;
  return {
    feedback: bounceType === 'Permanent' ? 'permanentBounce' : 'transientBounce',
    to: recipientsOf(bouncedRecipients, mail),
    feedbackId: feedbackId ?? `${mail.messageId} bounce`,
    timestamp: timestamp ?? mail.timestamp,
    wasTried: bounceSubType !== notTried,
  };
}

/** Reports that come by the way of complaints and are none (RFC 5965, 6430, 6591): a mail taken out of the spam folder, a failed signature. */
const noComplaint = new Set(['not-spam', 'auth-failure']);

function complaintOf({ complaint, mail }: SesEvent): Return | null {
  if (!complaint) throw new CorruptItemError('a complaint event without its complaint');
  const { complaintFeedbackType, complaintSubType, complainedRecipients, feedbackId, timestamp } = complaint;
  if (noComplaint.has(complaintFeedbackType?.toLowerCase() ?? '')) return null;
  return {
    feedback: 'complaint',
    to: recipientsOf(complainedRecipients, mail),
    feedbackId: feedbackId ?? `${mail.messageId} complaint`,
    timestamp: timestamp ?? mail.timestamp,
    wasTried: complaintSubType !== notTried,
  };
}

/**
 * Whom a return speaks of: never anybody but who the mail went to. Most providers black out who complained, a mailbox that passes its
 * mail on reports the next one, and whoever gets a mail can write a report that names a third. A mail of ours has one recipient.
 */
function recipientsOf(named: readonly { readonly emailAddress: string }[], mail: SesEvent['mail']): readonly string[] {
  const known = addressesOf(named.map(({ emailAddress }) => emailAddress));
  const sentTo = addressesOf(mail.destination);
  if (sentTo.length <= 1) return sentTo.length === 1 ? sentTo : known;
  return sentTo.filter((address) => known.includes(address));
}

/**
 * Reads the mail whose tags an event carries. Undefined: the tags are not ours, for others may send over the same configuration set, or
 * the mail has been attempted again since.
 */
export async function mailOf({ mail }: SesEvent, table: Table, options: { readonly consistent: boolean }): Promise<Mail | undefined> {
  const { leadId, mailId, attemptId } = mail.tags;
  const key = z.tuple([LeadId, MailId]).safeParse([leadId?.[0], mailId?.[0]]);
  if (!key.success || !attemptId?.[0]) return undefined;
  const found = await readMail(table, ...key.data, options);
  return found?.attemptId === attemptId[0] ? found : undefined;
}

/**
 * Whatever SES tells of a mail proves that it took it; that ends a doubt. Returns the mail. The cheap read suffices when the mail is
 * settled, as it mostly is.
 */
async function proveSent(event: SesEvent, parts: FeedbackParts): Promise<Mail | undefined> {
  const seen = await mailOf(event, parts.table, { consistent: false });
  if (seen?.status === 'sent') return seen;
  const mail = await mailOf(event, parts.table, { consistent: true });
  if (!mail?.attemptId || mail.status === 'sent') return mail;
  const recorded = await settleSent(
    parts.table,
    await withSurvivor(mail, parts.table),
    mail.attemptId,
    event.mail.messageId,
    parts.clock(),
    parts.ids,
  );
  if (recorded) parts.log.info('mail proved sent by SES', { leadId: mail.leadId, mailId: mail.mailId, was: mail.status });
  return mail;
}

async function recordReturn(event: SesEvent, told: Return, parts: FeedbackParts): Promise<void> {
  const { feedback, to, feedbackId, timestamp } = told;
  const mail = await proveSent(event, parts);
  const at = new Date(timestamp);
  if (Number.isNaN(at.getTime())) throw new CorruptItemError('a mail event with an unreadable time');
  // Before the entry, which ends what comes twice: it counts once however often it is told.
  if (mail) await weigh(mail, told, parts);
  const closed: WriteItem[] =
    feedback === 'transientBounce' ? [] : to.map((email) => suppressAddress(parts.digests.address(email), feedback, at.toISOString()));
  const suppressed = closed.length > 0;
  const writes = mail ? [...closed, entryOf(await withSurvivor(mail, parts.table), feedback, feedbackId, at, suppressed)] : closed;
  try {
    if (writes.length > 0) await parts.table.transact(writes);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    parts.log.info('mail feedback is recorded already', { feedbackId });
    return;
  }
  const fields = { feedback, feedbackId, suppressed, leadId: mail?.leadId, mailId: mail?.mailId };
  // SES keeps such an address on its own list: that rep hears of no lead until somebody puts it right.
  if (mail?.audience === 'rep' && suppressed) {
    const error = new MailNotDeliveredError('the address of a rep takes no mail');
    parts.log.error('a notice came back', error, fields);
  } else parts.log.warn('mail came back', fields);
}

/** Tells the limits of mails to people of one that came back for good; what comes back of notices stops nothing. */
async function weigh({ audience, ordinal }: Mail, { feedback, wasTried }: Return, parts: FeedbackParts): Promise<void> {
  if (audience !== 'lead' || ordinal === undefined || !wasTried || feedback === 'transientBounce') return;
  await noteReturned({ ordinal, returning: feedback === 'complaint' ? 'complained' : 'bounced' }, parts.clock(), parts);
}

/** SES took the mail and did not send it after all: a virus in it, or a template that cannot be filled. */
async function recordRefusal(event: SesEvent, parts: FeedbackParts): Promise<void> {
  const mail = await mailOf(event, parts.table, { consistent: true });
  if (!mail?.attemptId) return noteWithoutEffect(event, parts);
  const recorded = await settleRefused(parts.table, await withSurvivor(mail, parts.table), mail.attemptId, parts.clock(), parts.ids);
  const fields = { eventType: event.eventType, leadId: mail.leadId, mailId: mail.mailId };
  const error = new MailNotDeliveredError('SES refused the mail after it had accepted it');
  if (recorded) parts.log.error('mail was not sent', error, fields);
}

function entryOf(
  { survivor, correlationId, mailId, kind, ...mail }: MailWithSurvivor,
  feedback: Feedback,
  feedbackId: string,
  at: Date,
  suppressed: boolean,
): WriteItem {
  const [leadId, leadVersion] = [survivor?.leadId ?? mail.leadId, survivor?.version ?? mail.leadVersion];
  const change = { leadId, leadVersion, at, actor, correlationId, causationId: mailId };
  const entryId = () => EntryId.parse(`T${digest(feedbackId)}`);
  const told = { mailId, kind, feedback, suppressed, ...needIn(mail), ...sequenceIn(mail) };
  return putTimelineEntry(timelineEntry(mailBounced, change, told, { entryId }));
}

/** Addresses as leads hold them, each once. */
function addressesOf(to: readonly string[]): string[] {
  const known = to.flatMap((address) => {
    const result = normaliseEmail(address);
    return result.ok ? [result.email] : [];
  });
  return [...new Set(known)];
}
