import { type IndexName, indexAttributes, indexes, projectedAttributes } from '../../../shared/platform/keys.ts';
import type { Item, Table } from '../../../shared/platform/table.ts';
import { parseCondition } from './expressions/conditions.ts';
import { type Placeholders, Reader, ValidationError } from './expressions/reader.ts';
import { byKey, type Items } from './items.ts';
import { copyOf, orderOf } from './values.ts';

type QueryInput = Parameters<Table['query']>[0];

export interface Page {
  readonly items: Item[];
  readonly lastKey: Item | undefined;
  /** What the service read for it, which is what it bills. */
  readonly read: readonly Item[];
}

/** One page of the table or of an index, in the order of the sort key. */
export function pageOf(items: Items, input: QueryInput): Page {
  const { pk, sk, kept } = keyAttributesOf(input);
  const keyAttributes = ['pk', 'sk', pk, sk];
  const wanted = parseCondition(input.KeyConditionExpression, input);
  const filter = parseCondition(input.FilterExpression, input);
  const partition = partitionOf(input, pk);
  const isForward = input.ScanIndexForward !== false;
  const start = input.ExclusiveStartKey;
  const page: Item[] = [];
  for (const item of walk(items.ordered(pk, partition, sk), { sk, isForward, start, bounds: boundsOf(input, sk) })) {
    if (page.length === input.Limit) break;
    if (wanted(item)) page.push(item);
  }

  const { IndexName } = input;
  const read = IndexName === undefined ? page : page.map((item) => entryOf(item, IndexName, [...keyAttributes, ...kept]));
  const last = page.at(-1);
  return {
    items: read.filter(filter).map((item) => copyOf(projected(item, input))),
    // As the service does: a full page carries a key even when nothing follows.
    lastKey: last && page.length === input.Limit ? pick(last, keyAttributes) : undefined,
    read,
  };
}

interface Keyed {
  readonly pk: string;
  readonly sk: string;
  readonly kept: readonly string[];
}

function keyAttributesOf({ IndexName, ConsistentRead }: QueryInput): Keyed {
  if (IndexName === undefined) return { pk: 'pk', sk: 'sk', kept: [] };
  const index = Object.values(indexes).find((name): name is IndexName => name === IndexName);
  if (!index) throw new ValidationError(`no index ${IndexName}`);
  if (ConsistentRead) throw new ValidationError('an index has no consistent reads');
  return { ...indexAttributes[index], kept: projectedAttributes[index] };
}

/** The value of the partition key, which stands first in every key condition of ours. */
function partitionOf(input: QueryInput, pk: string): string {
  const reader = new Reader(input.KeyConditionExpression ?? '', input);
  const name = reader.name();
  reader.must('=');
  const value = reader.value()?.();
  if (name !== pk || typeof value !== 'string') throw new ValidationError(`the key condition does not begin with ${pk}`);
  return value;
}

interface Walk {
  readonly sk: string;
  readonly isForward: boolean;
  readonly start: Item | undefined;
  /** What lies before or behind is not looked at. */
  readonly bounds: { readonly low: string; readonly high: string | null };
}

/** Passes on those rows of a sorted partition, in the direction asked for, that its bounds and the page before leave. */
function* walk(rows: readonly Item[], { sk, isForward, start, bounds: { low, high } }: Walk): Generator<Item> {
  const after = (item: Item) => start === undefined || byKey(item, start, sk) > 0;
  const until = (item: Item) => start === undefined || byKey(item, start, sk) >= 0;
  const begin = firstOf(rows, (item) => isAtLeast(item[sk], low) && (!isForward || after(item)));
  const end = firstOf(rows, (item) => (high !== null && !isAtMost(item[sk], high)) || (!isForward && start !== undefined && until(item)));
  for (let count = 0; count < end - begin; count += 1) yield rows[isForward ? begin + count : end - 1 - count] ?? {};
}

const isAtLeast = (value: unknown, low: string) => (orderOf(value, low) ?? 0) >= 0;
const isAtMost = (value: unknown, high: string) => (orderOf(value, high) ?? 0) <= 0;

/** The place of the first row from which on all rows are so. */
function firstOf(rows: readonly Item[], isSo: (item: Item) => boolean): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isSo(rows[middle] ?? {})) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Between what sort keys a key condition can be met; whether one is, the condition says. */
function boundsOf({ KeyConditionExpression = '', ...input }: QueryInput, sk: string): Walk['bounds'] {
  const [, name, low, high] = /\bAND\s+([\w#]+)\s+BETWEEN\s+(:\w+)\s+AND\s+(:\w+)$/i.exec(KeyConditionExpression) ?? [];
  const [, begun, prefix] = /\bAND\s+begins_with\(\s*([\w#]+)\s*,\s*(:\w+)\s*\)$/.exec(KeyConditionExpression) ?? [];
  const isOfKey = (word = '') => (input.ExpressionAttributeNames?.[word] ?? word) === sk;
  const text = (word = '') => String(input.ExpressionAttributeValues?.[word]);
  if (name && isOfKey(name)) return { low: text(low), high: text(high) };
  if (begun && isOfKey(begun)) return { low: text(prefix), high: `${text(prefix)}\u{10ffff}` };
  return { low: '', high: null };
}

const entries = new WeakMap<Item, Map<string, Item>>();

/** What an index keeps of an item, made once: nobody changes one that stands in the table. */
function entryOf(item: Item, index: string, names: readonly string[]): Item {
  const known = entries.get(item) ?? new Map<string, Item>();
  entries.set(item, known);
  const entry = known.get(index) ?? pick(item, names);
  known.set(index, entry);
  return entry;
}

const pick = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));

function projected(item: Item, input: Placeholders & { readonly ProjectionExpression?: string | undefined }): Item {
  if (input.ProjectionExpression === undefined) return item;
  const reader = new Reader(input.ProjectionExpression, input);
  const names = [reader.name()];
  while (reader.take(',')) names.push(reader.name());
  reader.end();
  return pick(item, names);
}
