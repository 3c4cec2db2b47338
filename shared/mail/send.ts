import type { MailMessage, MailRequest } from '../../events/index.ts';
import { readCompany } from '../company/index.ts';
import { readLead } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { LeadId, type MailId } from '../platform/ids.ts';
import type { Log, LogFields } from '../platform/logging.ts';
import type { Table } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { openAddress } from './address.ts';
import { composeMail } from './compose.ts';
import { countNotice } from './digest-store.ts';
import { askLater, meetHeldMail, resolveDoubt, tryAgain } from './doubt.ts';
import { MailNotDeliveredError, noteLost } from './errors.ts';
import { type GateParts, queueNameOf } from './gate-parts.ts';
import { gatherNotice } from './gather.ts';
import { askLimits } from './people.ts';
import type { MailProduct, Pace, PreparedMail, Unsent } from './product.ts';
import { isFree, type PlannedMail } from './record.ts';
import { slotDelaySeconds } from './rules-rate.ts';
import { isOverdue } from './rules-retry.ts';
import { refuseMail, settleFailed, settleSent } from './settle.ts';
import { claimMail, readMail, skipMail } from './store.ts';

/** The one gate to SES: every mail of Phễu passes here. Safe to repeat at any point: what was done is seen in the mail's state. */
export async function handleMailMessage(message: MailMessage, parts: GateParts): Promise<void> {
  if (message.kind === 'resolve') return resolveDoubt(message, parts);
  const { waitsSince = isoTime(parts.clock()), ...request } = message;
  if (isSeldomNeeded(message) && !(await dueMail(request, parts))) return;
  // Before anything is read: a mail that SES would not take now costs nothing.
  if (await parts.rate.take(queueNameOf(request.kind, parts.products))) return sendMail(request, parts);
  if (isOverdue(waitsSince, parts.clock())) return giveUpWaiting(request, parts);
  return waitForRate({ ...request, waitsSince }, parts);
}

/** A slot for a mail that is not needed would be lost to others. One that has waited for a slot, or was tried, is needed. */
function isSeldomNeeded(request: MailRequest): boolean {
  return request.kind === 'welcome' && request.isRepeat === true && request.waitsSince === undefined && request.retry === undefined;
}

/** The same message again, a little later: nothing was begun, so it is not counted as a try. */
async function waitForRate(request: MailRequest, { products, queues, random, log }: GateParts): Promise<void> {
  const queue = queueNameOf(request.kind, products);
  const mailId = products[request.kind].idOf(request);
  await queues[queue].send({ body: request, delaySeconds: slotDelaySeconds(queue, random) });
  log.info('mail waits for the sending rate', { leadId: request.leadId, mailId, kind: request.kind });
}

/** Ends a mail that found no slot for a day: it came too late, unless it is not needed any more or must not be sent. */
async function giveUpWaiting(request: MailRequest, parts: GateParts): Promise<void> {
  const mail = await prepareMail(request, parts);
  if (!mail) return;
  const plan = barOf(parts.products[request.kind], mail) ?? mail.plan(parts.clock());
  const unsent: Unsent = plan.act === 'send' || plan.act === 'postpone' ? { act: 'fail', reason: 'expired' } : plan;
  return leaveUnsent(request, unsent, plannedMail(request, parts.products[request.kind], mail), parts);
}

export async function sendMail(request: MailRequest, parts: GateParts): Promise<void> {
  const due = await dueMail(request, parts);
  if (due) await sendNow(due, parts);
}

/** Decides about a mail, and does what is to be done with one that does not go out now: then there is none. */
async function dueMail(request: MailRequest, parts: GateParts): Promise<DueMail | undefined> {
  const product: MailProduct = parts.products[request.kind];
  const mail = await prepareMail(request, parts);
  if (!mail) return undefined;
  // Where a person is done with, or asked for no contact, nothing speaks to them, whatever asked for the mail.
  const plan = barOf(product, mail) ?? mail.plan(parts.clock());
  switch (plan.act) {
    case 'postpone': {
      await postponeByTimer(request, mail.mailId, plan.until, parts);
      const fields = { leadId: request.leadId, mailId: mail.mailId, kind: request.kind };
      parts.log.info('mail waits for the morning', { ...fields, until: plan.until.toISOString() });
      return undefined;
    }
    case 'send':
      return { request, product, mail, to: plan.to, isProven: plan.isProven === true, pace: plan.pace };
    default:
      await leaveUnsent(request, plan, plannedMail(request, product, mail), parts);
      return undefined;
  }
}

/** Returns why nobody may write to the person to whom a mail would go; null: it goes to a colleague, or to somebody who may be written to. */
function barOf({ audience }: Pick<MailProduct, 'audience'>, { lead }: PreparedMail): Unsent | null {
  if (audience !== 'lead') return null;
  if (lead.status === 'disqualified') return { act: 'skip', why: 'disqualified' };
  // A colleague may work with the lead again; what the person said stands until they say something else.
  return lead.consent.contact?.granted === false ? { act: 'skip', why: 'refusedContact' } : null;
}

