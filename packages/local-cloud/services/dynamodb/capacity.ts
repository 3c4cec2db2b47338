import { type CallCapacity, isObject, type JsonObject, listOf, textOf } from '../service.ts';
import { leadingKeysOf } from './leading-keys.ts';
import { keysInBatch } from './requirements.ts';

const metered = new Set([
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'TransactGetItems',
  'TransactWriteItems',
]);
const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/** Asks for the consumed capacity whether or not the caller wants it. */
export function withCapacity(operation: string, input: JsonObject): JsonObject {
  return metered.has(operation) ? { ...input, ReturnConsumedCapacity: 'INDEXES' } : input;
}

/** The answer as the caller asked for it: without the capacity, unless it wanted that. */
export function withoutUnaskedCapacity(input: JsonObject, body: JsonObject): JsonObject {
  const asked = textOf(input.ReturnConsumedCapacity) ?? 'NONE';
  if (asked === 'INDEXES') return body;
  const { ConsumedCapacity: consumed, ...rest } = body;
  if (asked !== 'TOTAL' || consumed === undefined) return rest;
  return { ...rest, ConsumedCapacity: Array.isArray(consumed) ? consumed.map(totalOnly) : totalOnly(consumed) };
}

function totalOnly(consumed: unknown): unknown {
  if (!isObject(consumed)) return consumed;
  const { Table: _table, GlobalSecondaryIndexes: _global, LocalSecondaryIndexes: _local, ...total } = consumed;
  return total;
}

/** What the call cost and which kinds of item it named. */
export function capacityOf(operation: string, input: JsonObject, body: JsonObject, partitionKey: string): CallCapacity | undefined {
  const consumed = [body.ConsumedCapacity].flat().filter(isObject);
  if (consumed.length === 0) return undefined;
  const units = consumed.reduce((sum, one) => sum + numberOf(one.CapacityUnits), 0);
  const isWrite = writes.has(operation);
  return { read: isWrite ? 0 : units, write: isWrite ? units : 0, keyPrefixes: keyPrefixesOf(input, partitionKey) };
}

function keyPrefixesOf(input: JsonObject, partitionKey: string): readonly string[] {
  const inTransaction = listOf(input.TransactItems)
    .filter(isObject)
    .flatMap((item) => Object.values(item));
  const inBatch = isObject(input.RequestItems) ? Object.values(input.RequestItems).flatMap(keysInBatch) : [];
  const parts = [input, ...inTransaction, ...inBatch].filter(isObject);
  const keys = parts.flatMap((part) => leadingKeysOf(part, partitionKey));
  return [...new Set(keys.map((key) => key.split('#', 1)[0] ?? key))].sort();
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
