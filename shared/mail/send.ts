import type { MailMessage, MailRequest } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { readCompany } from '../company/index.ts';
import { readLead } from '../leads/index.ts';
import { addMs, hoursMs, isoTime } from '../platform/clock.ts';
import { LeadId, type MailId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type DueMail, plannedMail, sendNow } from './deliver.ts';
import { meetHeldMail, resolveDoubt } from './doubt.ts';
import { MailQuotaSpentError } from './errors.ts';
import { type GateParts, queueNameOf, queueOf } from './gate-parts.ts';
import { leaveUnsent, noteUnneeded } from './leave.ts';
import type { MailProduct, Postponed, PreparedMail, Unsent } from './product.ts';
import type { Slot } from './rate.ts';
import { isFree } from './record.ts';
import type { QuotaLane } from './rules-quota.ts';
import { slotDelaySeconds } from './rules-rate.ts';
import { isOverdue } from './rules-retry.ts';
import { readMail } from './store.ts';

/** The one gate to SES: every mail of Phễu passes here. Safe to repeat at any point: what was done is seen in the mail's state. */
export async function handleMailMessage(message: MailMessage, parts: GateParts): Promise<void> {
  if (message.kind === 'resolve') return resolveDoubt(message, parts);
  const { waitsSince = isoTime(parts.clock()), ...request } = message;
  if (isSeldomNeeded(message) && !(await dueMail(request, parts))) return;
  // Before anything is read: a mail that SES would not take now costs nothing.
  const lane = request.kind === 'sequenceMail' ? 'sequence' : queueNameOf(request.kind, parts.products);
  return sendInTurn(request, lane, waitsSince, parts);
}

async function sendInTurn(request: MailRequest, lane: QuotaLane, waitsSince: string, parts: GateParts): Promise<void> {
  const slot = await parts.rate.take(lane);
  if (slot.kind === 'taken') return sendMail(request, parts);
  if (slot.kind === 'spent') {
    const goesOn = await waitForQuota(request, lane, slot, parts);
    return goesOn ? sendInTurn(request, 'mail', waitsSince, parts) : undefined;
  }
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

/**
 * Puts a mail off to the hour in which the day's quota has room, spread over it: all that wait would ask in the same second. True for one of a
 * sequence that does not advertise: somebody waits for it as for a welcome, so it is none of those that have had theirs.
 */
async function waitForQuota(
  request: MailRequest,
  lane: QuotaLane,
  { until, isNews }: Slot & { kind: 'spent' },
  parts: GateParts,
): Promise<boolean> {
  const { kind, leadId } = request;
  if (isNews) {
    const error = new MailQuotaSpentError('mails to people wait');
    parts.log.error("the day's quota of mails is spent", error, { leadId, kind, until: isoTime(until) });
  }
  const mail = await prepareMail(request, parts);
  if (!mail) return false;
  const now = parts.clock();
  const plan = barOf(parts.products[kind], mail) ?? mail.plan(now);
  const planned = plannedMail(request, parts.products[kind], mail);
  if (lane === 'sequence' && plan.act === 'send' && mail.advertising(plan.to, { ...parts, planned, now }) === null) return true;
  const wait: Postponed = { act: 'postpone', until: addMs(until, Math.floor(parts.random() * hoursMs)), why: 'dayQuota' };
  await leaveUnsent(request, plan.act === 'send' ? wait : plan, planned, parts);
  return false;
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
    case 'send':
      return { request, product, mail, to: plan.to, isProven: plan.isProven === true, pace: plan.pace, plannedFor: plan.plannedFor };
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
  const begun = { lead: readLead(parts.table, leadId, { consistent: true }), company: readOurs(parts) };
  const mail = await product.prepare(request, begun, parts);
  if (!mail) {
    const other = await product.elsewhere?.(request, parts);
    if (other !== undefined) return void (await askAgainFor(other, request, parts));
    // Nothing is left that could hold the reason.
    noteUnneeded({ leadId, mailId: product.idOf(request), kind: request.kind, why: 'leadGone' }, parts.log);
    return undefined;
  }
  if (mail.lead.leadId === leadId || !(await isBegun(leadId, mail.mailId, parts.table))) return mail;
  await meetHeldMail(request, leadId, parts);
  return undefined;
}

/** Reads the company; where it names no page for its leads, our people look at them in the console. */
async function readOurs({ config, sender }: Pick<GateParts, 'config' | 'sender'>): Promise<CompanyConfig> {
  const company = await readCompany(config);
  return { ...company, leadPage: company.leadPage ?? sender.leadPage };
}

/** The same message, kept with another lead: what it tells of the others must not go with the one that is gone. */
async function askAgainFor(leadId: LeadId, request: MailRequest, parts: GateParts): Promise<void> {
  await queueOf(request.kind, parts).send({ body: { ...request, leadId } });
  parts.log.info('mail is kept with another lead', { leadId, gone: request.leadId, kind: request.kind });
}

/** Tells whether a mail was begun before its lead was merged: it stays where it lies, and is not sent again from the lead that is left. */
async function isBegun(leadId: LeadId, mailId: MailId, table: Table): Promise<boolean> {
  const mail = await readMail(table, leadId, mailId);
  return mail !== undefined && !isFree(mail);
}
