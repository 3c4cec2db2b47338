import { z } from 'zod';
import { addMs, daysMs, epochSeconds, isoTime, minutesMs } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { digest, SourceId, SubmissionId, type SubmissionRef } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { indexAttributes, indexes, indexKeys, keys, sortId } from '../platform/keys.ts';
import { ConditionFailedError, type PutWrite, type Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { ConnectorType } from './connector-config.ts';
import type { Arrival } from './connector-type.ts';
import { deliveryDays } from './delivery-days.ts';
import { askToTake } from './take-request.ts';

/**
 * `waiting`: for work. `held`: until the connector is approved. `fetching`: a call brings what it names. `taken`: it became a submission or an
 * order. `test`: of the platform's. `ignored`: nothing of ours. `failed`: nothing can be made of it, by its reason.
 */
export const DeliveryState = z.enum(['waiting', 'held', 'fetching', 'taken', 'test', 'ignored', 'failed']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** One thing that a connector told, as it told it. */
export const Delivery = z.object({
  connectorId: SourceId,
  /** A digest of what the platform calls it: the same thing told again is the same delivery. */
  deliveryId: z.string(),
  type: ConnectorType,
  receivedAt: z.iso.datetime(),
  contentType: z.string(),
  content: z.custom<Uint8Array>((value) => ArrayBuffer.isView(value)),
  isTest: z.boolean(),
  state: DeliveryState,
  /** Why it is not taken, in a word. */
  reason: z.string().nullable(),
  /** The post that it became. */
  submissionId: SubmissionId.nullable(),
  /** In epoch seconds. */
  expiresAt: z.number(),
  version: z.number().int(),
});
export type Delivery = z.infer<typeof Delivery>;

/** Why an order is not taken in that another mapping may mend: a shop that was answered does not tell it again. */
const mendable: ReadonlySet<string | null> = new Set([
  'noContact',
  'phoneRounded',
  'orderWithoutId',
  'orderWithoutDate',
  'orderWithoutAmount',
]);

/** Tells whether a delivery goes on once somebody publishes what its fields are. */
export function waitsForMapping({ state, reason }: Pick<Delivery, 'state' | 'reason'>): boolean {
  return state === 'held' || (state === 'failed' && mendable.has(reason));
}

const deliveries = versioned<Delivery>({
  parse: (item) => {
    const parsed = Delivery.safeParse({ ...item, deliveryId: sortId(item) });
    if (!parsed.success) throw new CorruptItemError('a delivery does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ deliveryId, ...rest }) => ({
    ...keys.delivery(rest.connectorId, deliveryId),
    ...indexKeys.delivery(rest.connectorId, rest.receivedAt, deliveryId),
    ...(waitsForMapping(rest) ? indexKeys.heldDelivery(rest.connectorId, rest.receivedAt, deliveryId) : {}),
    ...rest,
  }),
});

/** Returns what a delivery says, as text. */
export function textOfDelivery({ content }: Pick<Delivery, 'content'>): string {
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8');
}

/** Names an arrival among all that its connector tells. */
export function deliveryIdOf(connectorId: SourceId, arrivalId: string): string {
  return digest('delivery', connectorId, arrivalId);
}

/** Reads one, as it stands now. @throws CorruptItemError */
export function readDelivery(table: Pick<Table, 'get'>, connectorId: SourceId, deliveryId: string): Promise<Delivery | undefined> {
  return deliveries.read(table, keys.delivery(connectorId, deliveryId), { consistent: true });
}

/** Replaces one that was read. */
export function putDelivery(before: Delivery, change: Partial<Delivery>): PutWrite {
  return deliveries.put(before, { ...before, ...change, version: before.version + 1 });
}

/** Who tells. */
interface Teller {
  readonly connectorId: SourceId;
  readonly type: ConnectorType;
}

/** What became of an arrival. `isOpen`: whether it waits to be taken. */
export interface Kept {
  readonly deliveryId: string;
  readonly isNew: boolean;
  readonly isOpen: boolean;
}

/** Arrivals of a transaction, which holds a hundred items: each has a timer beside it. */
export const keptTogether = 25;
/** Transactions under way: a platform waits for two seconds. */
const keptAtOnce = 20;

/**
 * Keeps what a connector told, each thing once, with a timer that has it taken in case that nobody is told. Many lie in one transaction: a call each
 * would take longer than a platform waits. @returns what became of each, in the order of the arrivals
 */
export async function keepArrivals(
  table: Pick<Table, 'transact'>,
  teller: Teller,
  arrivals: readonly Arrival[],
  at: Date,
): Promise<readonly Kept[]> {
  const told = arrivals.map((arrival) => deliveryOf(teller, arrival, at));
  // A transaction may name an item once.
  const each = [...new Map(told.toReversed().map((delivery) => [delivery.deliveryId, delivery])).values()].toReversed();
  const groups = Array.from({ length: Math.ceil(each.length / keptTogether) }, (_, place) =>
    each.slice(place * keptTogether, (place + 1) * keptTogether),
  );
  const kept = (await inTurns(groups, keptAtOnce, (group) => keepGroup(table, group, at))).flat();
  const byId = new Map(kept.map((one) => [one.deliveryId, one]));
  return told.flatMap(({ deliveryId }) => {
    const found = byId.get(deliveryId);
    // What the same post told before is known.
    if (found) byId.set(deliveryId, { ...found, isNew: false });
    return found ?? [];
  });
}

/** Keeps what a connector told, once. Poll and fetch keep what they find by it as well: what the platform told before is there already. */
export async function keepArrival(table: Pick<Table, 'transact'>, teller: Teller, arrival: Arrival, at: Date): Promise<Kept> {
  const [kept] = await keepArrivals(table, teller, [arrival], at);
  return kept ?? { deliveryId: deliveryIdOf(teller.connectorId, arrival.id), isNew: false, isOpen: false };
}

function deliveryOf({ connectorId, type }: Teller, arrival: Arrival, at: Date): Delivery {
  return {
    connectorId,
    deliveryId: deliveryIdOf(connectorId, arrival.id),
    type,
    receivedAt: isoTime(at),
    contentType: arrival.contentType.slice(0, 200),
    content: Uint8Array.from(arrival.content),
    isTest: arrival.isTest ?? false,
    state: 'waiting',
    reason: null,
    submissionId: null,
    expiresAt: epochSeconds(addMs(at, deliveryDays * daysMs)),
    version: 1,
  };
}

/** Writes several in one transaction, without those that are there already. */
async function keepGroup(table: Pick<Table, 'transact'>, group: readonly Delivery[], at: Date): Promise<Kept[]> {
  const known: Kept[] = [];
  for (let left = group; left.length > 0; ) {
    try {
      await table.transact(left.flatMap((delivery) => [putNew(delivery), takeTimer(delivery.connectorId, delivery.deliveryId, at)]));
      return [...known, ...left.map(({ deliveryId }) => ({ deliveryId, isNew: true, isOpen: true }))];
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
      // Each has its timer behind it.
      const isThere = (place: number): boolean => error.failedIndexes.includes(2 * place);
      const isOpen = (place: number): boolean => error.oldItems.get(2 * place)?.state === 'waiting';
      const there = left.flatMap(({ deliveryId }, place) => (isThere(place) ? [{ deliveryId, isNew: false, isOpen: isOpen(place) }] : []));
      // A timer has no condition: what failed is another thing.
      if (there.length === 0) throw error;
      known.push(...there);
      left = left.filter((_, place) => !isThere(place));
    }
  }
  return known;
}

function putNew(delivery: Delivery): PutWrite {
  const { Put } = deliveries.put(null, delivery);
  return { Put: { ...Put, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } };
}

/** The type of content that a call brought, in place of what only named it. */
export const fetchedType = 'application/vnd.pheu.fetched+json';

/** Returns the timer that has a delivery taken in case that nobody is told. */
function takeTimer(connectorId: SourceId, deliveryId: string, at: Date): PutWrite {
  const { body, groupId } = askToTake({ connectorId, deliveryId });
  const dueAt = isoTime(addMs(at, minutesMs));
  return putTimer({ timerId: timerIdFor('delivery', connectorId, deliveryId), dueAt, queue: 'work', groupId, message: body });
}

/** Lists what a connector told last, the latest first. */
export async function lastDeliveries(table: Pick<Table, 'query' | 'batchGet'>, connectorId: SourceId, most: number): Promise<Delivery[]> {
  const { items } = await table.query({
    IndexName: indexes.gsi1,
    KeyConditionExpression: `${indexAttributes.gsi1.pk} = :pk`,
    ExpressionAttributeValues: { ':pk': indexKeys.deliveriesPartition(connectorId) },
    ScanIndexForward: false,
    Limit: most,
  });
  const places = items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
  const found = places.length === 0 ? [] : await table.batchGet(places);
  return found.map((item) => deliveries.parse(item)).sort((one, other) => (one.receivedAt < other.receivedAt ? 1 : -1));
}

/** Lists deliveries that wait for the connector's approval or another mapping, the oldest first, from behind a place. */
export async function heldDeliveries(
  table: Pick<Table, 'query'>,
  connectorId: SourceId,
  { after, most }: { readonly after: string | null; readonly most: number },
): Promise<readonly { readonly deliveryId: string; readonly place: string }[]> {
  const { pk, sk } = indexAttributes.gsi2;
  const { items } = await table.query({
    IndexName: indexes.gsi2,
    KeyConditionExpression: after === null ? `${pk} = :pk` : `${pk} = :pk AND ${sk} > :after`,
    ExpressionAttributeValues: { ':pk': indexKeys.heldDeliveriesPartition(connectorId), ...(after === null ? {} : { ':after': after }) },
    Limit: most,
  });
  return items.map((item) => ({ deliveryId: sortId(item), place: String(item[sk]) }));
}

/**
 * Names the post that a delivery becomes: by the platform's own id where there is one. What has none is named by all that it says and when it came: as
 * long as the delivery is kept its repeats are that delivery, and somebody who sends the same words months later asks again.
 */
export function submissionRefOf(
  { connectorId, deliveryId, receivedAt }: Pick<Delivery, 'connectorId' | 'deliveryId' | 'receivedAt'>,
  platformId: string | undefined,
): SubmissionRef {
  const submissionId = SubmissionId.parse(
    platformId === undefined
      ? digest('post of a connector', deliveryId, receivedAt)
      : digest('lead of a platform', connectorId, platformId),
  );
  return { channel: 'connector', sourceId: connectorId, submissionId };
}
