import { addMs, daysMs, epochSeconds } from '../platform/clock.ts';
import { keys } from '../platform/keys.ts';
import { ConditionFailedError, type Item, type Table } from '../platform/table.ts';
import { countsKeptMs, type DayCounts, hourAt, hoursBefore } from './rules-quota.ts';
import { absurdUs, latestStartUs, type MailPace, type MailUrgency } from './rules-rate.ts';

/** A booking as an instance asks for it. */
export interface Booking {
  readonly kind: 'idle' | 'busy';
  readonly count: number;
  readonly urgency: MailUrgency;
  readonly nowUs: number;
  readonly pace: MailPace;
}

/** What became of a booking; refused: what was believed of the booked slots was not so, and this is how it is. */
export type BookingAnswer =
  | { readonly isBooked: true; readonly firstSlotUs: number; readonly bookedUntilUs: number; readonly counts: DayCounts }
  | { readonly isBooked: false; readonly bookedUntilUs: number | undefined };

const counterOf = { all: (hour: number): string => `n${hour}`, mails: (hour: number): string => `m${hour}` } as const;

/** Books slots by one conditional write of the one item that all instances share: no slot is given away twice, and each counts for its hour. */
export async function bookSlots(table: Pick<Table, 'update'>, { kind, count, urgency, nowUs, pace }: Booking): Promise<BookingAnswer> {
  const lengthUs = count * pace.intervalUs;
  const hour = hourAt(nowUs / 1_000);
  const over = hoursBefore(hour).over.flatMap((old) => [counterOf.all(old), counterOf.mails(old)]);
  const counted = `ADD ${countersOf(urgency, hour).join(' :count, ')} :count REMOVE ${over.join(', ')}`;
  const values = { ':count': count, ':expiresAt': epochSeconds(addMs(new Date(nowUs / 1_000), countsKeptMs)) };
  try {
    const after = await table.update({
      Key: keys.mailRate,
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ...(kind === 'idle'
        ? {
            UpdateExpression: `SET bookedUntilUs = :until, expiresAt = :expiresAt ${counted}`,
            ConditionExpression: 'attribute_not_exists(pk) OR bookedUntilUs <= :now OR bookedUntilUs > :absurd',
            ExpressionAttributeValues: { ...values, ':until': nowUs + lengthUs, ':now': nowUs, ':absurd': nowUs + absurdUs },
          }
        : {
            UpdateExpression: `SET bookedUntilUs = bookedUntilUs + :length, expiresAt = :expiresAt ${counted}`,
            ConditionExpression: 'bookedUntilUs > :now AND bookedUntilUs <= :latest',
            ExpressionAttributeValues: {
              ...values,
              ':length': lengthUs,
              ':now': nowUs,
              ':latest': latestStartUs(count, urgency, nowUs, pace),
            },
          }),
    });
    const bookedUntilUs = endOf(after) ?? nowUs + lengthUs;
    return { isBooked: true, firstSlotUs: bookedUntilUs - lengthUs, bookedUntilUs, counts: countsIn(after, hour) };
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    return { isBooked: false, bookedUntilUs: endOf(error.oldItems.get(0)) };
  }
}

/**
 * Takes mails out of the count of an hour that were counted and cannot leave, because the day's quota is spent. Answers whether this is news:
 * nobody found it spent within a day.
 */
export async function noteSpent(table: Pick<Table, 'update'>, count: number, hour: number, now: Date): Promise<boolean> {
  const before = await table.update({
    Key: keys.mailRate,
    UpdateExpression: `SET spentAt = :now ADD ${countersOf('mail', hour).join(' :less, ')} :less`,
    ExpressionAttributeValues: { ':now': now.toISOString(), ':less': -count },
    ReturnValues: 'ALL_OLD',
  });
  return typeof before?.spentAt !== 'string' || Date.parse(before.spentAt) < now.getTime() - daysMs;
}

const countersOf = (urgency: MailUrgency, hour: number): readonly string[] => [
  counterOf.all(hour),
  ...(urgency === 'mail' ? [counterOf.mails(hour)] : []),
];

function countsIn(item: Item | undefined, hour: number): DayCounts {
  const { counted } = hoursBefore(hour);
  const counts = (nameOf: (hour: number) => string) => new Map(counted.map((one) => [one, Number(item?.[nameOf(one)] ?? 0)]));
  return { all: counts(counterOf.all), mails: counts(counterOf.mails) };
}

const endOf = (item: Item | undefined): number | undefined => (typeof item?.bookedUntilUs === 'number' ? item.bookedUntilUs : undefined);
