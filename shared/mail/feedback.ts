import { type Actor, mailBounced } from '../../events/index.ts';
import { normaliseEmail } from '../identity/index.ts';
import { putTimelineEntry, timelineEntry } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { digest, EntryId, type IdSource, LeadId } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import { ConditionFailedError, type Table, type WriteItem } from '../platform/table.ts';
import { suppressAddress } from './address.ts';
import type { Mail } from './record.ts';
import type { SesEvent } from './ses-event.ts';
import { settleSent } from './settle.ts';
import { readMails } from './store.ts';

export interface FeedbackParts {
  readonly table: Table;
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
      if (!event.bounce) throw new CorruptItemError('a bounce event without its bounce');
      await recordReturn(
        event,
        event.bounce.bounceType === 'Permanent' ? 'permanentBounce' : 'transientBounce',
        event.bounce.bouncedRecipients,
        event.bounce,
        parts,
      );
      return;
    case 'Complaint':
      if (!event.complaint) throw new CorruptItemError('a complaint event without its complaint');
      await recordReturn(event, 'complaint', event.complaint.complainedRecipients, event.complaint, parts);
      return;
    default:
      parts.log.info('mail event without effect', { eventType: event.eventType, sesMessageId: event.mail.messageId });
  }
}

/** The mail of an event by its tags; mails that others send over the same configuration set have none. */
export async function mailOf(event: SesEvent, table: Table, options: { readonly consistent: boolean }): Promise<Mail | undefined> {
  const leadId = event.mail.tags.leadId?.[0];
  const attemptId = event.mail.tags.attemptId?.[0];
  if (!leadId || !attemptId) return undefined;
  const mails = await readMails(table, LeadId.parse(leadId), options);
  return mails.find((mail) => mail.attemptId === attemptId);
}

/** Whatever SES tells of a mail proves that it took it; that ends a doubt. The cheap read suffices when the mail is settled, as it mostly is. */
async function proveSent(event: SesEvent, parts: FeedbackParts): Promise<void> {
  const seen = await mailOf(event, parts.table, { consistent: false });
  if (seen?.status === 'sent') return;
  const mail = await mailOf(event, parts.table, { consistent: true });
  if (!mail?.attemptId || mail.status === 'sent') return;
  const recorded = await settleSent(parts.table, mail, mail.attemptId, event.mail.messageId, parts.clock(), parts.ids);
  if (recorded) parts.log.info('mail proved sent by SES', { leadId: mail.leadId, mailId: mail.mailId, was: mail.status });
}

async function recordReturn(
  event: SesEvent,
  feedback: Feedback,
  to: readonly { readonly emailAddress: string }[],
  { feedbackId, timestamp }: { readonly feedbackId: string; readonly timestamp: string },
  parts: FeedbackParts,
): Promise<void> {
  await proveSent(event, parts);
  const at = new Date(timestamp);
  if (Number.isNaN(at.getTime())) throw new CorruptItemError('a mail event with an unreadable time');
  const suppressed = feedback !== 'transientBounce';
  const closed: WriteItem[] = suppressed ? addressesOf(to).map((email) => suppressAddress(email, feedback, at.toISOString())) : [];
  const mail = await mailOf(event, parts.table, { consistent: true });
  const writes = mail ? [...closed, entryOf(mail, feedback, feedbackId, at, suppressed)] : closed;
  try {
    if (writes.length > 0) await parts.table.transact(writes);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    parts.log.info('mail feedback is recorded already', { feedbackId });
    return;
  }
  parts.log.warn('mail came back', { feedback, feedbackId, suppressed, leadId: mail?.leadId, mailId: mail?.mailId });
}

function entryOf(mail: Mail, feedback: Feedback, feedbackId: string, at: Date, suppressed: boolean): WriteItem {
  const { leadId, leadVersion, correlationId, mailId, kind } = mail;
  const change = { leadId, leadVersion, at, actor, correlationId, causationId: mailId };
  const entryId = () => EntryId.parse(`T${digest(feedbackId)}`);
  return putTimelineEntry(timelineEntry(mailBounced, change, { mailId, kind, feedback, suppressed }, { entryId }));
}

/** Addresses as leads hold them, each once. */
function addressesOf(to: readonly { readonly emailAddress: string }[]): string[] {
  const known = to.flatMap(({ emailAddress }) => {
    const result = normaliseEmail(emailAddress);
    return result.ok ? [result.email] : [];
  });
  return [...new Set(known)];
}
