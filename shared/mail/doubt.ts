import type { MailDoubt, MailRequest } from '../../events/index.ts';
import { addMs, secondsMs } from '../platform/clock.ts';
import { LeadId, MailId } from '../platform/ids.ts';
import { noteLost } from './errors.ts';
import { followEnded, followOf } from './follow.ts';
import { type GateParts, queueNameOf, queueOf } from './gate-parts.ts';
import { isAtRest, isFree, type Mail, type MailFailure, type PlannedMail } from './record.ts';
import { doubtMs, isOverdue, retryDelaySeconds } from './rules-retry.ts';
import { settleFailed } from './settle.ts';
import { doubtMail, readMail, releaseMail } from './store.ts';
import { withSurvivor } from './survivor.ts';

/** The mail is not free: settled, in another worker's hands, or in doubt since a worker died. */
export async function meetHeldMail(request: MailRequest, leadId: LeadId, parts: GateParts): Promise<void> {
  const mail = await readMail(parts.table, leadId, parts.products[request.kind].idOf(request));
  if (mail?.status === 'sent' || mail?.status === 'failed' || mail?.status === 'inDigest') {
    parts.log.info('mail is settled already', { leadId, mailId: mail.mailId, status: mail.status });
    return followEnded(mail, parts.clock(), parts);
  }
  if (!mail?.attemptId || isFree(mail)) {
    await queueOf(request.kind, parts).send({ body: request, delaySeconds: 1 });
    return;
  }
  const leaseLeftMs = mail.status === 'claimed' ? Date.parse(mail.leaseUntil ?? '') - parts.clock().getTime() : 0;
  if (leaseLeftMs > 0) {
    // Looks again when the lease is over: if that worker died, nobody else would.
    await queueOf(request.kind, parts).send({ body: request, delaySeconds: Math.ceil(leaseLeftMs / secondsMs) + 1 });
    parts.log.info('mail is in the hands of another worker', { leadId, mailId: mail.mailId });
    return;
  }
  await askLater(leadId, mail.mailId, mail.attemptId, parts);
}

/** Frees the mail and sends the same message again, later each time; the wait lives in the message, not in the queue's receive count. */
export async function tryAgain(request: MailRequest, planned: PlannedMail, attemptId: string, parts: GateParts): Promise<void> {
  const { leadId, mailId, kind } = planned;
  const now = parts.clock();
  const freed = await releaseMail(parts.table, leadId, mailId, attemptId, now);
  if (!freed) return;
  if (await gaveUp(freed, attemptId, parts)) return;
  const retry = request.retry ?? 0;
  await queueOf(kind, parts).send({
    body: { ...request, retry: retry + 1 },
    delaySeconds: retryDelaySeconds(queueNameOf(kind, parts.products), retry, parts.random),
  });
}

async function gaveUp(mail: Mail, attemptId: string, parts: GateParts): Promise<boolean> {
  if (!isOverdue(mail.plannedAt ?? mail.updatedAt, parts.clock())) return false;
  await giveUp(await withSurvivor(mail, parts.table), attemptId, 'expired', parts);
  noteLost('SES did not take the mail for a day', mail, { leadId: mail.leadId, mailId: mail.mailId, attempts: mail.attempts }, parts.log);
  return true;
}

/** Writes what follows a mail that somebody else ended first: feedback of SES, which knows nothing of it, may be quicker than SES's answer. */
export async function followSettled({ leadId, mailId }: Pick<Mail, 'leadId' | 'mailId'>, parts: GateParts): Promise<void> {
  const mail = await readMail(parts.table, leadId, mailId);
  if (mail) await followEnded(mail, parts.clock(), parts);
}

/** Ends an attempt as failed, with what follows. */
export async function giveUp(
  mail: Parameters<typeof settleFailed>[1],
  attemptId: string,
  reason: MailFailure,
  parts: GateParts,
): Promise<void> {
  const now = parts.clock();
  const follow = followOf(mail, { kind: 'failed', reason }, now, parts);
  const recorded = await settleFailed(parts.table, mail, attemptId, reason, now, parts.ids, follow);
  if (!recorded) await followSettled(mail, parts);
}

/** Notes the doubt and asks again when SES has had time to tell. */
export async function askLater(leadId: LeadId, mailId: MailId, attemptId: string, parts: GateParts): Promise<void> {
  const mail = await doubtMail(parts.table, leadId, mailId, attemptId, parts.clock());
  if (mail) await sendDoubt(mail, attemptId, parts);
}

function sendDoubt(mail: Mail, attemptId: string, parts: GateParts): Promise<void> {
  const doubt: MailDoubt = { v: 1, kind: 'resolve', leadId: mail.leadId, mailId: mail.mailId, attemptId };
  return queueOf(mail.kind, parts).send({ body: doubt, delaySeconds: Math.ceil(Math.max(0, doubtLeftMs(mail, parts)) / secondsMs) });
}

function doubtLeftMs(mail: Mail, parts: GateParts): number {
  return addMs(new Date(mail.unknownSince ?? mail.updatedAt), doubtMs).getTime() - parts.clock().getTime();
}

/**
 * Ends a doubt. SES told of the sending: the feedback settled the mail long ago. It did not: a notice is sent again, because a rep who
 * hears twice is better than a lead nobody calls; a mail to a person is given up and listed, because twice would be worse than never.
 */
export async function resolveDoubt(doubt: MailDoubt, parts: GateParts): Promise<void> {
  const leadId = LeadId.parse(doubt.leadId);
  const mailId = MailId.parse(doubt.mailId);
  const { attemptId } = doubt;
  const mail = await readMail(parts.table, leadId, mailId);
  if (mail?.attemptId !== attemptId) return;
  if (isAtRest(mail)) return followEnded(mail, parts.clock(), parts);
  if (mail.status === 'claimed') return meetHeldMail(mail.askedBy, leadId, parts);
  if (mail.status === 'unknown' && doubtLeftMs(mail, parts) > 0) return sendDoubt(mail, attemptId, parts);

  if (mail.audience === 'lead') {
    // Freed in the meantime: its next try is under way.
    if (mail.status === 'planned') return;
    await giveUp(await withSurvivor(mail, parts.table), attemptId, 'inDoubt', parts);
    parts.log.warn('mail in doubt is given up', { leadId, mailId, kind: mail.kind, attemptId });
    return;
  }
  const freed = await releaseMail(parts.table, leadId, mailId, attemptId, parts.clock());
  if (!freed || (await gaveUp(freed, attemptId, parts))) return;
  parts.log.warn('notice in doubt is sent again', { leadId, mailId, kind: mail.kind, attemptId });
  // By a message of its own: if the next attempt dies, that message comes back, while this one would only see another attempt.
  await queueOf(mail.kind, parts).send({ body: mail.askedBy });
}
