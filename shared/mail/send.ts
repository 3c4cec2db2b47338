import type { MailDoubt, MailMessage, MailRequest } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import { mailIdOf, queueOf } from '../mail-requests/index.ts';
import { addMs, type Clock, secondsMs } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { type IdSource, LeadId, MailId } from '../platform/ids.ts';
import type { Log, LogFields } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { composeMail, type MailMatter, type Sender, templateVersionOf } from './compose.ts';
import { MailNotDeliveredError } from './errors.ts';
import { type GatheredFacts, gatherFacts } from './facts.ts';
import type { MailRate } from './rate.ts';
import type { Mail, PlannedMail } from './record.ts';
import { planMail } from './rules-plan.ts';
import { slotDelaySeconds } from './rules-rate.ts';
import { doubtMs, giveUpAfterMs, retryDelaySeconds } from './rules-retry.ts';
import type { MailSender } from './ses.ts';
import { refuseMail, settleFailed, settleSent } from './settle.ts';
import { claimMail, doubtMail, readMail, releaseMail } from './store.ts';
import { withSurvivor } from './survivor.ts';
import { lostTurn, turnsOf } from './turns.ts';

/** What the gate works with; tests hand in fakes. */
export interface GateParts {
  readonly table: Table;
  readonly digests: Digests;
  readonly config: ConfigReader;
  readonly ses: MailSender;
  readonly rate: MailRate;
  readonly queues: { readonly notice: Queue; readonly mail: Queue };
  readonly sender: Sender;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId' | 'attemptId'>;
  readonly random: () => number;
  readonly log: Log;
}

/** The one gate to SES: every mail of Phễu passes here. Safe to repeat at any point: what was done is seen in the mail's state. */
export async function handleMailMessage(message: MailMessage, parts: GateParts): Promise<void> {
  if (message.kind === 'resolve') return resolveDoubt(message, parts);
  // Before anything is read: a mail that SES would not take now costs nothing.
  if (await parts.rate.take(queueOf(message.kind))) return sendMail(message, parts);
  return waitForRate(message, parts);
}

/** The same message again, a little later: nothing was begun, so it is not counted as a try. */
async function waitForRate(request: MailRequest, { queues, random, log }: GateParts): Promise<void> {
  const queue = queueOf(request.kind);
  await queues[queue].send({ body: request, delaySeconds: slotDelaySeconds(queue, random) });
  log.info('mail waits for the sending rate', { leadId: request.leadId, mailId: mailIdOf(request), kind: request.kind });
}

export async function sendMail(request: MailRequest, parts: GateParts): Promise<void> {
  const leadId = LeadId.parse(request.leadId);
  const fields = { leadId, mailId: mailIdOf(request), kind: request.kind };
  const facts = await gatherFacts(request, parts);
  if (facts.lead && facts.lead.leadId !== leadId && (await isBegun(leadId, fields.mailId, parts.table)))
    return meetHeldMail(request, leadId, parts);
  const plan = planMail(request, facts, parts.clock());
  switch (plan.act) {
    case 'skip':
      parts.log.info('mail not needed', { ...fields, why: plan.why });
      return;
    case 'postpone':
      await postponeByTimer(request, plan.until, parts);
      parts.log.info('mail waits for the morning', { ...fields, until: plan.until.toISOString() });
      return;
    case 'fail': {
      const planned = plannedMail(request, plan.lead, plan.audience, facts);
      const recorded = await refuseMail(parts.table, planned, plan.reason, parts.clock(), parts.ids);
      noteLost('mail will not be sent', planned, { ...fields, reason: plan.reason, recorded }, parts.log);
      return;
    }
    case 'send': {
      const planned = plannedMail(request, plan.lead, plan.audience, facts);
      await deliver(planned, { ...facts, request, lead: plan.lead, to: plan.to, at: parts.clock() }, parts);
    }
  }
}

/** Tells whether a mail was begun before its lead was merged: it stays where it lies, and is not sent again from the lead that is left. */
async function isBegun(leadId: LeadId, mailId: MailId, table: Table): Promise<boolean> {
  const mail = await readMail(table, leadId, mailId);
  return mail !== undefined && mail.status !== 'planned';
}

/** A rep who was not told of a lead is for a person to mend; a stranger's address that takes no mail is not. */
function noteLost(message: string, { audience }: Pick<Mail, 'audience'>, fields: LogFields, log: Log): void {
  if (audience === 'rep') log.error(message, new MailNotDeliveredError('a rep was not told of a lead'), fields);
  else log.warn(message, fields);
}