/** Gathers what a mail is decided from; undefined where its lead is gone, or it was begun before its lead was merged and is met there. */
async function prepareMail(request: MailRequest, parts: GateParts): Promise<PreparedMail | undefined> {
  const product: MailProduct = parts.products[request.kind];
  const leadId = LeadId.parse(request.leadId);
  const begun = { lead: readLead(parts.table, leadId, { consistent: true }), company: readCompany(parts.config) };
  const mail = await product.prepare(request, begun, parts);
  if (!mail) {
    // Nothing is left that could hold the reason.
    noteUnneeded({ leadId, mailId: product.idOf(request), kind: request.kind, why: 'leadGone' }, parts.log);
    return undefined;
  }
  if (mail.lead.leadId === leadId || !(await isBegun(leadId, mail.mailId, parts.table))) return mail;
  await meetHeldMail(request, leadId, parts);
  return undefined;
}

/** Tells whether a mail was begun before its lead was merged: it stays where it lies, and is not sent again from the lead that is left. */
async function isBegun(leadId: LeadId, mailId: MailId, table: Table): Promise<boolean> {
  const mail = await readMail(table, leadId, mailId);
  return mail !== undefined && !isFree(mail);
}

const noteUnneeded = (fields: LogFields, log: Log): void => log.info('mail not needed', fields);

/** Ends a mail before an attempt, with its reason. One whose worker died in an attempt is ended as any that is in doubt. */
async function leaveUnsent(request: MailRequest, unsent: Unsent, planned: PlannedMail, parts: GateParts): Promise<void> {
  const { leadId, mailId, kind } = planned;
  if (unsent.act === 'leave') return noteUnneeded({ leadId, mailId, kind, why: unsent.why }, parts.log);
  const isSkipped = unsent.act === 'skip';
  const recorded = isSkipped
    ? await skipMail(parts.table, planned, unsent.why, parts.clock())
    : await refuseMail(parts.table, planned, unsent.reason, parts.clock(), parts.ids);
  const begun = recorded ? undefined : await readMail(parts.table, leadId, mailId);
  // One that failed is told of again: the worker that noted it may have died before.
  if (begun && !isFree(begun) && begun.status !== 'failed') return meetHeldMail(request, leadId, parts);
  const fields = { leadId, mailId, kind, recorded };
  if (isSkipped) return noteUnneeded({ ...fields, why: unsent.why }, parts.log);
  noteLost('mail will not be sent', planned, { ...fields, reason: unsent.reason }, parts.log);
}

function plannedMail(request: MailRequest, { audience }: MailProduct, mail: PreparedMail, templateVersion?: string): PlannedMail {
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

/** A mail that is due, and to whom; `pace`: how many its receiver hears one by one. */
interface DueMail {
  readonly request: MailRequest;
  readonly product: MailProduct;
  readonly mail: PreparedMail;
  readonly to: string;
  readonly isProven: boolean;
  readonly pace: Pace | undefined;
}

/** Sends a mail, or leaves it to a digest where its receiver has heard enough within the hour. A further try of a mail was counted before. */
async function sendNow(due: DueMail, parts: GateParts): Promise<void> {
  const { request, product, mail, to, pace } = due;
  if (!pace || request.retry) return deliver(due, parts);
  const now = parts.clock();
  const count = await countNotice(parts.table, pace.repId, now);
  if (count.inHour <= pace.mostPerHour) return deliver(due, parts);
  const planned = plannedMail(request, product, mail);
  const guards = mail.guards(to, { ...parts, planned, now });
  const gathering = await gatherNotice({ mail: planned, guards, repId: pace.repId, count }, now, parts);
  if (gathering === 'heldElsewhere') return meetHeldMail(request, planned.leadId, parts);
  if (gathering !== 'gathered') return leaveUnsent(request, await gathering.refusedBy.refused(), planned, parts);
  parts.log.info('notice left to a digest', { leadId: planned.leadId, mailId: planned.mailId, inHour: count.inHour });
}

async function deliver({ request, product, mail, to, isProven }: DueMail, parts: GateParts): Promise<void> {
  const { table, log, ids, digests } = parts;
  const attemptId = ids.attemptId();
  const now = parts.clock();
  const written = mail.compose(to, parts);
  const asked = plannedMail(request, product, mail, written.template[written.locale].version);
  const passage = product.audience === 'lead' ? await askLimits({ request, to, isProven, company: mail.company }, now, parts) : {};
  if ('heldBack' in passage) return leaveUnsent(request, { act: 'fail', reason: passage.heldBack }, asked, parts);
  const planned = { ...asked, ...passage };
  const { leadId, mailId, kind } = planned;
  const fields = { leadId, mailId, kind, attemptId };
  const outgoing = composeMail(written, { ...planned, attemptId, to, company: mail.company, at: now }, parts.sender);

  const own = product.audience === 'lead' ? [openAddress(digests.address(to))] : [];
  const claim = await claimMail(table, planned, attemptId, now, [...own, ...mail.guards(to, { ...parts, planned, now })]);
  if (claim === 'heldElsewhere') return meetHeldMail(request, leadId, parts);
  // Another worker was quicker to take what the guard gives once, or the address was closed a moment ago.
  if (claim !== 'claimed') return leaveUnsent(request, await claim.refusedBy.refused(), planned, parts);

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

/** The same mail asks for the same timer, so that a second delivery changes nothing. */
async function postponeByTimer(request: MailRequest, mailId: MailId, until: Date, parts: GateParts): Promise<void> {
  const { retry: _retry, waitsSince: _since, ...message } = request;
  const timer = {
    timerId: timerIdFor('quiet', request.leadId, mailId),
    dueAt: until.toISOString(),
    queue: queueNameOf(request.kind, parts.products),
    message,
  };
  await parts.table.transact([putTimer(timer)]);
}
