import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  paginateScan,
  QueryCommand,
  type QueryCommandInput,
  type ScanCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { clientDefaults } from './aws-client.ts';
import { ConflictError, UnavailableError } from './errors.ts';
import type { Key } from './keys.ts';

export type Item = Record<string, unknown>;
export type TransactionItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type WriteRequest = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];
export type WithoutTable<Input> = Omit<Input, 'TableName'>;

/** A condition of a write did not hold. `failedIndexes`: places in the transaction; `oldItems`: what stood there, where asked for. */
export class ConditionFailedError extends ConflictError {
  readonly failedIndexes: readonly number[];
  readonly oldItems: ReadonlyMap<number, Item>;
  constructor(failedIndexes: readonly number[], oldItems: ReadonlyMap<number, Item>) {
    super(`a condition failed at ${failedIndexes.join(', ')}`);
    this.failedIndexes = failedIndexes;
    this.oldItems = oldItems;
  }
}

/** One item of a transaction without its table, which the table adds. */
export type WriteItem =
  | { readonly Put: WithoutTable<NonNullable<TransactionItem['Put']>> }
  | { readonly Update: WithoutTable<NonNullable<TransactionItem['Update']>> }
  | { readonly Delete: WithoutTable<NonNullable<TransactionItem['Delete']>> }
  | { readonly ConditionCheck: WithoutTable<NonNullable<TransactionItem['ConditionCheck']>> };

/** A write that also can be made alone, at half the price. */
export type PutWrite = Extract<WriteItem, { readonly Put: unknown }>;

/** The one table. Store modules build their items and conditions; this adds the name, retries and error kinds. */
export interface Table {
  readonly name: string;
  get(key: Key, options?: { consistent?: boolean }): Promise<Item | undefined>;
  /** Answers in no particular order; missing items are left out; any number of keys. */
  batchGet(keys: readonly Key[], options?: { consistent?: boolean }): Promise<Item[]>;
  query(input: WithoutTable<QueryCommandInput>): Promise<{ items: Item[]; lastKey: Item | undefined }>;
  /** Every item that fits; reads the whole table, so it is for ops' tools only. */
  scan(input: WithoutTable<ScanCommandInput>): AsyncIterable<Item>;
  /** @throws ConditionFailedError when the condition does not hold. */
  put(input: WithoutTable<PutCommandInput>): Promise<void>;
  /** @throws ConditionFailedError when the condition does not hold. */
  update(input: WithoutTable<UpdateCommandInput>): Promise<Item | undefined>;
  /** Any number of different items, whatever stood there, each by itself: some may be written when it fails. */
  putAll(items: readonly Item[]): Promise<void>;
  /** Any number of keys, 1 WRU each; missing items are no error. */
  deleteAll(keys: readonly Key[]): Promise<void>;
  /** All or nothing, at most 100 items. @throws ConditionFailedError; UnavailableError when conflicts outlast the retries. */
  transact(items: readonly WriteItem[]): Promise<void>;
}

/** Writes in one transaction what there is to write; one of nothing is refused, so none is asked for. */
export async function writeIfAny(table: Pick<Table, 'transact'>, writes: readonly WriteItem[]): Promise<void> {
  if (writes.length > 0) await table.transact(writes);
}

/** Writes all or nothing: one write alone costs half of what it costs in a transaction. @throws ConditionFailedError */
export async function writeTogether(table: Pick<Table, 'transact' | 'put' | 'update'>, writes: readonly WriteItem[]): Promise<void> {
  const [only, ...others] = writes;
  if (!only) return;
  if (others.length > 0 || !('Put' in only || 'Update' in only)) await table.transact(writes);
  else if ('Put' in only) await table.put(only.Put);
  else await table.update(only.Update);
}

/** Returns the part of a query that asks for all items under a partition key whose sort keys begin alike. */
export function beginningWith(pk: string, prefix: string) {
  return {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
  };
}

/** Returns where a page of a query ended, as it may lie in an item or a message: the next one begins behind it. */
export const textsOfKey = (lastKey: Item): Record<string, string> =>
  Object.fromEntries(Object.entries(lastKey).map(([name, value]) => [name, String(value)]));

/** All items of a query, page by page: the service ends a page at a megabyte. */
export async function queryAll(table: Pick<Table, 'query'>, input: WithoutTable<QueryCommandInput>): Promise<Item[]> {
  const found: Item[] = [];
  let start: Item | undefined;
  do {
    const { items, lastKey } = await table.query({ ...input, ...(start === undefined ? {} : { ExclusiveStartKey: start }) });
    found.push(...items);
    start = lastKey;
  } while (start !== undefined);
  return found;
}

const attempts = 10;
const baseDelayMs = 12;

/** Full jitter, so that transactions that collided once do not collide again. */
function pause(attempt: number): Promise<void> {
  const ceilingMs = Math.min(1_000, baseDelayMs * 2 ** attempt);
  return new Promise((resolve) => setTimeout(resolve, Math.random() * ceilingMs));
}

