import { addMs, isoTime, secondsMs } from '../platform/clock.ts';
import type { LeadId, MailId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { beginningWith, ConditionFailedError, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { endWith, type Follow } from './follow.ts';
import type { ClaimGuard, Postponed } from './product.ts';
import { type Mail, type PlannedMail, parseMail, SkipReason } from './record.ts';

/** Longer than the slowest call to SES may take, so that an expired lease means a dead worker. */
export const leaseMs = 60 * secondsMs;

/** Reads one mail, strongly where the caller does not say otherwise. */
export async function readMail(
  table: Table,
  leadId: LeadId,
  mailId: MailId,
  options: { readonly consistent: boolean } = { consistent: true },
): Promise<Mail | undefined> {
  const item = await table.get(keys.mail(leadId, mailId), options);
  return item && parseMail(item);
}

/** All mails of a lead, to the lead and about it. */
export async function readMails(table: Table, leadId: LeadId, { consistent = false } = {}): Promise<Mail[]> {
  const items = await queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.mailPrefix), ConsistentRead: consistent });
  return items.map(parseMail);
}

/** Returns the write that says whose history a mail is, which stays where it lies. */
export function nameMail({ leadId, mailId }: Pick<Mail, 'leadId' | 'mailId'>, ofLead: LeadId): WriteItem {
  return {
    Update: {
      Key: keys.mail(leadId, mailId),
      UpdateExpression: 'SET ofLead = :ofLead',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':ofLead': ofLead },
    },
  };
}

/** Who has the mail after a claim: we; whoever holds or settled it; nobody, because of a guard that refused. */
export type Claim = 'claimed' | 'heldElsewhere' | { readonly refusedBy: ClaimGuard };

/** Takes a mail that is free for one attempt: one plain write, or one transaction with what guards it. */
export async function claimMail(
  table: Table,
  mail: PlannedMail,
  attemptId: string,
  now: Date,
  guards: readonly ClaimGuard[] = [],
): Promise<Claim> {
  const update = {
    Key: keys.mail(mail.leadId, mail.mailId),
    UpdateExpression:
      `SET ${plannedFields}, plannedAt = if_not_exists(plannedAt, :now), updatedAt = :now, ` +
      'attempts = if_not_exists(attempts, :zero) + :one, #status = :claimed, attemptId = :attemptId, leaseUntil = :leaseUntil' +
      `${mail.ordinal === undefined ? '' : ', ordinal = :ordinal'}${mail.plannedFor === undefined ? '' : ', plannedFor = :plannedFor'}${mail.address === undefined ? '' : ', address = :address'}${mail.trial === undefined ? '' : ', trial = :trial'} REMOVE reason, waitsUntil${mail.trial === undefined ? ', trial' : ''}`,
    ConditionExpression: free,
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ...plannedValues(mail),
      ':now': now.toISOString(),
      ':zero': 0,
      ':one': 1,
      ':claimed': 'claimed',
      ...freeValues,
      ':attemptId': attemptId,
      ':leaseUntil': addMs(now, leaseMs).toISOString(),
      ...(mail.ordinal === undefined ? {} : { ':ordinal': mail.ordinal }),
      ...(mail.plannedFor === undefined ? {} : { ':plannedFor': mail.plannedFor }),
      ...(mail.address === undefined ? {} : { ':address': mail.address }),
      ...(mail.trial === undefined ? {} : { ':trial': mail.trial }),
    },
  };
  try {
    if (guards.length > 0) await table.transact([{ Update: update }, ...guards.map(({ write }) => write)]);
    else await table.update(update);
    return 'claimed';
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    const refusedBy = guards.find((_guard, place) => error.failedIndexes.includes(place + 1));
    if (refusedBy && !error.failedIndexes.includes(0)) return { refusedBy };
    // The client repeats a write whose answer was lost; then it is our own claim that stands there.
    const held = await readMail(table, mail.leadId, mail.mailId);
    return held?.status === 'claimed' && held.attemptId === attemptId ? 'claimed' : 'heldElsewhere';
  }
}

/**
 * Notes once why a mail that is free is not needed; the first reason stays. False when it has one, is under way or settled.
 * It has not begun, so whoever takes it later has the whole time for tries.
 */
