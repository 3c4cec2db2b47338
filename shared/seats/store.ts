import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId, RepId, SubjectId } from '../platform/ids.ts';
import { indexKeys, keys, partitionId } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { unchangedSince, versioned } from '../platform/versioned.ts';
import { Seat } from './record.ts';
import type { SeatChange } from './rules-seats.ts';

const seats = versioned<Seat>({
  parse(item) {
    const parsed = Seat.safeParse({ ...item, leadId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('a seat does not have the shape this version knows');
    return parsed.data;
  },
  toItem({ leadId, ...seat }) {
    return { ...keys.seat(leadId, seat.repId), ...indexKeys.seat(seat.repId, seat.activityAt, leadId), ...seat };
  },
});

/** @throws CorruptItemError for an item that is no seat. */
export const parseSeat = (item: Item): Seat => seats.parse(item);

/**
 * Returns the write of a changed seat, for the transaction that moves its subject. Refused when another subject came or went since the
 * seat was read: the last one that goes must be the one that ends it.
 */
export function writeSeat({ before, after }: SeatChange): WriteItem {
  if (after) return seats.put(before, after);
  return { Delete: { Key: keys.seat(before.leadId, before.repId), ...unchangedSince(before) } };
}

/**
 * Returns the write that notes that a rep has asked for a masked number. It counts as a change of the seat, so that whoever moves a subject of
 * it meanwhile reads it again.
 */
export function markRevealed(seat: Seat, at: string): WriteItem {
  return seats.put(seat, { ...seat, version: seat.version + 1, revealedAt: at });
}

/** Reads the seat of a rep at a lead as it stands now. */
export function readSeat(table: Table, leadId: LeadId, repId: RepId): Promise<Seat | undefined> {
  return seats.read(table, keys.seat(leadId, repId), { consistent: true });
}

/** Reads all seats of a lead as they stand now. */
export async function readSeats(table: Table, leadId: LeadId): Promise<Seat[]> {
  const items = await queryAll(table, {
    ...beginningWith(keys.leadPk(leadId), keys.seatPrefix),
    ConsistentRead: true,
  });
  return items.map(parseSeat);
}

/** Tells what the rep has of these leads, by a read that may lag; a lead of which the rep has nothing is left out. */
export async function subjectsAt(
  table: Table,
  repId: RepId,
  leadIds: readonly LeadId[],
): Promise<ReadonlyMap<LeadId, readonly SubjectId[]>> {
  const seats = await seatsOf(table, repId, leadIds);
  return new Map(seats.map(({ leadId, subjects }) => [leadId, subjects]));
}

/** Reads the seats of a rep at these leads, by a read that may lag. */
export async function seatsOf(table: Pick<Table, 'batchGet'>, repId: RepId, leadIds: readonly LeadId[]): Promise<Seat[]> {
  const wanted = [...new Set(leadIds)].map((leadId) => keys.seat(leadId, repId));
  const items = wanted.length === 0 ? [] : await table.batchGet(wanted);
  return items.map(parseSeat);
}
