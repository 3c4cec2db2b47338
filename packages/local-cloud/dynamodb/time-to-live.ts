import { setImmediate as turn } from 'node:timers/promises';
import type { Context, Operation } from './context.ts';
import { transactionConflict, validationError } from './errors.ts';
import { evaluate, type ItemChange, type PreparedWrite, prepareWrite } from './evaluate.ts';
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
  context.expiries.forget(table.definition.TableName);
  await context.store.saveTable({ ...table, settings: enabled ? { ...others, timeToLiveAttribute: attribute } : others });
  return { TimeToLiveSpecification: { AttributeName: attribute, Enabled: enabled } };
};

export const describeTimeToLive: Operation = (context, input) => {
  const { timeToLiveAttribute: attribute } = context.store.table(String(input.TableName)).settings;
  const description =
    attribute === undefined ? { TimeToLiveStatus: 'DISABLED' } : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute };
  return { TimeToLiveDescription: description };
};

/** The earliest time of expiry that each table may hold, so that a sweep with nothing to do reads nothing. */
export class Expiries {
  readonly #earliest = new Map<string, number>();

  /** Takes a change into account; a table that was never read through stays unknown. */
  note({ table, after }: Pick<ItemChange, 'table' | 'after'>): void {
    const { timeToLiveAttribute: attribute } = table.settings;
    const known = this.#earliest.get(table.definition.TableName);
    const seconds = attribute === undefined || after === undefined ? undefined : expiryOf(after, attribute);
    if (known !== undefined && seconds !== undefined) this.#earliest.set(table.definition.TableName, Math.min(known, seconds));
  }

  mayHaveExpired(tableName: string, nowMs: number): boolean {
    return (this.#earliest.get(tableName) ?? 0) * 1000 <= nowMs;
  }

  /** Starts anew: from now on the table holds nothing but what is noted. */
  restart(tableName: string): void {
    this.#earliest.set(tableName, Number.POSITIVE_INFINITY);
  }

  noteSeconds(tableName: string, seconds: number): void {
    this.#earliest.set(tableName, Math.min(this.#earliest.get(tableName) ?? 0, seconds));
  }

  forget(tableName: string): void {
    this.#earliest.delete(tableName);
  }
}

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
  const tableName = table.definition.TableName;
  if (!context.expiries.mayHaveExpired(tableName, context.now())) return 0;
  context.expiries.restart(tableName);
  const expired: Item[] = [];
  let seen = 0;
  for await (const [, value] of context.store.dynalite.db.iterator(rangeOf(itemPrefix(tableName)))) {
    const item = value as Item;
    const seconds = expiryOf(item, attribute);
    if (isExpired(item, attribute, context.now())) expired.push(item);
    else if (seconds !== undefined && seconds * 1000 > context.now()) context.expiries.noteSeconds(tableName, seconds);
    seen += 1;
    // A sweep over a large table must not stop the requests.
    if (seen % 500 === 0) await turn();
  }
  const removed = await Promise.all(expired.map((item) => removeExpired(context, table, item, attribute)));
  // What is still there is looked for again at the next sweep.
  if (removed.includes(false)) context.expiries.forget(tableName);
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
  const expiresAt = expiryOf(item, attribute);
  const now = nowMs / 1000;
  return expiresAt !== undefined && expiresAt <= now && expiresAt > now - oldestYears * secondsPerYear;
}

/** Seconds since 1970; a value of another type is no time. */
function expiryOf(item: Item, attribute: string): number | undefined {
  const seconds = item[attribute]?.N;
  return typeof seconds === 'string' ? Number(seconds) : undefined;
}
