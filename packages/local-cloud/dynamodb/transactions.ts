import { setTimeout as delay } from 'node:timers/promises';
import db from 'dynalite/db/index.js';
import { checked, runAtOnce } from './actions.ts';
import { type Consumption, reportCapacity, transactionReadConsumption, writeConsumption } from './capacity.ts';
import type { Context, Operation } from './context.ts';
import { type CancellationReason, conflictMessage, isAnswerable, transactionCanceled, validationError } from './errors.ts';
import { checkWrite, evaluate, type ItemChange, type PreparedWrite, placeWrite, type WriteOperation } from './evaluate.ts';
import { itemKey } from './store.ts';
import type { RequestTokens } from './tokens.ts';
import { requestToken, type TransactionKind, type TransactionPart, transactionGets, transactionWrites } from './transaction-request.ts';
import type { Item } from './types.ts';

/** Two writes for each item: one to prepare, one to commit. */
const capacityFactor = 2;
const maximumBytes = 4 * 1024 * 1024;

const operationOf: Readonly<Record<TransactionKind, WriteOperation>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  // A check is a delete that never happens.
  ConditionCheck: 'DeleteItem',
};

/** TransactWriteItems: all or nothing; items are held for a while, and whoever meets a held item is refused. */
export const transactWriteItems =
  (tokens: RequestTokens): Operation =>
  async (context, input) => {
    const token = requestToken(input);
    const request = transactionWrites(input);
    const asked = input.ReturnConsumedCapacity;
    const { repeated, consumed } = await tokens.once(token, input.TransactItems, () => runWrites(context, request));
    const capacity = repeated
      ? reportCapacity(asked, consumed.map(repeatConsumption), 'ReadCapacityUnits')
      : reportCapacity(asked, consumed, 'WriteCapacityUnits');
    return capacity ? { ConsumedCapacity: capacity } : {};
  };

/** A repeated transaction only reads its items. */
const repeatConsumption = (one: Consumption): Consumption => ({ table: one.table, tableUnits: 1, indexUnits: {} });

async function runWrites(context: Context, request: readonly TransactionPart<TransactionKind>[]): Promise<Consumption[]> {
  const prepared = prepareAll(context, request);
  const keys = prepared.flatMap((result) => (result.ok ? [result.value.key] : []));
  for (let before = context.holds.writesOn(keys); before !== undefined; before = context.holds.writesOn(keys)) await before;

  // No pause from here to the hold: what was read must still be true when the items are held.
  const changes = evaluateAll(context, prepared);
  const reads = request.map((part) => part.kind === 'ConditionCheck');
  context.holds.hold(keys);
  try {
    const { min, max } = context.conflictHoldMs;
    if (max > 0) await delay(min + Math.random() * (max - min));
    await context.commits.commit(changes.filter((_change, index) => !reads[index]));
  } finally {
    context.holds.release(keys);
  }
  return changes.map((change, index) =>
    reads[index] ? writeConsumption({ ...change, after: change.before }, capacityFactor) : writeConsumption(change, capacityFactor),
  );
}

/** Finds every operation's item; a key that does not fit its table will cancel the transaction like a failed condition. */
function prepareAll(context: Context, request: readonly TransactionPart<TransactionKind>[]): Attempt<PreparedWrite>[] {
  const prepared = request.map(({ kind, input }) => {
    // Expressions and values are refused before the transaction starts; what the table refuses is a reason of its cancellation.
    const write = checkWrite(context.store, operationOf[kind], input);
    context.store.table(String(write.data.TableName));
    return attempt(() => placeWrite(context.store, write));
  });
  const keys = prepared.flatMap((result) => (result.ok ? [result.value.key] : []));
  if (new Set(keys).size < keys.length) throw validationError('Transaction request cannot include multiple operations on one item');
  return prepared;
}

function evaluateAll(context: Context, prepared: readonly Attempt<PreparedWrite>[]): ItemChange[] {
  const evaluated = prepared.map((result) =>
    result.ok
      ? attempt(() => {
          throwIfHeld(context, result.value.key);
          return evaluate(context.store, result.value).change;
        })
      : result,
  );
  cancelIfRefused(evaluated);
  const changes = evaluated.flatMap((result) => (result.ok ? [result.value] : []));
  const bytes = changes.reduce((total, change) => total + (change.after === undefined ? 0 : db.itemSize(change.after)), 0);
  if (bytes > maximumBytes) throw validationError('Transaction size limit exceeded: the items are larger than 4 MB together');
  return changes;
}

/** TransactGetItems: one consistent view; cancelled when a writing transaction has one of the items. */
export const transactGetItems: Operation = async (context, input) => {
  const request = transactionGets(input);
  const prepared = request.map((part) => {
    const data = checked('GetItem', part.input, context.store.reading);
    const table = context.store.table(String(part.input.TableName));
    return attempt(() => {
      const problem = db.validateKey(data.Key as Item, table.definition);
      if (problem) throw problem;
      return { data, table, key: itemKey(table, data.Key as Item) };
    });
  });
  cancelIfRefused(prepared);
  const gets = prepared.flatMap((result) => (result.ok ? [result.value] : []));
  if (new Set(gets.map((get) => get.key)).size < gets.length) {
    throw validationError('Transaction request cannot include multiple operations on one item');
  }
  cancelIfRefused(gets.map((get) => attempt(() => throwIfHeld(context, get.key))));

  const responses = gets.map((get) => {
    const { Item: item } = runAtOnce('GetItem', get.data, context.store.reading);
    return item === undefined ? {} : { Item: item };
  });
  const consumed = gets.map((get) => transactionReadConsumption(get.table.definition, context.store.read(get.key)));
  const capacity = reportCapacity(input.ReturnConsumedCapacity, consumed, 'ReadCapacityUnits');
  return { Responses: responses, ...(capacity && { ConsumedCapacity: capacity }) };
};

class HeldItem extends Error {}

function throwIfHeld(context: Context, key: string): void {
  if (context.holds.isHeld(key)) throw new HeldItem();
}

type Attempt<T> = { ok: true; value: T } | { ok: false; reason: CancellationReason };

function attempt<T>(run: () => T): Attempt<T> {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    return { ok: false, reason: reasonFor(error) };
  }
}

function reasonFor(error: unknown): CancellationReason {
  if (error instanceof HeldItem) return { Code: 'TransactionConflict', Message: conflictMessage };
  if (!isAnswerable(error)) throw error;
  const type = String(error.body.__type);
  if (type.endsWith('#ConditionalCheckFailedException')) {
    const item = error.body.Item as Item | undefined;
    return { Code: 'ConditionalCheckFailed', Message: error.message, ...(item && { Item: item }) };
  }
  if (!type.endsWith('#ValidationException')) throw error;
  return { Code: 'ValidationError', Message: error.message };
}

function cancelIfRefused(attempts: readonly Attempt<unknown>[]): void {
  if (attempts.every((result) => result.ok)) return;
  throw transactionCanceled(attempts.map((result) => (result.ok ? { Code: 'None' } : result.reason)));
}
