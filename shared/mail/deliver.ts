import type { MailRequest } from '../../events/index.ts';
import type { HeldBack } from '../mail-limits/index.ts';
import { addMs, daysMs, isoTime } from '../platform/clock.ts';
import { openAddress } from './address.ts';
import { composeMail, versionOf } from './compose.ts';
import { countNotice } from './digest-store.ts';
import { askLater, followSettled, giveUp, meetHeldMail, tryAgain } from './doubt.ts';
import { MailNotDeliveredError, noteLost } from './errors.ts';
import { followOf } from './follow.ts';
import type { GateParts } from './gate-parts.ts';
import { gatherNotice } from './gather.ts';
import { leaveUnsent } from './leave.ts';
import { findMailboxSlots } from './mailbox-slots.ts';
import { askLimits } from './people.ts';
import type { MailProduct, Pace, Postponed, PreparedMail, Unsent, WrittenMail } from './product.ts';
import type { PlannedMail } from './record.ts';
import { isClaimTooOld } from './rules-retry.ts';
import { settleSent } from './settle.ts';
import { claimMail } from './store.ts';
import { maySeeReading } from './watched.ts';
import { whoseAddress } from './whose-address.ts';

/** A mail that is due, and to whom; `pace`: how many its receiver hears one by one. */
export interface DueMail {
  readonly request: MailRequest;
  readonly product: MailProduct;
  readonly mail: PreparedMail;
  readonly to: string;
  readonly isProven: boolean;
  readonly pace: Pace | undefined;
  readonly plannedFor: Date | undefined;
}

/** Returns what is known of a mail before its first attempt. */
export function plannedMail(request: MailRequest, { audience }: MailProduct, mail: PreparedMail, templateVersion?: string): PlannedMail {
  const { retry: _retry, waitsSince: _since, ...askedBy } = request;
  return {
    leadId: mail.lead.leadId,
    mailId: mail.mailId,
    kind: request.kind,
    audience,
    askedBy,
    ...(templateVersion === undefined ? {} : { templateVersion }),
    leadVersion: mail.lead.version,
    correlationId: mail.correlationId,
  };
}

/** Sends a mail, or leaves it to a digest where its receiver has heard enough for now. A further try of a mail was counted before. */
export async function sendNow(due: DueMail, parts: GateParts): Promise<void> {
  const { request, product, mail, to, pace } = due;
  if (!pace || request.retry) return deliver(due, parts);
  const now = parts.clock();
  const count = await countNotice(parts.table, pace, now);
  if (count.isAtOnce) return deliver(due, parts);
  const planned = plannedMail(request, product, mail);
  const guards = mail.guards(to, { ...parts, planned, now, isForDigest: true });
  const gathering = await gatherNotice({ mail: planned, guards, reader: pace, count }, now, parts);
  if (gathering === 'heldElsewhere') return meetHeldMail(request, planned.leadId, parts);
  if (gathering !== 'gathered') return leaveUnsent(request, await gathering.refusedBy.refused(), planned, parts);
  parts.log.info('notice left to a digest', { leadId: planned.leadId, mailId: planned.mailId, inSpan: count.inSpan });
}

