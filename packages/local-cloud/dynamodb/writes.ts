import { checked } from './actions.ts';
import { type Consumption, reportCapacity, writeConsumption } from './capacity.ts';
import type { Context, Operation } from './context.ts';
import { isAnswerable, transactionConflict, validationError } from './errors.ts';
import { evaluate, type ItemChange, type PreparedWrite, prepareWrite, type WriteOperation } from './evaluate.ts';
import type { Body } from './types.ts';

const maximumBatchSize = 25;

/** PutItem, UpdateItem or DeleteItem. */
export const singleWrite =
  (operation: WriteOperation): Operation =>
  async (context, input) => {
    const { answer, change } = await applyWrite(context, prepareWrite(context.store, operation, input));
    const [capacity] = reportCapacity(input.ReturnConsumedCapacity, [writeConsumption(change, 1)]) ?? [];
    return { ...answer, ...(capacity && { ConsumedCapacity: capacity }) };
  };

async function applyWrite(context: Context, write: PreparedWrite): Promise<{ change: ItemChange; answer: Body }> {
  return context.holds.write(write.key, transactionConflict, async () => {
    const evaluated = evaluate(context.store, write);
    await context.commits.commit([evaluated.change]);
    return evaluated;
  });
}

interface BatchEntry {
  tableName: string;
  request: Body;
  write: PreparedWrite;
}

/** Each write of a batch stands alone; one that meets a transaction comes back as unprocessed. */
export const batchWriteItem: Operation = async (context, input) => {
  const { RequestItems: requestItems } = checked('BatchWriteItem', input, context.store.reading);
  const entries = Object.entries(requestItems as Record<string, Body[]>).flatMap(([tableName, requests]) =>
    requests.map((request) => ({ tableName, request, write: prepareBatchEntry(context, tableName, request) })),
  );
  if (entries.length > maximumBatchSize) throw validationError('Too many items requested for the BatchWriteItem call');
  if (new Set(entries.map((entry) => entry.write.key)).size < entries.length) {
    throw validationError('Provided list of item keys contains duplicates');
  }

  const consumed: Consumption[] = [];
  const unprocessed: Record<string, Body[]> = {};
  await Promise.all(entries.map((entry) => applyBatchEntry(context, entry, consumed, unprocessed)));

  const capacity = reportCapacity(input.ReturnConsumedCapacity, consumed);
  return { UnprocessedItems: unprocessed, ...(capacity && { ConsumedCapacity: capacity }) };
};

function prepareBatchEntry(context: Context, tableName: string, request: Body): PreparedWrite {
  const put = request.PutRequest as Body | undefined;
  const remove = request.DeleteRequest as Body | undefined;
  if ((put === undefined) === (remove === undefined)) {
    throw validationError('Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes');
  }
  try {
    return put
      ? prepareWrite(context.store, 'PutItem', { TableName: tableName, Item: put.Item })
      : prepareWrite(context.store, 'DeleteItem', { TableName: tableName, Key: remove?.Key });
  } catch (error) {
    if (isAnswerable(error) && /Missing the key|Type mismatch for key/.test(error.message)) {
      throw validationError('The provided key element does not match the schema');
    }
    throw error;
  }
}

async function applyBatchEntry(
  context: Context,
  { tableName, request, write }: BatchEntry,
  consumed: Consumption[],
  unprocessed: Record<string, Body[]>,
): Promise<void> {
  try {
    const { change } = await applyWrite(context, write);
    consumed.push(writeConsumption(change, 1));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'TransactionConflictException') throw error;
    unprocessed[tableName] = [...(unprocessed[tableName] ?? []), request];
  }
}
