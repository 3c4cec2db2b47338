import { type IndexName, indexAttributes, indexes, projectedAttributes } from '../../../shared/platform/keys.ts';
import type { Item, Table } from '../../../shared/platform/table.ts';
import { parseCondition } from './expressions/conditions.ts';
import { type Placeholders, Reader, ValidationError } from './expressions/reader.ts';
import type { Items } from './items.ts';
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
  const candidates = pk === 'pk' ? items.partition(partition) : items.indexed(pk, partition);

  const direction = input.ScanIndexForward === false ? -1 : 1;
  const order = (one: Item, other: Item) => direction * byKey(one, other, sk);
  const start = input.ExclusiveStartKey;
  const rows = candidates
    .filter((item) => item[sk] !== undefined && wanted(item) && (start === undefined || order(item, start) > 0))
    .sort(order);

  const page = rows.slice(0, input.Limit ?? rows.length);
  const read = input.IndexName === undefined ? page : page.map((item) => pick(item, [...keyAttributes, ...kept]));
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

/** Items of one index entry follow each other by their own keys. */
function byKey(one: Item, other: Item, sk: string): number {
  return orderOf(one[sk], other[sk]) || orderOf(one.pk, other.pk) || (orderOf(one.sk, other.sk) ?? 0);
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
