import { z } from 'zod';
import { BookMessage } from '../../events/index.ts';
import { addMs, daysMs, epochSeconds } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { PoolId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { beginningWith, type Table, type WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { AssignParts } from './parts.ts';
import { ledgerBooked } from './rules-ledger.ts';
import { putPoolState, readPoolState } from './store.ts';

/** What a ledger counted apart from its pool's turn, or what its turn counts no more. Another version may know other words for `how`. */
export const Booking = BookMessage.omit({ v: true, kind: true, poolId: true }).extend({ how: z.string() });
export type Booking = z.infer<typeof Booking>;

/** Longer than any queue, timer or dead letter keeps a message that could come again. */
const keptDays = 400;

/** Counts what reps of a pool were given, or gave up, apart from its turn: once each, in the pool's own group, however often it is told. */
export async function bookCredits(poolId: PoolId, messages: readonly BookMessage[], { table, log }: AssignParts): Promise<void> {
  const asked = [...new Map(messages.map((message) => [message.bookingId, message])).values()];
  const booked = await untilWritten(async () => {
    const [before, known] = await Promise.all([
      readPoolState(table, poolId),
      Promise.all(asked.map(({ at, bookingId }) => table.get(keys.booking(poolId, at, bookingId), { consistent: true }))),
    ]);
    const fresh = asked.filter((_, place) => known[place] === undefined);
    if (fresh.length === 0) return fresh;
    const after = fresh.flatMap(({ entries }) => entries).reduce(ledgerBooked, before);
    // The bookings of one transaction are one version of the ledger.
    await table.transact([
      putPoolState(before, { ...after, version: before.version + 1 }),
      ...fresh.map((one) => putBooking(poolId, bookingOf(one))),
    ]);
    return fresh;
  });
  for (const { bookingId, how } of booked) log.info('credits booked', { poolId, bookingId, how });
}

const bookingOf = ({ v: _v, kind: _kind, poolId: _pool, ...booking }: BookMessage): Booking => booking;

/** Lists something that a ledger counts, in the transaction that counts it; refused where it is listed. */
export function putBooking(poolId: PoolId, booking: Booking): WriteItem {
  const expiresAt = epochSeconds(addMs(new Date(booking.at), keptDays * daysMs));
  return {
    Put: {
      Item: { ...keys.booking(poolId, booking.at, booking.bookingId), ...booking, expiresAt },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

/** Reads what a ledger counted last apart from its pool's turn, newest first. @throws CorruptItemError */
export async function readBookings(table: Pick<Table, 'query'>, poolId: PoolId, most: number): Promise<Booking[]> {
  const { items } = await table.query({
    ...beginningWith(keys.pool(poolId).pk, keys.bookingPrefix),
    ScanIndexForward: false,
    Limit: most,
  });
  return items.map((item) => {
    const read = Booking.safeParse(item);
    if (!read.success) throw new CorruptItemError('a booking does not have the shape this version knows');
    return read.data;
  });
}
