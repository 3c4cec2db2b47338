import { type RecordParts, recordDelivery, recordEngagements, type SeenEngagement } from '../engagement/index.ts';
import { secondsMs } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { mailOf } from './feedback.ts';
import type { SesEvent } from './ses-event.ts';

/** A mail that arrives sooner arrives when it is sent, as far as grading cares; noting it would cost a write per mail. */
const slowDeliveryMs = 5 * secondsMs;

/**
 * Takes what SES tells of opens, clicks and the delivery of one mail. Only mails to leads are watched: what a rep does with a notice
 * says nothing of the lead.
 */
export async function recordEngaged(events: readonly SesEvent[], parts: RecordParts): Promise<void> {
  const seen = events.flatMap(seenIn);
  const deliveredMs = Math.max(...events.map(({ delivery, mail }) => lateDelivery(delivery?.timestamp, mail.timestamp)));
  const [first] = events;
  if (!first || (seen.length === 0 && deliveredMs === 0)) return;
  const mail = await mailOf(first, parts.table, { consistent: false });
  if (mail?.audience !== 'lead') {
    parts.log.info('mail event without effect', { eventType: first.eventType, sesMessageId: first.mail.messageId });
    return;
  }
  const { mailId, ofLead: leadId = mail.leadId } = mail;
  const watched = { leadId, mailId, sentAt: new Date(first.mail.timestamp) };
  if (Number.isNaN(watched.sentAt.getTime())) throw new CorruptItemError('a mail event with an unreadable time');
  if (deliveredMs > 0) await recordDelivery(watched, new Date(deliveredMs), parts);
  if (seen.length > 0) await recordEngagements(watched, seen, parts);
}

/** 0: in time, or nothing is told of it. */
function lateDelivery(deliveredAt: string | undefined, sentAt: string): number {
  const deliveredMs = Date.parse(deliveredAt ?? '');
  return deliveredMs - Date.parse(sentAt) > slowDeliveryMs ? deliveredMs : 0;
}

/** SES gives opens and clicks no id: mail, time and link name them. */
function seenIn({ eventType, mail, open, click }: SesEvent): SeenEngagement[] {
  const told = eventType === 'Open' ? open : eventType === 'Click' ? click : undefined;
  if (!told) return [];
  const link = told === click ? (click.linkTags.link?.[0] ?? click.link) : null;
  return [
    {
      id: `${mail.messageId} ${eventType} ${told.timestamp} ${link}`,
      action: told === click ? 'click' : 'open',
      at: new Date(told.timestamp),
      link,
      links: linksIn(click?.linkTags.of?.[0]),
      method: undefined,
      userAgent: told.userAgent,
      address: told.ipAddress,
    },
  ];
}

/** SES tracks 250 links of a mail at most. */
function linksIn(text: string | undefined): number | null {
  const links = Number(text);
  return Number.isInteger(links) && links > 0 && links <= 250 ? links : null;
}
