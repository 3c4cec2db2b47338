import { setImmediate as turn } from 'node:timers/promises';
import type { Context, Operation } from './context.ts';
import { transactionConflict, validationError } from './errors.ts';
import { evaluate, type PreparedWrite, prepareWrite } from './evaluate.ts';
import { itemPrefix, rangeOf, type Table } from './store.ts';
import type { Body, Item } from './types.ts';

/** Values further back are taken for something else than a time of expiry and never deleted. */
const oldestYears = 5;
const secondsPerYear = 365 * 24 * 60 * 60;

export const updateTimeToLive: Operation = async (context, input) => {
  const table = context.store.table(String(input.TableName));
  const specification = (input.TimeToLiveSpecification ?? {}) as Body;
  const { AttributeName: attribute, Enabled: enabled } = specification;
  if (typeof attribute !== 'string' || attribute === '' || typeof enabled !== 'boolean') {
    throw validationError('TimeToLiveSpecification must name an attribute and say whether it is enabled');
  }
  const { timeToLiveAttribute: current, ...others } = table.settings;
  if (enabled && current === attribute) throw validationError('TimeToLive is already enabled');
  if (enabled && current !== undefined)
    throw validationError(`TimeToLive is active on a different AttributeName: current AttributeName is ${current}`);
  if (!enabled && current === undefined) throw validationError('TimeToLive is already disabled');
  if (!enabled && current !== attribute)
    throw validationError(`TimeToLive is active on a different AttributeName: current AttributeName is ${current}`);
  await context.store.saveTable({ ...table, settings: enabled ? { ...others, timeToLiveAttribute: attribute } : others });
  return { TimeToLiveSpecification: { AttributeName: attribute, Enabled: enabled } };
};

export const describeTimeToLive: Operation = (context, input) => {
  const { timeToLiveAttribute: attribute } = context.store.table(String(input.TableName)).settings;
  const description =
    attribute === undefined ? { TimeToLiveStatus: 'DISABLED' } : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute };
  return { TimeToLiveDescription: description };
};

/** Deletes what has expired by the clock and says how many items that were. */
export async function sweepExpired(context: Context): Promise<number> {
  let deleted = 0;
  for (const table of [...context.store.tables.values()]) {
    const attribute = table.settings.timeToLiveAttribute;
    if (attribute !== undefined) deleted += await sweepTable(context, table, attribute);
  }
  return deleted;
}

async function sweepTable(context: Context, table: Table, attribute: string): Promise<number> {
  const expired: Item[] = [];
  let seen = 0;
  for await (const [, value] of context.store.dynalite.db.iterator(rangeOf(itemPrefix(table.definition.TableName)))) {
    const item = value as Item;
    if (isExpired(item, attribute, context.now())) expired.push(item);
    seen += 1;
    // A sweep over a large table must not stop the requests.
    if (seen % 500 === 0) await turn();
  }
  const removed = await Promise.all(expired.map((item) => removeExpired(context, table, item, attribute)));
  return removed.filter(Boolean).length;
}

async function removeExpired(context: Context, table: Table, item: Item, attribute: string): Promise<boolean> {
  const key = Object.fromEntries(table.definition.KeySchema.map(({ AttributeName: name }) => [name, item[name]]));
  const write: PreparedWrite = prepareWrite(context.store, 'DeleteItem', { TableName: table.definition.TableName, Key: key });
  try {
    return await context.holds.write(write.key, transactionConflict, async () => {
      // Somebody may have moved the time of expiry since the scan.
      const present = context.store.read(write.key);
      if (present === undefined || !isExpired(present, attribute, context.now())) return false;
      await context.commits.commit([evaluate(context.store, write).change], true);
      return true;
    });
  } catch (error) {
    // Held by a transaction: the next sweep finds it again.
    if (error instanceof Error && error.name === 'TransactionConflictException') return false;
    throw error;
  }
}

function isExpired(item: Item, attribute: string, nowMs: number): boolean {
  const seconds = item[attribute]?.N;
  if (typeof seconds !== 'string') return false;
  const expiresAt = Number(seconds);
  const now = nowMs / 1000;
  return expiresAt <= now && expiresAt > now - oldestYears * secondsPerYear;
}
