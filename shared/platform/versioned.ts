import { ConflictError, PreconditionFailedError } from './errors.ts';
import type { Key } from './keys.ts';
import { ConditionFailedError, type Item, type PutWrite, type Table } from './table.ts';
import { type ElementIds, keepUnknown } from './unknown-attributes.ts';

/** A record whose every change counts `version` up; 0: a record that is not stored yet. */
export interface Versioned {
  readonly version: number;
}

/** How a kind of record lies in the table. */
export interface RecordKind<Stored extends Versioned> {
  /** Returns what this version knows of an item. @throws CorruptItemError */
  readonly parse: (item: Item) => Stored;
  /** Returns the whole item of a record, key and version included. */
  readonly toItem: (record: Stored) => Item;
  /** @default - elements of lists are known by their places */
  readonly elementIds?: ElementIds;
}

/** Reads and writes records of one kind. What other versions of the code wrote beside them stays, and no change overwrites another. */
export interface VersionedStore<Stored extends Versioned> {
  /** Returns a record that `put` can take as `before`. @throws CorruptItemError */
  parse(item: Item): Stored;
  /** Reads one record; undefined when there is none. @throws CorruptItemError */
  read(table: Pick<Table, 'get'>, key: Key, options?: { readonly consistent?: boolean }): Promise<Stored | undefined>;
  /**
   * Returns the write that replaces `before`, the very object that was read, or that makes a new record: null or version 0.
   * Refused when somebody was quicker. @throws TypeError for a change that this store could not guard.
   */
  put(before: Stored | null, after: Stored): PutWrite;
}

/**
 * Makes the store of a kind of record. Unknown attributes hang on the record by its identity: rules, views and events see what is known
 * alone, and a copy cannot carry them where they do not belong.
 */
/* @__NO_SIDE_EFFECTS__ */
export function versioned<Stored extends Versioned>({ parse, toItem, elementIds }: RecordKind<Stored>): VersionedStore<Stored> {
  const items = new WeakMap<Stored, Item>();

  const remember = (record: Stored, item: Item): Stored => {
    items.set(record, item);
    return record;
  };

  /** The item to write over the one that was read. */
  const replacing = (before: Stored, after: Stored): Item => {
    const stored = items.get(before);
    if (!stored) throw new TypeError('a record can be replaced only by what was made of the very object that was read');
    return keepUnknown(stored, toItem(before), toItem(after), elementIds);
  };

  return {
    parse: (item) => remember(parse(item), item),
    async read(table, key, options) {
      const item = await table.get(key, options);
      return item && remember(parse(item), item);
    },
    put(before, after) {
      const stored = before && before.version > 0 ? before : null;
      if (after.version <= (stored?.version ?? 0)) throw new TypeError('a change has to count the version of its record up');
      const item = stored ? replacing(stored, after) : toItem(after);
      remember(after, item);
      return { Put: { Item: item, ...unchangedSince(stored) } };
    },
  };
}

interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

/** Returns the condition of every versioned write: nobody changed the record since it was read, or made it where none was. */
export function unchangedSince(before: Versioned | null): Condition {
  if (!before) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': before.version } };
}

/**
 * Refuses a change that somebody decided on another version than the one that stands. `what`: how people call the record; `seen`: undefined where
 * no version was named. @throws PreconditionFailedError
 */
export function refuseOtherVersion(what: string, { version }: Versioned, seen: number | undefined): void {
  if (seen === undefined || seen === version) return;
  throw new PreconditionFailedError(`The ${what} has version ${version} now. Read it again.`);
}

/** How often a change is decided anew when others were quicker. */
export const maxRounds = 12;

/**
 * Runs an attempt to read, decide and write until no condition of its writes fails. Only the attempt is repeated, so what follows from
 * the change belongs behind it. @throws ConflictError when others were quicker each time.
 */
export async function untilWritten<Result>(attempt: (round: number) => Promise<Result>): Promise<Result> {
  for (let round = 1; ; round += 1) {
    try {
      return await attempt(round);
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
      if (round === maxRounds) throw new ConflictError('others kept changing what was read', { cause: error });
    }
  }
}