const passing = new Set(['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

export function createTable(client: DynamoDBDocumentClient, name: string): Table {
  /** Single writes meet transactions too: the service answers TransactionConflictException, which the SDK does not retry. */
  async function write<Output>(send: () => Promise<Output>): Promise<Output> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send();
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (error.name === 'ConditionalCheckFailedException') {
          const item = 'Item' in error && error.Item ? new Map([[0, plain(error.Item)]]) : new Map<number, Item>();
          throw new ConditionFailedError([0], item);
        }
        if (error.name !== 'TransactionConflictException') throw error;
        if (attempt >= attempts) throw new UnavailableError('the item stayed locked by transactions', { cause: error });
        await pause(attempt);
      }
    }
  }

  /** What the service leaves undone for now is sent again. */
  async function writeBatches(requests: readonly WriteRequest[]): Promise<void> {
    for (let start = 0; start < requests.length; start += 25) {
      let pending = requests.slice(start, start + 25);
      for (let attempt = 1; pending.length > 0; attempt += 1) {
        const { UnprocessedItems } = await write(() => client.send(new BatchWriteCommand({ RequestItems: { [name]: pending } })));
        pending = UnprocessedItems?.[name] ?? [];
        if (pending.length > 0 && attempt >= attempts) throw new UnavailableError('the table did not write all items');
        if (pending.length > 0) await pause(attempt);
      }
    }
  }

  return {
    name,
    async get(key, options = {}) {
      const { Item } = await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: options.consistent ?? false }));
      return Item;
    },
    async batchGet(wanted, options = {}) {
      const found: Item[] = [];
      for (let start = 0; start < wanted.length; start += 100) {
        let pending: Key[] = wanted.slice(start, start + 100).map(({ pk, sk }) => ({ pk, sk }));
        for (let attempt = 1; pending.length > 0; attempt += 1) {
          const answer = await client.send(
            new BatchGetCommand({ RequestItems: { [name]: { Keys: pending, ConsistentRead: options.consistent ?? false } } }),
          );
          found.push(...(answer.Responses?.[name] ?? []));
          const left = answer.UnprocessedKeys?.[name]?.Keys ?? [];
          pending = left.map((key) => ({ pk: String(key.pk), sk: String(key.sk) }));
          if (pending.length > 0 && attempt >= attempts) throw new UnavailableError('the table did not answer all keys');
          if (pending.length > 0) await pause(attempt);
        }
      }
      return found;
    },
    async query(input) {
      const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand({ ...input, TableName: name }));
      return { items: Items, lastKey: LastEvaluatedKey };
    },
    async *scan(input) {
      for await (const page of paginateScan({ client }, { ...input, TableName: name })) yield* page.Items ?? [];
    },
    async put(input) {
      await write(() => client.send(new PutCommand({ ...input, TableName: name })));
    },
    async update(input) {
      const { Attributes } = await write(() => client.send(new UpdateCommand({ ...input, TableName: name })));
      return Attributes;
    },
    async putAll(items) {
      await writeBatches(items.map((Item) => ({ PutRequest: { Item } })));
    },
    async deleteAll(unwanted) {
      await writeBatches(unwanted.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })));
    },
    async transact(items) {
      const TransactItems = items.map((item) => named(item, name));
      for (let attempt = 1; ; attempt += 1) {
        try {
          await client.send(new TransactWriteCommand({ TransactItems }));
          return;
        } catch (error) {
          if (!(error instanceof TransactionCanceledException)) throw error;
          const reasons = error.CancellationReasons ?? [];
          const failed = reasons.flatMap((reason, index) => (reason.Code === 'ConditionalCheckFailed' ? [index] : []));
          if (failed.length > 0) {
            throw new ConditionFailedError(
              failed,
              new Map(failed.flatMap((index) => (reasons[index]?.Item ? [[index, plain(reasons[index].Item)] as const] : []))),
            );
          }
          if (!reasons.every((reason) => passing.has(reason.Code ?? 'None'))) throw error;
          if (attempt >= attempts) throw new UnavailableError('the transaction kept colliding with others', { cause: error });
          await pause(attempt);
        }
      }
    },
  };
}

function named(item: WriteItem, TableName: string): TransactionItem {
  if ('Put' in item) return { Put: { ...item.Put, TableName } };
  if ('Update' in item) return { Update: { ...item.Update, TableName } };
  if ('Delete' in item) return { Delete: { ...item.Delete, TableName } };
  return { ConditionCheck: { ...item.ConditionCheck, TableName } };
}

/** The document client leaves old items of failed conditions unmarshalled in some versions and typed in others. */
function plain(item: object): Item {
  return Object.fromEntries(Object.entries(item).map(([key, value]) => [key, plainValue(value)]));
}

function plainValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length !== 1 || !only) return value;
  const [type, inner] = only;
  if (type === 'S' || type === 'BOOL') return inner;
  if (type === 'N') return Number(inner);
  if (type === 'NULL') return null;
  if (type === 'L' && Array.isArray(inner)) return inner.map(plainValue);
  if (type === 'M' && typeof inner === 'object' && inner !== null) return plain(inner);
  return value;
}

/**
 * How items are written. A map in which people chose the names may have one called `constructor`, which the SDK takes for an instance of a class and would
 * refuse; instances of our own never come here.
 */
export const marshallOptions = Object.freeze({ removeUndefinedValues: true, convertClassInstanceToMap: true });

export function openTable(name: string): Table {
  const client = new DynamoDBClient({ ...clientDefaults, maxAttempts: 4 });
  // A copy: the client writes into the options that it is given.
  return createTable(DynamoDBDocumentClient.from(client, { marshallOptions: { ...marshallOptions } }), name);
}
