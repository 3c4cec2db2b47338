import { setTimeout as pause } from 'node:timers/promises';
import { type LocalCloud, outageParts } from 'local-cloud';

type StoredItem = Readonly<Record<string, unknown>>;

/** The table as the deployment left it, by key. */
export type Deployed = ReadonlyMap<string, StoredItem>;

/** Longer than SQS remembers a deduplication id, an address is counted, and an instance keeps what it read. */
const forgottenAfterMs = 11 * 60_000;
// As long as the tests themselves wait: on a busy machine work that is under way takes its time.
const patienceMs = 240_000;

const keyOf = ({ pk, sk }: StoredItem): string => JSON.stringify([pk, sk]);

async function execute({ deployment: { cloud } }: LocalCloud, operation: string, input: Record<string, unknown>): Promise<StoredItem> {
  const { status, body } = await cloud.database.execute(operation, input);
  if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(body)}`);
  return body;
}

/** Reads all items of the table. */
export async function itemsOf(runtime: LocalCloud): Promise<Deployed> {
  const TableName = String(runtime.environment.tableName);
  const found = new Map<string, StoredItem>();
  for (let start: unknown; ; ) {
    const page = await execute(runtime, 'Scan', { TableName, ...(start === undefined ? {} : { ExclusiveStartKey: start }) });
    for (const item of page.Items as StoredItem[]) found.set(keyOf(item), item);
    start = page.LastEvaluatedKey;
    if (start === undefined) return found;
  }
}

/** Deletes what the deployment did not make; answers whether there was anything. @throws when something that it made is another now */
async function deleteForeign(runtime: LocalCloud, deployed: Deployed): Promise<boolean> {
  const now = await itemsOf(runtime);
  for (const [key, item] of deployed) {
    // Functions never go back to an older version of the configuration.
    if (JSON.stringify(now.get(key)) !== JSON.stringify(item))
      throw new Error(`${key} was changed, for which a file needs a runtime of its own`);
  }
  const requests = [...now].filter(([key]) => !deployed.has(key)).map(([, { pk, sk }]) => ({ DeleteRequest: { Key: { pk, sk } } }));
  for (let start = 0; start < requests.length; start += 25) {
    const RequestItems = { [String(runtime.environment.tableName)]: requests.slice(start, start + 25) };
    await execute(runtime, 'BatchWriteItem', { RequestItems });
  }
  return requests.length > 0;
}

/** Waits until nothing is under way. @throws when that takes too long */
export async function untilQuiet(runtime: LocalCloud): Promise<void> {
  const busy = await runtime.idle({ timeoutMs: patienceMs, countsRetries: false });
  if (busy.now.length > 0) throw new Error(`not quiet: ${busy.now.join(', ')}`);
}

/**
 * Takes all that a test file left out of a running runtime, which costs a tenth of a fresh one with its cold functions: items, messages, mails,
 * records, faults. The clock goes on, until queues and functions have forgotten as well. @throws when the runtime does not come to rest
 */
export async function empty(runtime: LocalCloud, deployed: Deployed): Promise<void> {
  const { cloud } = runtime.deployment;
  runtime.faults.set(undefined);
  for (const part of outageParts) runtime.outages.set(part, false);
  await untilQuiet(runtime);
  // The projector marks what is deleted, so that it takes a second round.
  for (let isDirty = true; isDirty; ) {
    isDirty = await deleteForeign(runtime, deployed);
    for (const queue of cloud.queues.list()) cloud.queues.purge(queue.arn);
    await untilQuiet(runtime);
  }
  runtime.clock.advance(forgottenAfterMs);
  await pause(0);
  await untilQuiet(runtime);
  for (const records of [cloud.queues, cloud.events, cloud.logs]) records.forget();
  runtime.outbox.clear();
  cloud.calls.length = 0;
  cloud.invocations.length = 0;
}