function plannedMail(request: MailRequest, lead: Lead, audience: Mail['audience'], facts: GatheredFacts): PlannedMail {
  const { retry: _retry, ...askedBy } = request;
  return {
    leadId: lead.leadId,
    mailId: mailIdOf(request),
    kind: request.kind,
    audience,
    askedBy,
    templateVersion: templateVersionOf({ ...facts, request }),
    leadVersion: lead.version,
    correlationId: facts.correlationId,
  };
}

async function deliver(planned: PlannedMail, matter: MailMatter, parts: GateParts): Promise<void> {
  const { table, log, ids } = parts;
  const { leadId, mailId, kind } = planned;
  const attemptId = ids.attemptId();
  const fields = { leadId, mailId, kind, attemptId };
  const outgoing = composeMail(matter, parts, attemptId);

  const claim = await claimMail(table, planned, attemptId, parts.clock(), turnsOf(matter, planned, parts.clock(), parts.digests));
  if (claim === 'turnRefused') return meetRefusedTurn(planned, matter, parts);
  if (claim === 'heldElsewhere') return meetHeldMail(matter.request, leadId, parts);

  const result = await parts.ses.send(outgoing);
  switch (result.kind) {
    case 'accepted': {
      const recorded = await settleSent(table, planned, attemptId, result.messageId, parts.clock(), ids);
      log.info('mail sent', { ...fields, messageId: result.messageId, recorded });
      return;
    }
    case 'refused':
      await settleFailed(table, planned, attemptId, 'rejected', parts.clock(), ids);
      noteLost('SES will never take this mail', planned, { ...fields, sesError: result.error }, log);
      return;
    case 'notAccepted':
      // Each mail rings once, at its first try; the others are on their way to whoever reads that.
      if (result.needsPerson && !matter.request.retry) {
        const error = new MailNotDeliveredError('SES takes no mail until somebody has put this right; it is tried for a day');
        log.error('SES takes no mail', error, { ...fields, sesError: result.error });
      } else log.warn('SES did not take the mail, it is tried again', { ...fields, sesError: result.error });
      return tryAgain(matter.request, planned, attemptId, parts);
    case 'ambiguous':
      log.warn('SES may have taken the mail', { ...fields, sesError: result.error });
      return askLater(leadId, mailId, attemptId, parts);
  }
}

/** Another worker was quicker to take the turn, or the address was closed a moment ago. */
async function meetRefusedTurn(planned: PlannedMail, matter: MailMatter, parts: GateParts): Promise<void> {
  const fields = { leadId: planned.leadId, mailId: planned.mailId, kind: planned.kind };
  const reason = await lostTurn(planned, matter.to, parts);
  if (reason === null) {
    parts.log.info('mail not needed', { ...fields, why: 'turnTaken' });
    return;
  }
  const recorded = await refuseMail(parts.table, planned, reason, parts.clock(), parts.ids);
  noteLost('mail will not be sent', planned, { ...fields, reason, recorded }, parts.log);
}

/** The mail is not free: settled, in another worker's hands, or in doubt since a worker died. */
async function meetHeldMail(request: MailRequest, leadId: LeadId, parts: GateParts): Promise<void> {
  const mail = await readMail(parts.table, leadId, mailIdOf(request));
  if (mail?.status === 'sent' || mail?.status === 'failed') {
    parts.log.info('mail is settled already', { leadId, mailId: mail.mailId, status: mail.status });
    return;
  }
  if (!mail?.attemptId || mail.status === 'planned') {
    await parts.queues[queueOf(request.kind)].send({ body: request, delaySeconds: 1 });
    return;
  }
  const leaseLeftMs = mail.status === 'claimed' ? Date.parse(mail.leaseUntil ?? '') - parts.clock().getTime() : 0;
  if (leaseLeftMs > 0) {
    // Looks again when the lease is over: if that worker died, nobody else would.
    await parts.queues[queueOf(request.kind)].send({ body: request, delaySeconds: Math.ceil(leaseLeftMs / secondsMs) + 1 });
    parts.log.info('mail is in the hands of another worker', { leadId, mailId: mail.mailId });
    return;
  }
  await askLater(leadId, mail.mailId, mail.attemptId, parts);
}

