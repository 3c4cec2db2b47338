import { type FactPlace, keys, sortId } from '../platform/keys.ts';
import { ConditionFailedError, type Item, type Table } from '../platform/table.ts';
import type { Fact } from './fact.ts';
import { packFact, parseFact } from './rules-pack.ts';

/** How much of a person was known when something was written of them: a reading that knows less never replaces it. */
export interface ReadMark {
  /** Of the record that is left. */
  readonly leadVersion: number;
  /** Counts within that version. */
  readonly sum: number;
}

/** Newer than whatever is read of a version. */
const lastOf = (leadVersion: number): ReadMark => ({ leadVersion, sum: Number.MAX_SAFE_INTEGER });
/** Newer than every version. */
const forEver = lastOf(Number.MAX_SAFE_INTEGER);

const unlessNewer = ({ leadVersion, sum }: ReadMark) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR v < :v OR (v = :v AND n <= :n)',
  ExpressionAttributeValues: { ':v': leadVersion, ':n': sum },
});

export function factItem(place: FactPlace, fact: Fact, { leadVersion, sum }: ReadMark): Item {
  return { ...keys.fact(place.month, place.leadId), f: packFact(fact), v: leadVersion, n: sum };
}

/** What is to be put. `replaced`: what stood there before anything was read; null: nothing. @default - whatever is no later reading */
interface FactToPut {
  readonly place: FactPlace;
  readonly fact: Fact;
  readonly mark: ReadMark;
  readonly replaced?: ReadMark | null | undefined;
}

/** Puts the fact of a person, unless a later reading of them stands there. @throws ConditionFailedError where one does */
export async function putFact(table: Pick<Table, 'put'>, { place, fact, mark, replaced }: FactToPut): Promise<void> {
  await table.put({ Item: factItem(place, fact, mark), ...(replaced === undefined ? unlessNewer(mark) : ifStill(replaced, mark)) });
}

function ifStill(replaced: ReadMark | null, mark: ReadMark) {
  if (replaced === null) return { ConditionExpression: 'attribute_not_exists(pk)' };
  const { ConditionExpression, ExpressionAttributeValues } = unlessNewer(mark);
  return {
    ConditionExpression: `(${ConditionExpression}) AND v = :wasV AND n = :wasN`,
    ExpressionAttributeValues: { ...ExpressionAttributeValues, ':wasV': replaced.leadVersion, ':wasN': replaced.sum },
  };
}

/** Reads how much was known of a person when what stands at a place was written; null where nothing stands. */
export async function readMark(table: Pick<Table, 'get'>, place: FactPlace): Promise<ReadMark | null> {
  const item = await table.get(keys.fact(place.month, place.leadId), { consistent: true });
  return item ? { leadVersion: Number(item.v), sum: Number(item.n) } : null;
}

/** What is left for a while where a fact stood: whatever was under way cannot bring it back. */
export function leftItem(place: FactPlace, expiresAt: number, leadVersion = forEver.leadVersion): Item {
  return { ...keys.fact(place.month, place.leadId), v: leadVersion, n: forEver.sum, expiresAt };
}

/**
 * Takes a fact away where its person is counted elsewhere since this version of their record. A mark stays also where none stood: whoever read the person
 * before may be about to write it. True: one stood there.
 */
export async function takeFactAway(
  table: Pick<Table, 'get' | 'put'>,
  place: FactPlace,
  { leadVersion, expiresAt }: { readonly leadVersion: number; readonly expiresAt: number },
): Promise<boolean> {
  const stored = await table.get(keys.fact(place.month, place.leadId), { consistent: true });
  const isFact = typeof stored?.f === 'string';
  if (stored && !isFact && Number(stored.v) >= leadVersion) return false;
  try {
    await table.put({ Item: leftItem(place, expiresAt, leadVersion), ...unlessNewer(lastOf(leadVersion)) });
    return isFact;
  } catch (error) {
    // What stands there is of a later version, whose own change has seen to it.
    if (!(error instanceof ConditionFailedError)) throw error;
    return false;
  }
}

/** Reads the fact of a person where it lies; null where there is none. */
export async function readFact(table: Pick<Table, 'get'>, place: FactPlace): Promise<Fact | null> {
  const item = await table.get(keys.fact(place.month, place.leadId), { consistent: true });
  return item ? factIn(item) : null;
}

/** Returns the fact that an item holds; null for what is left of one, and for what this version cannot read. */
export function factIn(item: Item): Fact | null {
  return parseFact(sortId(item), item.f);
}
