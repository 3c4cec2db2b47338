import type { Clock } from '../platform/clock.ts';
import { keys } from '../platform/keys.ts';
import type { Queue } from '../platform/queues.ts';
import { ConditionFailedError, type Table } from '../platform/table.ts';
import { Mail } from './record.ts';

export interface ResendReport {
  /** Notices of the span that reached nobody. */
  readonly found: number;
  readonly asked: number;
  readonly malformed: number;
}

/**
 * Asks again for every notice to a rep that failed in a span of time: SES refused it, took none for a day, or its rep was not configured.
 * The gate decides anew whom it goes to, and whether it is still needed. Safe to repeat: a notice that was sent is never touched, and one
 * that an earlier run freed and did not ask for is found by the time it failed at. Scans the table: a tool for ops.
 */
export async function resendNotices(
  { table, notice, clock }: { readonly table: Table; readonly notice: Queue; readonly clock: Clock },
  span: { readonly from: string; readonly to: string; readonly dryRun: boolean },
): Promise<ResendReport> {
  let malformed = 0;
  const lost: Mail[] = [];
  for await (const item of table.scan({
    FilterExpression:
      'begins_with(sk, :mail) AND audience = :rep AND updatedAt BETWEEN :from AND :to AND (#status = :failed OR #status = :planned)',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':mail': keys.mailPrefix,
      ':rep': 'rep',
      ':from': span.from,
      ':to': span.to,
      ':failed': 'failed',
      ':planned': 'planned',
    },
  })) {
    const mail = Mail.safeParse(item);
    if (mail.success) lost.push(mail.data);
    else malformed += 1;
  }
  if (span.dryRun) return { found: lost.length, asked: 0, malformed };
  const free: Mail[] = [];
  for (const mail of lost) if (mail.status === 'planned' || (await freeMail(table, mail, clock()))) free.push(mail);
  await notice.sendAll(free.map(({ askedBy }) => ({ body: askedBy })));
  return { found: lost.length, asked: free.length, malformed };
}

/** Lets a failed notice be claimed again, with a day of its own; `updatedAt` stays, so that the next run finds it. */
async function freeMail(table: Table, mail: Mail, now: Date): Promise<boolean> {
  try {
    await table.update({
      Key: keys.mail(mail.leadId, mail.mailId),
      UpdateExpression: 'SET #status = :planned, plannedAt = :now REMOVE reason',
      ConditionExpression: '#status = :failed AND updatedAt = :failedAt',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':planned': 'planned',
        ':now': now.toISOString(),
        ':failed': 'failed',
        ':failedAt': mail.updatedAt,
      },
    });
    return true;
  } catch (error) {
    if (error instanceof ConditionFailedError) return false;
    throw error;
  }
}
