import { z } from 'zod';
import { addMs, daysMs, epochSeconds } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, MailId, RepId } from '../platform/ids.ts';
import { type Key, keys } from '../platform/keys.ts';
import { ConditionFailedError, type Table, type WriteItem } from '../platform/table.ts';
import type { Pace } from './product.ts';
import { type PlannedMail, SkipReason } from './record.ts';
import { countedMs, type DigestReader, dueAtOf, spanAt, spanOf, spansBefore } from './rules-digest.ts';
import { free, freeValues, plannedFields, plannedValues } from './store.ts';

/** Long enough to send a digest again that failed. */
const keptMs = 30 * daysMs;

const digestKey = (reader: DigestReader, part: string): Key =>
  'repId' in reader ? keys.digest(RepId.parse(reader.repId), part) : keys.leaderDigest(reader.userId, part);

/** What a notice is counted as: whether its receiver hears of it at once, and where a digest would list it. */
export interface NoticeCount {
  readonly isAtOnce: boolean;
  /** How often the receiver was to hear something within the span, this included. */
  readonly inSpan: number;
}

/** Counts a notice to whoever hears of them one by one only so often. */
export async function countNotice(table: Table, pace: Pace, now: Date): Promise<NoticeCount> {
  if ('userId' in pace) {
    const inSpan = await countForLeader(table, pace, now);
    return { isAtOnce: inSpan === 1, inSpan };
  }
  const { inSpan, inHour } = await countForRep(table, pace.repId, now);
  return { isAtOnce: inHour <= pace.mostPerHour, inSpan };
}

/** One plain write, on an item of the span: leaders hear so seldom that nobody would take counters away. */
async function countForLeader(table: Table, reader: { readonly userId: string }, now: Date): Promise<number> {
  const counter = await table.update({
    Key: keys.noticesOfLeader(reader.userId, spanOf(reader, now)),
    UpdateExpression: 'SET expiresAt = :expiresAt ADD notices :one',
    ExpressionAttributeValues: { ':one': 1, ':expiresAt': epochSeconds(addMs(now, countedMs)) },
    ReturnValues: 'ALL_NEW',
  });
  return Number(counter?.notices ?? 0);
}

const counterOf = (span: number): string => `n${span}`;

/** One plain write, on an item that holds a counter for each span and forgets those that are over. `inHour`: in an hour at least, in seventy minutes at most. */
async function countForRep(table: Table, repId: RepId, now: Date): Promise<{ readonly inSpan: number; readonly inHour: number }> {
  const span = spanAt(now);
  const { counted, over } = spansBefore(span);
  const names = over.map((old) => [`#o${span - old}`, counterOf(old)] as const);
  const counters = await table.update({
    Key: keys.noticesOfRep(repId),
    UpdateExpression: `SET expiresAt = :expiresAt ADD #now :one REMOVE ${names.map(([name]) => name).join(', ')}`,
    ExpressionAttributeNames: { '#now': counterOf(span), ...Object.fromEntries(names) },
    ExpressionAttributeValues: { ':one': 1, ':expiresAt': epochSeconds(addMs(now, countedMs)) },
    ReturnValues: 'ALL_NEW',
  });
  const count = (of: number) => Number(counters?.[counterOf(of)] ?? 0);
  return { inSpan: count(span), inHour: [span, ...counted].reduce((sum, one) => sum + count(one), 0) };
}

/** A notice that a digest lists. */
const Gathered = z.object({ leadId: LeadId, mailId: MailId });
export type Gathered = z.infer<typeof Gathered>;

const StoredDigest = z.object({ notices: z.array(Gathered) });

function gatheredIn(item: unknown): readonly Gathered[] {
  const digest = StoredDigest.safeParse(item);
  if (!digest.success) throw new CorruptItemError('a digest does not have the shape this version knows');
  return digest.data.notices;
}

const listed = ({ leadId, mailId }: Gathered): readonly Gathered[] => [{ leadId, mailId }];

/** Returns the write that adds a notice to a digest that others have begun, and that has not been written yet. */
export function addToDigest(reader: DigestReader, part: string, notice: Gathered): WriteItem {
  return {
    Update: {
      Key: digestKey(reader, part),
      UpdateExpression: 'SET notices = list_append(notices, :notice)',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(closed)',
      ExpressionAttributeValues: { ':notice': listed(notice) },
    },
  };
}

/** Returns the write that begins a digest with its first notice; the digest is a mail about that lead. */
export function beginDigest(reader: DigestReader, part: string, notice: Gathered): WriteItem {
  const expiresAt = epochSeconds(addMs(dueAtOf(part), keptMs));
  return {
    Put: {
      Item: { ...digestKey(reader, part), notices: listed(notice), expiresAt },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

/** Reads what a digest lists so far, in order: nothing when there is none. */
export async function readGathered(table: Table, reader: DigestReader, part: string): Promise<readonly Gathered[]> {
  const item = await table.get(digestKey(reader, part), { consistent: true });
  return item ? gatheredIn(item) : [];
}

/** Closes a digest, so that no notice joins it after it was written, and returns what it lists, in order: nothing when there is none. Safe to repeat. */
export async function closeDigest(table: Table, reader: DigestReader, part: string): Promise<readonly Gathered[]> {
  try {
    const item = await table.update({
      Key: digestKey(reader, part),
      UpdateExpression: 'SET closed = :true',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':true': true },
      ReturnValues: 'ALL_NEW',
    });
    return gatheredIn(item);
  } catch (error) {
    if (error instanceof ConditionFailedError) return [];
    throw error;
  }
}

/** Returns the write that leaves a free mail to a digest: it is at rest, and no attempt of its own takes it any more. */
export function leaveToDigest(mail: PlannedMail, part: string, now: Date): WriteItem {
  return {
    Update: {
      Key: keys.mail(mail.leadId, mail.mailId),
      UpdateExpression:
        `SET ${plannedFields}, plannedAt = if_not_exists(plannedAt, :now), updatedAt = :now, ` +
        'attempts = if_not_exists(attempts, :zero), #status = :inDigest, digest = :part REMOVE reason',
      ConditionExpression: free,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ...plannedValues(mail),
        ...freeValues,
        ':now': now.toISOString(),
        ':zero': 0,
        ':inDigest': 'inDigest',
        ':part': part,
      },
    },
  };
}

/** Notes why a digest does not list a notice that was left to it. Safe to repeat. */
export async function leaveOutOfDigest(table: Table, { leadId, mailId }: Gathered, part: string, reason: string): Promise<void> {
  try {
    await table.update({
      Key: keys.mail(leadId, mailId),
      UpdateExpression: 'SET #status = :skipped, reason = :reason, updatedAt = :at REMOVE plannedAt, digest',
      ConditionExpression: '#status = :inDigest AND digest = :part',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':skipped': 'skipped',
        ':inDigest': 'inDigest',
        ':part': part,
        ':reason': SkipReason.parse(reason),
        ':at': dueAtOf(part).toISOString(),
      },
    });
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}
