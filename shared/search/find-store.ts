import { type Lead, leadAmong } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId, RepId } from '../platform/ids.ts';
import { type IndexName, indexAttributes, indexes, indexKeys, keys } from '../platform/keys.ts';
import { type Item, queryAll, type Table } from '../platform/table.ts';
import type { Find, FindKind } from './rules-finds.ts';
import type { Wish } from './rules-question.ts';

/**
 * In which index each way to find a lead stands. An item stands in all three, so that three ways cost four units and not six; and whoever
 * looks asks one index.
 */
const indexOf = {
  first: indexes.gsi1,
  between: indexes.gsi2,
  last: indexes.gsi3,
  number: indexes.gsi1,
  address: indexes.gsi2,
  own: indexes.gsi3,
} as const satisfies Record<FindKind, IndexName>;

/** Names a partition by a keyed digest of what people look for; that of a rep is no secret. */
export function findPartition({ kind, key }: Pick<Find, 'kind' | 'key'>, digests: Pick<Digests, 'find'>): string {
  return kind === 'own' ? indexKeys.ownFindPartition(RepId.parse(key)) : indexKeys.findPartition(digests.find(kind, key));
}

/**
 * Returns the items by which a lead is found.
 * @param scope see `packScope`; every index keeps it
 */
export function findItems(
  { leadId, version }: Pick<Lead, 'leadId' | 'version'>,
  finds: readonly Find[],
  scope: string,
  digests: Pick<Digests, 'find'>,
): Item[] {
  const byIndex = Map.groupBy(finds, ({ kind }) => indexOf[kind]);
  const count = Math.max(0, ...byIndex.values().map(({ length }) => length));
  return Array.from({ length: count }, (_, number) => ({
    ...keys.find(leadId, number),
    ...Object.assign({}, ...byIndex.entries().map(([index, all]) => placeIn(index, all[number], leadId, digests))),
    card: scope,
    leadVersion: version,
  }));
}

function placeIn(index: IndexName, find: Find | undefined, leadId: LeadId, digests: Pick<Digests, 'find'>): Item {
  if (!find) return {};
  const { pk, sk } = indexAttributes[index];
  return { [pk]: findPartition(find, digests), [sk]: `${find.rest}#${leadId}` };
}

/**
 * Reads a lead with the items by which it is found, as they stand now, by one query: they lie one behind the other in its partition, and the
 * lead is never older than they are.
 */
export async function readFinds(
  table: Pick<Table, 'query' | 'get'>,
  leadId: LeadId,
): Promise<{ readonly stored: readonly Item[]; readonly lead: Lead | undefined }> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: { ':pk': keys.leadPk(leadId), ':first': keys.findPrefix, ':last': keys.leadSk },
    ConsistentRead: true,
  });
  return findsAmong(table, items);
}

/** Returns what `readFinds` does of items that were read before, in the order of their keys. */
export async function findsAmong(
  table: Pick<Table, 'get'>,
  items: readonly Item[],
): Promise<{ readonly stored: readonly Item[]; readonly lead: Lead | undefined }> {
  const stored = items.filter(({ sk }) => String(sk).startsWith(keys.findPrefix));
  return { stored, lead: await leadAmong(table, items) };
}

/** Writes an item by which a lead is found, unless one of a newer version of the lead stands there. @throws ConditionFailedError */
export async function putFind(table: Pick<Table, 'put'>, item: Item): Promise<void> {
  await table.put({
    Item: item,
    ConditionExpression: 'attribute_not_exists(pk) OR leadVersion <= :version',
    ExpressionAttributeValues: { ':version': item.leadVersion },
  });
}

/** One lead among those that are found. */
export interface FindRow {
  readonly leadId: LeadId;
  /** What follows what was asked for. */
  readonly rest: string;
  /** See `parseScope`. */
  readonly scope: unknown;
}

export interface FoundRows {
  readonly rows: readonly FindRow[];
  /** Whether more follow. */
  readonly hasMore: boolean;
}

/** A question, and how many leads are read for it at most. */
export interface FindAsk extends Wish {
  readonly most: number;
}

/** Reads the leads that somebody looks for, in the order of the rest. @throws CorruptItemError */
export async function readFound(table: Pick<Table, 'query'>, ask: FindAsk, digests: Pick<Digests, 'find'>): Promise<FoundRows> {
  const { pk, sk } = indexAttributes[indexOf[ask.kind]];
  const hasPrefix = ask.prefix !== '';
  const { items, lastKey } = await table.query({
    IndexName: indexOf[ask.kind],
    KeyConditionExpression: hasPrefix ? '#pk = :pk AND begins_with(#sk, :prefix)' : '#pk = :pk',
    ExpressionAttributeNames: { '#pk': pk, ...(hasPrefix ? { '#sk': sk } : {}) },
    ExpressionAttributeValues: { ':pk': findPartition(ask, digests), ...(hasPrefix ? { ':prefix': ask.prefix } : {}) },
    Limit: ask.most,
  });
  return { rows: items.map((item) => rowOf(item, String(item[sk]))), hasMore: lastKey !== undefined };
}

function rowOf(item: Item, place: string): FindRow {
  const end = place.lastIndexOf('#');
  const leadId = LeadId.safeParse(place.slice(end + 1));
  if (end < 0 || !leadId.success) throw new CorruptItemError('a row of what is found names no lead');
  return { leadId: leadId.data, rest: place.slice(0, end), scope: item.card };
}
