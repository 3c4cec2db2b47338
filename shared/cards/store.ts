import { z } from 'zod';
import type { Lead } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { type LeadId, RepId } from '../platform/ids.ts';
import { indexKeys, keys } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table } from '../platform/table.ts';
import { cardOf, type NeedOnCard, regionOf } from './rules-card.ts';
import { packCard } from './rules-pack.ts';
import { isSampled } from './rules-sample.ts';

/** What the card and each seat of a lead say alike. */
export interface CardCopy {
  readonly leadVersion: number;
  readonly activityAt: string;
  /** Packed; every index keeps it. */
  readonly card: string;
}

export function cardCopy(lead: Lead, activityAt: string, needs: readonly NeedOnCard[] = []): CardCopy {
  return { leadVersion: lead.version, activityAt, card: packCard(cardOf(lead, needs)) };
}

/** The item `CARD` of a lead, which lists it by creation and by activity. */
export function cardItem(lead: Lead, activityAt: string, needs: readonly NeedOnCard[] = []): Item {
  const { leadId, createdAt, mergedInto, status } = lead;
  const own = { ...keys.card(leadId), ...cardCopy(lead, activityAt, needs) };
  // The lead that is left lists them both.
  if (mergedInto !== null) return own;
  return {
    ...own,
    ...indexKeys.card(leadId, regionOf(lead), { createdAt, activityAt, isRetired: status === 'retired' }),
    ...(isSampled(leadId) ? indexKeys.sample(leadId, createdAt) : {}),
  };
}

const StoredCard = z.object({ leadVersion: z.number().int().positive(), activityAt: z.string(), card: z.string() });

/** Newer than every version of a lead and every moment. */
const forEver = { leadVersion: Number.MAX_SAFE_INTEGER, activityAt: '9999-12-31T23:59:59.999Z' } as const;

/** What is left of an erased lead for a while: no card that was under way can replace it. No index lists it. */
export function tombstone(leadId: LeadId, expiresAt: number): Item {
  return { ...keys.card(leadId), ...forEver, expiresAt };
}

/** Returns the card in an item; null for what is left of an erased lead. @throws CorruptItemError for anything else. */
export function parseCardItem(item: Item): CardCopy | null {
  if (item.leadVersion === forEver.leadVersion) return null;
  const parsed = StoredCard.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('a card does not have the shape this version knows');
  return parsed.data;
}

/** Writes the card of a lead that has none. @throws ConditionFailedError */
export async function putFirstCard(table: Table, item: Item): Promise<void> {
  await table.put({ Item: item, ConditionExpression: 'attribute_not_exists(pk)' });
}

/**
 * Writes a card over the one that was read, which is as old or older, in the lead and in its activity; neither ever goes back.
 * @throws ConditionFailedError
 */
export async function putCard(table: Table, stored: Item, item: Item): Promise<void> {
  const { ConditionExpression, ExpressionAttributeValues } = unlessNewer('card = :stored AND ', item);
  await table.put({ Item: item, ConditionExpression, ExpressionAttributeValues: { ...ExpressionAttributeValues, ':stored': stored.card } });
}

function unlessNewer(or: string, { leadVersion, activityAt }: Item) {
  return {
    ConditionExpression: `${or}(leadVersion <= :version AND activityAt <= :activity)`,
    ExpressionAttributeValues: { ':version': leadVersion, ':activity': activityAt },
  };
}

const StoredSeat = StoredCard.extend({ repId: RepId });

/** A seat of a rep at a lead, as far as the projector refreshes it. */
export type SeatCopy = z.infer<typeof StoredSeat>;

/** @throws CorruptItemError */
export async function readSeatCopies(table: Table, leadId: LeadId): Promise<SeatCopy[]> {
  return seatCopiesAmong(await seatItems(table, leadId));
}

/** Returns the seats among items of a lead. @throws CorruptItemError */
export function seatCopiesAmong(items: readonly Item[]): SeatCopy[] {
  const seats = items.filter(({ sk }) => String(sk).startsWith(keys.seatPrefix));
  return seats.map((item) => {
    const parsed = StoredSeat.safeParse(item);
    if (!parsed.success) throw new CorruptItemError('a seat does not have the shape this version knows');
    return parsed.data;
  });
}

/** Brings a seat's copy up to date, unless the seat ended or knows of something newer. @throws ConditionFailedError */
export async function refreshSeat(table: Table, leadId: LeadId, repId: RepId, copy: CardCopy): Promise<void> {
  const { leadVersion, activityAt, card } = copy;
  const { gsi3sk } = indexKeys.seat(repId, activityAt, leadId);
  const { ConditionExpression, ExpressionAttributeValues } = unlessNewer('attribute_exists(pk) AND ', { leadVersion, activityAt });
  await table.update({
    Key: keys.seat(leadId, repId),
    UpdateExpression: 'SET leadVersion = :version, activityAt = :activity, card = :card, gsi3sk = :place',
    ConditionExpression,
    ExpressionAttributeValues: { ...ExpressionAttributeValues, ':card': card, ':place': gsi3sk },
  });
}

/** Deletes all seats of a lead that is gone. */
export async function deleteSeats(table: Table, leadId: LeadId): Promise<void> {
  const items = await seatItems(table, leadId);
  await table.deleteAll(items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
}

function seatItems(table: Table, leadId: LeadId): Promise<Item[]> {
  return queryAll(table, {
    ...beginningWith(keys.leadPk(leadId), keys.seatPrefix),
    ConsistentRead: true,
  });
}