async function deliver({ request, product, mail, to, isProven, plannedFor }: DueMail, parts: GateParts): Promise<void> {
  const { table, log, ids, digests } = parts;
  const attemptId = ids.attemptId();
  const now = parts.clock();
  const written = await addressedTo(to, mail.compose(to, parts), mail, parts);
  const moment = plannedFor === undefined ? {} : { plannedFor: isoTime(plannedFor) };
  const addressed = product.audience === 'lead' ? { address: digests.address(to) } : {};
  const tried = written.trial === undefined ? {} : { trial: written.trial };
  const asked = { ...plannedMail(request, product, mail, versionOf(written)), ...moment, ...addressed, ...tried };
  const advertising = mail.advertising(to, { ...parts, planned: asked, now });
  const slots = advertising && (await findMailboxSlots(to, asked, { ...parts, now, limits: advertising.limits }));
  if (slots && 'freeAt' in slots) return leaveUnsent(request, { act: 'postpone', until: slots.freeAt, why: slots.why }, asked, parts);
  const due = { request, to, isProven, isAdvertising: advertising !== null, company: mail.company };
  const passage = product.audience === 'lead' ? await askLimits(due, now, parts) : {};
  if ('heldBack' in passage) return leaveUnsent(request, heldBackAs(passage.heldBack, now), asked, parts);
  const planned = { ...asked, ...passage };
  const { leadId, mailId, kind } = planned;
  const fields = { leadId, mailId, kind, attemptId };
  const envelope = {
    ...planned,
    attemptId,
    to,
    company: mail.company,
    at: now,
    refusalUrl: advertising?.refusalUrl,
    isToLead: isToLead(to, product, mail),
    isWatched: isToLead(to, product, mail) && (await maySeeReading(mail.lead, parts.config)),
  };
  const outgoing = composeMail(written, envelope, parts.sender);

  const open = advertising?.open ?? openAddress(digests.address(to));
  const own = product.audience === 'lead' ? [open, ...(slots ? slots.guards : [])] : [];
  const claimedAt = parts.clock();
  const claim = await claimMail(table, planned, attemptId, now, [...own, ...mail.guards(to, { ...parts, planned, now })]);
  if (claim === 'heldElsewhere') return meetHeldMail(request, leadId, parts);
  // Another worker was quicker to take what the guard gives once, or the address was closed a moment ago.
  if (claim !== 'claimed') return leaveUnsent(request, await claim.refusedBy.refused(), planned, parts);

  if (product.audience === 'lead' && isClaimTooOld(claimedAt, parts.clock())) {
    await slots?.free();
    log.warn('a claim took too long, the mail is claimed anew', fields);
    return tryAgain(request, planned, attemptId, parts);
  }
  const result = await parts.ses.send(outgoing);
  switch (result.kind) {
    case 'accepted': {
      const at = parts.clock();
      const follow = followOf(planned, { kind: 'sent' }, at, parts);
      const recorded = await settleSent(table, planned, attemptId, result.messageId, at, ids, follow);
      if (!recorded) await followSettled(planned, parts);
      log.info('mail sent', { ...fields, messageId: result.messageId, recorded });
      return;
    }
    case 'refused': {
      await slots?.free();
      await giveUp(planned, attemptId, 'rejected', parts);
      noteLost('SES will never take this mail', planned, { ...fields, sesError: result.error }, log);
      return;
    }
    case 'notAccepted':
      await slots?.free();
      // Each mail rings once, at its first try; the others are on their way to whoever reads that.
      if (result.needsPerson && !request.retry) {
        const error = new MailNotDeliveredError('SES takes no mail until somebody has put this right; it is tried for a day');
        log.error('SES takes no mail', error, { ...fields, sesError: result.error });
      } else log.warn('SES did not take the mail, it is tried again', { ...fields, sesError: result.error });
      return tryAgain(request, planned, attemptId, parts);
    case 'ambiguous':
      log.warn('SES may have taken the mail', { ...fields, sesError: result.error });
      return askLater(leadId, mailId, attemptId, parts);
  }
}

/** Advertising that is paused waits for the admin who ends that: a run does not go through its steps without its mails. */
const heldBackAs = (heldBack: HeldBack, now: Date): Unsent | Postponed =>
  heldBack === 'advertisingPaused' ? { act: 'postpone', until: addMs(now, daysMs), why: heldBack } : { act: 'fail', reason: heldBack };

/** Has the links of a mail tell whose address it was written to. */
async function addressedTo(to: string, written: WrittenMail, { lead }: PreparedMail, parts: GateParts): Promise<WrittenMail> {
  return written.reader === lead.leadId ? { ...written, reader: await whoseAddress(to, lead, parts) } : written;
}

/** A welcome goes to what its post named, which may be somebody else's. */
const isToLead = (to: string, { audience }: MailProduct, { lead }: PreparedMail): boolean => audience === 'lead' && to === lead.email;
