import type { ActionStore } from 'dynalite/db/index.js';
import db from 'dynalite/db/index.js';
import { type CheckedOperation, checked, type RunnableOperation, run } from './actions.ts';
import { type Expression, meets } from './conditions.ts';
import type { Context, Operation } from './context.ts';
import type { Body, Item } from './types.ts';

/** GetItem, Query or Scan: dynalite's own action over the committed state. */
export const read =
  (operation: RunnableOperation & CheckedOperation): Operation =>
  async (context, input) => {
    const data = checked(operation, input, context.store.reading);
    const finish = filterAfterwards(data);
    const answer = finish(withLeastUnits(await run(operation, data, viewFor(context, data)), data));
    return Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
  };

/** dynalite starts a page of an index after its own, shorter keys. */
function viewFor({ store }: Context, data: Body): ActionStore {
  if (data.IndexName === undefined || data.ExclusiveStartKey === undefined) return store.reading;
  return store.readingAfter(String(data.TableName), data.ExclusiveStartKey as Item, data.ScanIndexForward === false);
}

/** Counts a page without items as the smallest read, as the service does; dynalite takes it for free. */
function withLeastUnits(answer: Body, { ConsistentRead: isConsistent, IndexName: index }: Body): Body {
  const consumed = answer.ConsumedCapacity as Body | undefined;
  if (consumed?.CapacityUnits !== 0) return answer;
  const units = { CapacityUnits: isConsistent === true ? 1 : 0.5 };
  const kindOfIndex = ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'].find((kind) => consumed[kind] !== undefined);
  const ofIndex = kindOfIndex && { [kindOfIndex]: { [String(index)]: units } };
  const ofTable = consumed.Table && { Table: units };
  return { ...answer, ConsumedCapacity: { ...consumed, ...units, ...(ofIndex ?? ofTable ?? {}) } };
}

interface Parsed<T> {
  _filter?: { expression: Expression };
  _projection?: { paths: T };
}

/** Lets dynalite read the whole page and filters it by our evaluation; a projection must then wait, too. */
function filterAfterwards(data: Body): (answer: Body) => Body {
  const { _filter: filter, _projection: projection } = data as Parsed<unknown>;
  if (filter === undefined) return (answer) => answer;
  const { expression } = filter;
  const paths = projection?.paths;
  const onlyCount = data.Select === 'COUNT';
  filter.expression = everything;
  if (projection !== undefined) projection.paths = undefined;
  if (onlyCount) delete data.Select;
  return ({ Items: page, ...answer }) => {
    const found = (page as Item[]).filter((item) => meets(expression, item));
    const items = paths === undefined ? found : found.map((item) => db.mapPaths(paths, item));
    return { ...answer, Count: found.length, ...(!onlyCount && { Items: items }) };
  };
}

const nowhere = { type: 'function', name: 'attribute_exists', args: [['\0']] };
const everything: Expression = { type: 'not', args: [nowhere] };

/** BatchGetItem; keys that did not fit keep the projection they were asked with (dynalite forgets it). */
export const batchGetItem: Operation = async (context, input) => {
  const answer = await read('BatchGetItem')(context, input);
  const asked = input.RequestItems as Record<string, Body>;
  const unprocessed = Object.entries((answer.UnprocessedKeys ?? {}) as Record<string, Body>);
  answer.UnprocessedKeys = Object.fromEntries(unprocessed.map(([name, { Keys: keys }]) => [name, { ...asked[name], Keys: keys }]));
  return answer;
};
