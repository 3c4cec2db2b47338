import { ChangeLog } from './change-log.ts';
import { Commits } from './commits.ts';
import type { Context, Operation } from './context.ts';
import { errorAnswer } from './errors.ts';
import { ItemHolds } from './holds.ts';
import { rememberExpressions } from './parsed-expressions.ts';
import { batchGetItem, read } from './reads.ts';
import { restoreItems } from './restore.ts';
import { openStore } from './store.ts';
import { createTable, deleteTable, describeTable, listTables, tags, updateTable } from './tables.ts';
import { describeTimeToLive, Expiries, sweepExpired, updateTimeToLive } from './time-to-live.ts';
import { RequestTokens } from './tokens.ts';
import { transactGetItems, transactWriteItems } from './transactions.ts';
import type { Item, StreamRecord } from './types.ts';
import { batchWriteItem, singleWrite } from './writes.ts';

export type { AttributeValue, Item, StreamRecord } from './types.ts';

export interface LocalDynamoDb {
  /** Runs one operation ('PutItem', 'TransactWriteItems', …) on parsed JSON; throws nothing: answers status and body as the service would. */
  execute(operation: string, input: Record<string, unknown>): Promise<{ status: number; body: Record<string, unknown> }>;
  /** Fills a new table as restoring a backup does: without stream records. */
  restore(tableName: string, items: readonly Item[]): Promise<void>;
  /** Stream records of a table after a sequence number (exclusive), oldest first, of the last 24 hours of the clock. */
  readStream(tableName: string, afterSequence: string | undefined, limit: number): StreamRecord[];
  /** The sequence number of a table's newest record that readStream still gives. */
  latestSequence(tableName: string): string | undefined;
  /** Calls the listener after records were added; the answer removes it. */
  onStreamRecord(listener: (tableName: string) => void): () => void;
  /** Deletes what has expired by now and answers how many items; their records carry the service as their author. */
  sweepExpired(): Promise<number>;
  close(): Promise<void>;
}

export interface LocalDynamoDbOptions {
  /** A directory that keeps tables, items and unread stream records. @default - in memory */
  dataDir?: string;
  /** Milliseconds since 1970. */
  now: () => number;
  region: string;
  accountId: string;
  /** How long a transaction keeps its items, in real milliseconds; a max of 0 switches it off. @default 5 to 20 */
  conflictHoldMs?: { min: number; max: number };
}

/** Opens a DynamoDB on this machine: dynalite, and what it lacks. */
export async function openLocalDynamoDb(options: LocalDynamoDbOptions): Promise<LocalDynamoDb> {
  const { now, region, dataDir } = options;
  rememberExpressions();
  const store = await openStore(options);
  const level = store.dynalite.db;
  const log = new ChangeLog({ now, region, level, durable: dataDir !== undefined });
  await log.load();
  const listeners = new Set<(tableName: string) => void>();
  const expiries = new Expiries();
  const commits = new Commits(level, log, {
    stored: (change) => expiries.note(change),
    recorded: (tableName) => {
      for (const listener of [...listeners]) listener(tableName);
    },
  });
  const context: Context = {
    store,
    holds: new ItemHolds(),
    commits,
    log,
    expiries,
    now,
    conflictHoldMs: options.conflictHoldMs ?? { min: 5, max: 20 },
  };
  const operations = operationsOf(now);
  const running = new Set<Promise<unknown>>();
  // Closing waits for what has begun.
  const untilClosed = <T>(work: () => Promise<T>): Promise<T> => {
    const result = work().finally(() => running.delete(result));
    running.add(result);
    return result;
  };

  return {
    execute: async (operation, input) => {
      const run = operations.get(operation);
      if (run === undefined) return { status: 400, body: { __type: 'com.amazon.coral.service#UnknownOperationException' } };
      return untilClosed(async () => run(context, input)).then((body) => ({ status: 200, body }), errorAnswer);
    },
    restore: (tableName, items) => untilClosed(() => restoreItems(context, tableName, items)),
    readStream: (tableName, afterSequence, limit) => log.read(tableName, afterSequence, limit),
    latestSequence: (tableName) => log.latest(tableName),
    onStreamRecord: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    sweepExpired: () =>
      untilClosed(async () => {
        const deleted = await sweepExpired(context);
        await log.trim();
        return deleted;
      }),
    close: async () => {
      await Promise.allSettled(running);
      await level.close();
    },
  };
}

function operationsOf(now: () => number): ReadonlyMap<string, Operation> {
  return new Map<string, Operation>([
    ['BatchGetItem', batchGetItem],
    ['BatchWriteItem', batchWriteItem],
    ['CreateTable', createTable],
    ['DeleteItem', singleWrite('DeleteItem')],
    ['DeleteTable', deleteTable],
    ['DescribeTable', describeTable],
    ['DescribeTimeToLive', describeTimeToLive],
    ['GetItem', read('GetItem')],
    ['ListTables', listTables],
    ['ListTagsOfResource', tags('ListTagsOfResource')],
    ['PutItem', singleWrite('PutItem')],
    ['Query', read('Query')],
    ['Scan', read('Scan')],
    ['TagResource', tags('TagResource')],
    ['TransactGetItems', transactGetItems],
    ['TransactWriteItems', transactWriteItems(new RequestTokens(now))],
    ['UntagResource', tags('UntagResource')],
    ['UpdateItem', singleWrite('UpdateItem')],
    ['UpdateTable', updateTable],
    ['UpdateTimeToLive', updateTimeToLive],
  ]);
}
