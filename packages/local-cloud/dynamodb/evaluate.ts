import type { ActionStore, LevelOperation, SubStore } from 'dynalite/db/index.js';
import db from 'dynalite/db/index.js';
import { checked, runAtOnce } from './actions.ts';
import { type Expression, meets } from './conditions.ts';
import { conditionalCheckFailed, DynamoDbError, isAnswerable, validationError } from './errors.ts';
import { indexKeyProblem } from './index-keys.ts';
import { indexEntryKey, indexPrefix, itemKey, itemPrefix, type LevelStore, type Table } from './store.ts';
import type { Body, Item } from './types.ts';
import { orderUpdate } from './update-order.ts';

export type WriteOperation = 'PutItem' | 'UpdateItem' | 'DeleteItem';

/** A write whose request is well formed, waiting for its turn on the item. */
export interface PreparedWrite extends CheckedWrite {
  table: Table;
  /** The item's level key. */
  key: string;
}

/** What a write does to its item and to the indexes. */
export interface ItemChange {
  table: Table;
  key: string;
  before: Item | undefined;
  after: Item | undefined;
  levelOperations: LevelOperation[];
}

/** A write whose request is well formed in itself; its table has not been asked. */
export interface CheckedWrite {
  operation: WriteOperation;
  data: Body;
  returnsOldOnFailure: boolean;
}

/** Checks a write's request without its table. */
export function checkWrite(store: LevelStore, operation: WriteOperation, input: Body): CheckedWrite {
  const onFailure = input.ReturnValuesOnConditionCheckFailure ?? 'NONE';
  const data = checked(operation, input, store.reading);
  if (onFailure !== 'ALL_OLD' && onFailure !== 'NONE') {
    throw validationError(
      `1 validation error detected: Value '${String(onFailure)}' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: ` +
        'Member must satisfy enum value set: [ALL_OLD, NONE]',
    );
  }
  return { operation, data, returnsOldOnFailure: onFailure === 'ALL_OLD' };
}

/** Finds the item of a write, without reading it. */
export function placeWrite(store: LevelStore, write: CheckedWrite): PreparedWrite {
  const table = store.table(String(write.data.TableName));
  const isPut = write.operation === 'PutItem';
  const place = (isPut ? write.data.Item : write.data.Key) as Item;
  const problem = isPut ? db.validateItem(place, table.definition) : db.validateKey(place, table.definition);
  if (problem) throw problem;
  return { ...write, table, key: itemKey(table, place) };
}

/** Both, and what a put alone already shows: in a batch, one refused write must keep back all. */
export function prepareWrite(store: LevelStore, operation: WriteOperation, input: Body): PreparedWrite {
  const write = placeWrite(store, checkWrite(store, operation, input));
  if (operation === 'PutItem') refuseIndexKeys(write.table, write.data.Item as Item, operation);
  return write;
}

/**
 * Runs a write on the item's present state without storing anything: dynalite's own action works on a scratch store that
 * holds this one item and notes down what would be written. Throws the service's error when the write is refused.
 */
export function evaluate(store: LevelStore, write: PreparedWrite): { change: ItemChange; answer: Body } {
  const { table, key, operation, data } = write;
  if (operation === 'PutItem') refuseIndexKeys(table, data.Item as Item, operation);
  const before = store.read(key);
  const change: ItemChange = { table, key, before, after: before, levelOperations: [] };
  const scratch: ActionStore = {
    options: store.reading.options,
    getTable: store.reading.getTable,
    getItemDb: () => ({
      ...recorder(change.levelOperations, (ownKey) => ownKey),
      lock: (_key, run) => run((callback) => callback),
      get: (_key, callback) => callback(null, before),
      put: (_key, value, callback) => {
        change.after = value as Item;
        change.levelOperations.push({ type: 'put', key, value });
        callback(null);
      },
      del: (_key, callback) => {
        change.after = undefined;
        if (before !== undefined) change.levelOperations.push({ type: 'del', key });
        callback(null);
      },
    }),
    getIndexDb: (type, tableName, indexName) =>
      recorder(
        change.levelOperations,
        (entryKey) => indexPrefix(type, tableName, indexName) + indexEntryKey(entryKey, key.slice(itemPrefix(tableName).length)),
      ),
  };
  const shown = write.returnsOldOnFailure ? before : undefined;
  const { _condition: condition, ...unconditional } = data;
  if (condition !== undefined && !meets((condition as { expression: Expression }).expression, before ?? {}))
    throw conditionalCheckFailed(shown);
  orderUpdate(unconditional);
  const answer = runOrRefuse(operation, unconditional, scratch, shown);
  if (operation === 'UpdateItem' && change.after !== undefined) refuseIndexKeys(table, change.after, operation);
  if (data.ReturnConsumedCapacity === undefined) delete answer.ConsumedCapacity;
  return { change, answer };
}

function refuseIndexKeys(table: Table, item: Item, operation: WriteOperation): void {
  const problem = indexKeyProblem(table.definition, item, operation);
  if (problem !== undefined) throw validationError(problem);
}

/** The legacy `Expected` conditions are left to dynalite. */
function runOrRefuse(operation: WriteOperation, data: Body, scratch: ActionStore, shown: Item | undefined): Body {
  try {
    return runAtOnce(operation, data, scratch);
  } catch (error) {
    if (isAnswerable(error) && String(error.body.__type).endsWith('#ConditionalCheckFailedException')) {
      throw conditionalCheckFailed(shown);
    }
    throw error;
  }
}

/** An index that only notes down what is written to it. */
function recorder(operations: LevelOperation[], levelKey: (key: string) => string): SubStore {
  return {
    lock: (_key, run) => run((callback) => callback),
    get: (_key, callback) => callback(new DynamoDbError('InternalServerError', 'An index is not read')),
    put: (key, value, callback) => {
      operations.push({ type: 'put', key: levelKey(key), value });
      callback(null);
    },
    del: (key, callback) => {
      operations.push({ type: 'del', key: levelKey(key) });
      callback(null);
    },
  };
}