export async function skipMail(table: Table, mail: PlannedMail, reason: string, now: Date, follow?: Follow): Promise<boolean> {
  const skipped: WriteItem = {
    Update: {
      ...restOf(mail),
      UpdateExpression: `${restFields}, #status = :skipped REMOVE plannedAt, waitsUntil`,
      ConditionExpression: 'attribute_not_exists(pk) OR #status = :planned',
      ExpressionAttributeValues: { ...restValues(mail, reason, now), ...freeValues },
    },
  };
  return endWith(table, { writes: [skipped], entries: [] }, follow);
}

/**
 * Returns the write that notes what a free mail waits for, until when: the latest reason stands. Like a mail that is skipped it has not begun.
 */
export function waitingMail(mail: PlannedMail, { until, why }: Postponed, now: Date): WriteItem {
  return {
    Update: {
      ...restOf(mail),
      UpdateExpression: `${restFields}, #status = :planned, waitsUntil = :until REMOVE plannedAt`,
      ConditionExpression: free,
      ExpressionAttributeValues: { ...restValues(mail, why, now), ...freeValues, ':until': isoTime(until) },
    },
  };
}

/** Gives a mail back after an attempt that SES surely did not accept. Answers the mail, or nothing when it is settled already. */
export function releaseMail(table: Table, leadId: LeadId, mailId: MailId, attemptId: string, now: Date): Promise<Mail | undefined> {
  return changeAttempt(table, leadId, mailId, attemptId, 'planned', {
    UpdateExpression: 'SET #status = :next, updatedAt = :now REMOVE leaseUntil, unknownSince',
    ExpressionAttributeValues: { ':now': now.toISOString() },
  });
}

/** Notes that nobody knows whether SES accepted the attempt. */
export function doubtMail(table: Table, leadId: LeadId, mailId: MailId, attemptId: string, now: Date): Promise<Mail | undefined> {
  return changeAttempt(table, leadId, mailId, attemptId, 'unknown', {
    UpdateExpression: 'SET #status = :next, updatedAt = :now, unknownSince = if_not_exists(unknownSince, :now) REMOVE leaseUntil',
    ExpressionAttributeValues: { ':now': now.toISOString() },
  });
}

/** Changes the status of an open attempt, or answers nothing when another worker or a feedback event went further. */
async function changeAttempt(
  table: Table,
  leadId: LeadId,
  mailId: MailId,
  attemptId: string,
  next: 'planned' | 'unknown',
  change: { UpdateExpression: string; ExpressionAttributeValues: Record<string, unknown> },
): Promise<Mail | undefined> {
  try {
    const after = await table.update({
      Key: keys.mail(leadId, mailId),
      ...change,
      ConditionExpression: 'attemptId = :attemptId AND #status IN (:claimed, :unknown)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ...change.ExpressionAttributeValues,
        ':attemptId': attemptId,
        ':claimed': 'claimed',
        ':unknown': 'unknown',
        ':next': next,
      },
      ReturnValues: 'ALL_NEW',
    });
    return after && parseMail(after);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    const stands = await readMail(table, leadId, mailId);
    return stands?.attemptId === attemptId && stands.status === next ? stands : undefined;
  }
}

/** Holds for a mail that may be taken. */
export const free = 'attribute_not_exists(pk) OR #status IN (:planned, :skipped)';
/** Values of `free`. */
export const freeValues = { ':planned': 'planned', ':skipped': 'skipped' } as const;

export const plannedFields =
  'leadId = :leadId, mailId = :mailId, kind = :kind, audience = :audience, askedBy = :askedBy, templateVersion = :templateVersion, ' +
  'leadVersion = :leadVersion, correlationId = :correlationId';

/** Values of `plannedFields`. */
export const plannedValues = (mail: PlannedMail) => ({
  ':leadId': mail.leadId,
  ':mailId': mail.mailId,
  ':kind': mail.kind,
  ':audience': mail.audience,
  ':askedBy': mail.askedBy,
  ':templateVersion': mail.templateVersion ?? 'unknown',
  ':leadVersion': mail.leadVersion,
  ':correlationId': mail.correlationId,
});

const restFields = `SET ${plannedFields}, updatedAt = :now, attempts = if_not_exists(attempts, :zero), reason = :reason`;
const restOf = (mail: PlannedMail) => ({ Key: keys.mail(mail.leadId, mail.mailId), ExpressionAttributeNames: { '#status': 'status' } });
const restValues = (mail: PlannedMail, reason: string, now: Date) => ({
  ...plannedValues(mail),
  ':now': isoTime(now),
  ':zero': 0,
  ':reason': SkipReason.parse(reason),
});
