import { type Actor, mailFailed, mailSent } from '../../events/index.ts';
import { type Lead, type TimelineEntry, timelineEntry } from '../leads/index.ts';
import type { IdSource } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { endWith, type Follow } from './follow.ts';
import { type Mail, type MailFailure, type MailStatus, needIn, type PlannedMail, sequenceIn } from './record.ts';
import { free, freeValues, plannedFields, plannedValues } from './store.ts';

const actor: Actor = { kind: 'system', id: 'send-mail' };

type Settled = Pick<Mail, 'leadId' | 'mailId' | 'kind' | 'audience' | 'askedBy' | 'leadVersion' | 'correlationId' | 'plannedFor'> & {
  templateVersion?: string | undefined;
  trial?: Mail['trial'] | undefined;
  /** The lead whose history tells of it, where that is another: the one that the mail's lead was merged into since. */
  survivor?: Pick<Lead, 'leadId' | 'version'> | undefined;
};

const changeOf = (mail: Settled, at: Date) => ({
  leadId: mail.survivor?.leadId ?? mail.leadId,
  leadVersion: mail.survivor?.version ?? mail.leadVersion,
  at,
  actor,
  correlationId: mail.correlationId,
  causationId: mail.mailId,
});

/**
 * Settles an attempt as sent, with its timeline entry. False when it is settled already.
 * A mail given up as in doubt, or freed to be sent again and maybe not needed any more, is corrected when proof of that attempt arrives late.
 */
export function settleSent(
  table: Table,
  mail: Settled,
  attemptId: string,
  messageId: string | undefined,
  now: Date,
  ids: Pick<IdSource, 'entryId'>,
  follow?: Follow,
): Promise<boolean> {
  const { mailId, kind, audience, templateVersion = 'unknown', trial } = mail;
  const tried = trial === undefined ? {} : { experiment: trial };
  const told = { mailId, kind, audience, attemptId, templateVersion, ...needIn(mail), ...sequenceIn(mail), ...tried };
  const entry = timelineEntry(mailSent, changeOf(mail, now), told, ids);
  const writes: WriteItem[] = [
    {
      Update: {
        Key: keys.mail(mail.leadId, mailId),
        UpdateExpression: `SET #status = :sent, updatedAt = :now${messageId === undefined ? '' : ', messageId = :messageId'} REMOVE leaseUntil, unknownSince, reason`,
        ConditionExpression:
          'attemptId = :attemptId AND (#status IN (:claimed, :unknown, :planned, :skipped) OR (#status = :failed AND reason = :inDoubt))',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':sent': 'sent',
          ':now': now.toISOString(),
          ':attemptId': attemptId,
          ':claimed': 'claimed',
          ':unknown': 'unknown',
          ...freeValues,
          ':failed': 'failed',
          ':inDoubt': 'inDoubt',
          ...(messageId === undefined ? {} : { ':messageId': messageId }),
        },
      },
    },
  ];
  return endWith(table, { writes, entries: [entry] }, follow);
}

/** Settles an open attempt as failed, with its timeline entry. False when it is settled already. */
export function settleFailed(
  table: Table,
  mail: Settled,
  attemptId: string,
  reason: MailFailure,
  now: Date,
  ids: Pick<IdSource, 'entryId'>,
  follow?: Follow,
): Promise<boolean> {
  return fail(table, mail, attemptId, reason, ['claimed', 'unknown', 'planned'], now, ids, follow);
}

/** Takes back the sending of an attempt that SES accepted and then refused. False when that is recorded already. */
export function settleRefused(table: Table, mail: Settled, attemptId: string, now: Date, ids: Pick<IdSource, 'entryId'>): Promise<boolean> {
  return fail(table, mail, attemptId, 'rejected', ['claimed', 'unknown', 'planned', 'sent'], now, ids);
}

function fail(
  table: Table,
  mail: Settled,
  attemptId: string,
  reason: MailFailure,
  from: readonly MailStatus[],
  now: Date,
  ids: Pick<IdSource, 'entryId'>,
  follow?: Follow,
): Promise<boolean> {
  const statuses = Object.fromEntries(from.map((status) => [`:${status}`, status]));
  const writes: WriteItem[] = [
    {
      Update: {
        Key: keys.mail(mail.leadId, mail.mailId),
        UpdateExpression: 'SET #status = :failed, updatedAt = :now, reason = :reason REMOVE leaseUntil, unknownSince',
        ConditionExpression: `attemptId = :attemptId AND #status IN (${Object.keys(statuses).join(', ')})`,
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':failed': 'failed',
          ':now': now.toISOString(),
          ':reason': reason,
          ':attemptId': attemptId,
          ...statuses,
        },
      },
    },
  ];
  return endWith(table, { writes, entries: [failedEntry(mail, reason, now, ids)] }, follow);
}

/** Records a mail that is given up before any attempt. False when the mail exists and is not free. */
export function refuseMail(
  table: Table,
  mail: PlannedMail,
  reason: MailFailure,
  now: Date,
  ids: Pick<IdSource, 'entryId'>,
  follow?: Follow,
): Promise<boolean> {
  const writes: WriteItem[] = [
    {
      Update: {
        Key: keys.mail(mail.leadId, mail.mailId),
        UpdateExpression:
          `SET ${plannedFields}, plannedAt = if_not_exists(plannedAt, :now), updatedAt = :now, ` +
          'attempts = if_not_exists(attempts, :zero), #status = :failed, reason = :reason REMOVE waitsUntil',
        ConditionExpression: free,
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ...plannedValues(mail),
          ':now': now.toISOString(),
          ':zero': 0,
          ':failed': 'failed',
          ...freeValues,
          ':reason': reason,
        },
      },
    },
  ];
  return endWith(table, { writes, entries: [failedEntry(mail, reason, now, ids)] }, follow);
}

function failedEntry(mail: Settled, reason: MailFailure, now: Date, ids: Pick<IdSource, 'entryId'>): TimelineEntry {
  const { mailId, kind, audience } = mail;
  const told = { mailId, kind, audience, reason, ...needIn(mail), ...sequenceIn(mail) };
  return timelineEntry(mailFailed, changeOf(mail, now), told, ids);
}