/** Frees the mail and sends the same message again, later each time; the wait lives in the message, not in the queue's receive count. */
async function tryAgain(request: MailRequest, planned: PlannedMail, attemptId: string, parts: GateParts): Promise<void> {
  const { leadId, mailId, kind } = planned;
  const now = parts.clock();
  const freed = await releaseMail(parts.table, leadId, mailId, attemptId, now);
  if (!freed) return;
  if (await gaveUp(freed, attemptId, parts)) return;
  const retry = request.retry ?? 0;
  await parts.queues[queueOf(kind)].send({
    body: { ...request, retry: retry + 1 },
    delaySeconds: retryDelaySeconds(kind, retry, parts.random),
  });
}

async function gaveUp(mail: Mail, attemptId: string, parts: GateParts): Promise<boolean> {
  const now = parts.clock();
  if (now.getTime() - Date.parse(mail.plannedAt) < giveUpAfterMs) return false;
  await settleFailed(parts.table, await withSurvivor(mail, parts.table), attemptId, 'expired', now, parts.ids);
  noteLost('SES did not take the mail for a day', mail, { leadId: mail.leadId, mailId: mail.mailId, attempts: mail.attempts }, parts.log);
  return true;
}

/** Notes the doubt and asks again when SES has had time to tell. */
async function askLater(leadId: LeadId, mailId: MailId, attemptId: string, parts: GateParts): Promise<void> {
  const mail = await doubtMail(parts.table, leadId, mailId, attemptId, parts.clock());
  if (mail) await sendDoubt(mail, attemptId, parts);
}

function sendDoubt(mail: Mail, attemptId: string, parts: GateParts): Promise<void> {
  const doubt: MailDoubt = { v: 1, kind: 'resolve', leadId: mail.leadId, mailId: mail.mailId, attemptId };
  return parts.queues[queueOf(mail.kind)].send({ body: doubt, delaySeconds: Math.ceil(Math.max(0, doubtLeftMs(mail, parts)) / secondsMs) });
}

function doubtLeftMs(mail: Mail, parts: GateParts): number {
  return addMs(new Date(mail.unknownSince ?? mail.updatedAt), doubtMs).getTime() - parts.clock().getTime();
}

/**
 * Ends a doubt. SES told of the sending: the feedback settled the mail long ago. It did not: a notice is sent again, because a rep who
 * hears twice is better than a lead nobody calls; a mail to a person is given up and listed, because twice would be worse than never.
 */
async function resolveDoubt(doubt: MailDoubt, parts: GateParts): Promise<void> {
  const leadId = LeadId.parse(doubt.leadId);
  const mailId = MailId.parse(doubt.mailId);
  const { attemptId } = doubt;
  const mail = await readMail(parts.table, leadId, mailId);
  if (mail?.attemptId !== attemptId || mail.status === 'sent' || mail.status === 'failed') return;
  if (mail.status === 'claimed') return meetHeldMail(mail.askedBy, leadId, parts);
  if (mail.status === 'unknown' && doubtLeftMs(mail, parts) > 0) return sendDoubt(mail, attemptId, parts);

  if (mail.audience === 'lead') {
    // Freed in the meantime: its next try is under way.
    if (mail.status === 'planned') return;
    await settleFailed(parts.table, await withSurvivor(mail, parts.table), attemptId, 'inDoubt', parts.clock(), parts.ids);
    parts.log.warn('mail in doubt is given up', { leadId, mailId, kind: mail.kind, attemptId });
    return;
  }
  const freed = await releaseMail(parts.table, leadId, mailId, attemptId, parts.clock());
  if (!freed || (await gaveUp(freed, attemptId, parts))) return;
  parts.log.warn('notice in doubt is sent again', { leadId, mailId, kind: mail.kind, attemptId });
  // By a message of its own: if the next attempt dies, that message comes back, while this one would only see another attempt.
  await parts.queues[queueOf(mail.kind)].send({ body: mail.askedBy });
}

/** The same mail asks for the same timer, so that a second delivery changes nothing. */
async function postponeByTimer(request: MailRequest, until: Date, parts: GateParts): Promise<void> {
  const { retry: _retry, ...message } = request;
  const timer = {
    timerId: timerIdFor('quiet', request.leadId, mailIdOf(request)),
    dueAt: until.toISOString(),
    queue: queueOf(request.kind),
    message,
  };
  await parts.table.transact([putTimer(timer)]);
}
