import { z } from 'zod';
import { type Lead, partitionsOf, readLead, type WholeLead } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, PurchaseId, type SourceId } from '../platform/ids.ts';
import { keys, partitionId, sortId } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { unchangedSince, versioned } from '../platform/versioned.ts';
import type { ProductConfig } from '../products/product-config.ts';
import { Purchase } from './record.ts';
import { type Bought, sumOrders } from './rules-bought.ts';

const store = versioned<Purchase>({
  parse: (item) => {
    const parsed = Purchase.safeParse({ ...item, leadId: partitionId(item), purchaseId: sortId(item) });
    if (!parsed.success) throw new CorruptItemError('an order does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ leadId, purchaseId, ...purchase }) => ({ ...keys.purchase(leadId, purchaseId), ...purchase }),
  elementIds: { facts: 'factId', offers: 'offerId' },
});

/** @throws CorruptItemError */
export const parsePurchase = (item: Item): Purchase => store.parse(item);

/** Names an order of a source. */
export function purchaseIdOf(digests: Pick<Digests, 'order'>, source: SourceId, orderId: string): PurchaseId {
  return PurchaseId.parse(`${source}~${digests.order(source, orderId)}`);
}

/** Returns under which lead an order lies; undefined for one that nobody has recorded. @throws CorruptItemError */
export async function readPlace(table: Pick<Table, 'get'>, purchaseId: PurchaseId): Promise<LeadId | undefined> {
  const item = await table.get(keys.orderGuard(purchaseId), { consistent: true });
  if (!item) return undefined;
  const guard = z.object({ leadId: LeadId }).safeParse(item);
  if (!guard.success) throw new CorruptItemError('the guard of an order does not have the shape this version knows');
  return guard.data.leadId;
}

/** Reads an order where it lies. @throws CorruptItemError */
export function readPurchase(table: Pick<Table, 'get'>, leadId: LeadId, purchaseId: PurchaseId): Promise<Purchase | undefined> {
  return store.read(table, keys.purchase(leadId, purchaseId), { consistent: true });
}

/** Reads orders where they lie, by a read that may lag; one that is gone is left out. @throws CorruptItemError */
export async function readOrders(
  table: Pick<Table, 'batchGet'>,
  places: readonly Pick<Purchase, 'leadId' | 'purchaseId'>[],
): Promise<Purchase[]> {
  const wanted = places.map(({ leadId, purchaseId }) => keys.purchase(leadId, purchaseId));
  return wanted.length === 0 ? [] : (await table.batchGet(wanted)).map(store.parse);
}

/** Reads an order of a lead, also one that lies under a lead which was merged into it; undefined for one of somebody else. @throws CorruptItemError */
export async function readPurchaseOf(
  table: Pick<Table, 'get'>,
  { leadId }: Pick<Lead, 'leadId'>,
  purchaseId: PurchaseId,
): Promise<Purchase | undefined> {
  const own = await readPurchase(table, leadId, purchaseId);
  if (own) return own;
  const place = await readPlace(table, purchaseId);
  if (!place || place === leadId) return undefined;
  // A merge that was undone makes it somebody else's again.
  const holder = await readLead(table, place, { consistent: true });
  return holder?.leadId === leadId ? readPurchase(table, place, purchaseId) : undefined;
}

/** Replaces the order that was read, or makes a new one with its guard; refused when somebody was quicker. */
export function putPurchase(before: Purchase | null, after: Purchase): WriteItem[] {
  const put = store.put(before, after);
  return before ? [put] : [put, putGuard(after)];
}

/** Deletes the order that was read, with its guard, so that it may be told of anybody; refused when somebody was quicker. */
export function removePurchase(before: Purchase): WriteItem[] {
  const { leadId, purchaseId } = before;
  return [
    { Delete: { Key: keys.purchase(leadId, purchaseId), ...unchangedSince(before) } },
    { Delete: { Key: keys.orderGuard(purchaseId) } },
  ];
}

/** One order, one person: whoever tells of it again is sent to where it lies. */
function putGuard({ purchaseId, leadId }: Purchase): WriteItem {
  return { Put: { Item: { ...keys.orderGuard(purchaseId), leadId }, ConditionExpression: 'attribute_not_exists(pk)' } };
}

/** Reads all orders of a lead and of those that were merged into it. @throws CorruptItemError */
export async function allPurchases(
  table: Pick<Table, 'query'>,
  lead: WholeLead,
  { consistent = false }: { readonly consistent?: boolean } = {},
): Promise<Purchase[]> {
  const found = await Promise.all(
    partitionsOf(lead).map((leadId) =>
      queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.purchasePrefix), ConsistentRead: consistent }),
    ),
  );
  return found.flat().map(store.parse);
}

interface Page {
  readonly limit: number;
  readonly after: PurchaseId | undefined;
}

/** Reads a page of the orders of a lead and of those that were merged into it, by source and number. @throws CorruptItemError */
export async function readPurchases(
  table: Pick<Table, 'query'>,
  lead: WholeLead,
  page: Page,
): Promise<{ readonly purchases: Purchase[]; readonly next: PurchaseId | undefined }> {
  const parts = await Promise.all(partitionsOf(lead).map((leadId) => purchasesUnder(table, leadId, page)));
  const all = parts.flatMap(({ purchases }) => purchases).toSorted((one, other) => (one.purchaseId < other.purchaseId ? -1 : 1));
  // Large orders end a query early: what lies beyond is not known of every part.
  const [end] = parts.flatMap(({ next = [] }) => next).toSorted();
  const purchases = all.filter(({ purchaseId }) => end === undefined || purchaseId <= end).slice(0, page.limit);
  return { purchases, next: purchases.length < all.length ? purchases.at(-1)?.purchaseId : end };
}

/** Reads what all orders of a lead come to, and of those that were merged into it, as they stand now. @throws CorruptItemError */
export async function readBought(
  table: Pick<Table, 'query'>,
  lead: WholeLead,
  listed: ReadonlyMap<string, ProductConfig>,
): Promise<Bought> {
  return sumOrders(await allPurchases(table, lead, { consistent: true }), listed);
}

async function purchasesUnder(table: Pick<Table, 'query'>, leadId: LeadId, { limit, after }: Page) {
  const { items, lastKey } = await table.query({
    ...beginningWith(keys.leadPk(leadId), keys.purchasePrefix),
    Limit: limit,
    ...(after === undefined ? {} : { ExclusiveStartKey: keys.purchase(leadId, after) }),
  });
  return { purchases: items.map(store.parse), next: lastKey && PurchaseId.parse(sortId(lastKey)) };
}
