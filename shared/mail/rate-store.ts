import { keys } from '../platform/keys.ts';
import { ConditionFailedError, type Item, type Table } from '../platform/table.ts';
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
  | { readonly isBooked: true; readonly firstSlotUs: number; readonly bookedUntilUs: number }
  | { readonly isBooked: false; readonly bookedUntilUs: number | undefined };

/** Books slots by one conditional write of the one item that all instances share: no slot is given away twice. */
export async function bookSlots(table: Pick<Table, 'update'>, { kind, count, urgency, nowUs, pace }: Booking): Promise<BookingAnswer> {
  const lengthUs = count * pace.intervalUs;
  try {
    const after = await table.update({
      Key: keys.mailRate,
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ...(kind === 'idle'
        ? {
            UpdateExpression: 'SET bookedUntilUs = :until',
            ConditionExpression: 'attribute_not_exists(pk) OR bookedUntilUs <= :now OR bookedUntilUs > :absurd',
            ExpressionAttributeValues: { ':until': nowUs + lengthUs, ':now': nowUs, ':absurd': nowUs + absurdUs },
          }
        : {
            UpdateExpression: 'SET bookedUntilUs = bookedUntilUs + :length',
            ConditionExpression: 'bookedUntilUs > :now AND bookedUntilUs <= :latest',
            ExpressionAttributeValues: { ':length': lengthUs, ':now': nowUs, ':latest': latestStartUs(count, urgency, nowUs, pace) },
          }),
    });
    const bookedUntilUs = endOf(after) ?? nowUs + lengthUs;
    return { isBooked: true, firstSlotUs: bookedUntilUs - lengthUs, bookedUntilUs };
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    return { isBooked: false, bookedUntilUs: endOf(error.oldItems.get(0)) };
  }
}

const endOf = (item: Item | undefined): number | undefined => (typeof item?.bookedUntilUs === 'number' ? item.bookedUntilUs : undefined);
