import { daysMs, epochSeconds } from '../platform/clock.ts';
import type { LeadId } from '../platform/ids.ts';
import type { FactPlace } from '../platform/keys.ts';
import { ConditionFailedError } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { LeadChanges, Projected } from '../projecting/index.ts';
import { placeOf } from './place.ts';
import { type FactParts, othersIn, personItemsOf, type ReadRecord, readRecord, sumOf } from './read-items.ts';
import { eldestOf, foldFact } from './rules-fold.ts';
import { putFact, readMark, takeFactAway } from './store.ts';

/** Longer than a record of the stream lives, and than any invocation that still holds the lead as it was. */
export const leftDays = 2;

type Records = readonly [ReadRecord, ...ReadRecord[]];

/**
 * Brings the fact of a person up to date with their records as they stand. Safe to repeat, at once and in any order: a fact is replaced only by what was
 * made of a later reading. What lies under a lead that is part of another one is in the fact of that one. `readWhole`: see `LeadChanges`.
 */
export function projectFact(leadId: LeadId, parts: FactParts, readWhole?: LeadChanges['readWhole']): Promise<Projected> {
  return untilWritten(async (round) => {
    const own = await readRecord(leadId, parts, round === 1 ? await readWhole?.() : undefined);
    // Whoever erased it has seen to its fact in the same transaction.
    if (!own) return 'removed';
    if (own.lead.mergedInto !== null) {
      await takeAway(own, null, parts);
      return projectFact(own.lead.mergedInto, parts);
    }
    const first = await withMembers(own, parts);
    const place = await placeOf(leadId, eldestOf(first).lead.createdAt, parts.config);
    // One query shows one moment of a record. Of several records each is read at another moment, so their fact replaces only what stood before all of those.
    const replaced = first.length > 1 ? await readMark(parts.table, place) : undefined;
    const records = first.length > 1 ? await readAgain(first, parts) : first;
    const fact = foldFact(await personItemsOf(records, parts));
    await putFact(parts.table, { place, fact, mark: { leadVersion: own.lead.version, sum: sumOf(records) }, replaced });
    await takeAway(own, place, parts);
    return 'written';
  });
}

/** Reads all records of a person, the one that is left first; undefined where it is gone. */
export async function readPerson(leadId: LeadId, parts: FactParts): Promise<Records | undefined> {
  const own = await readRecord(leadId, parts);
  return own && withMembers(own, parts);
}

async function withMembers(own: ReadRecord, parts: FactParts): Promise<Records> {
  const members = await Promise.all((own.lead.members ?? []).map((member) => readRecord(member, parts)));
  return [own, ...members.flatMap((member) => member ?? [])];
}

/** @throws ConditionFailedError where the person is of other records meanwhile */
async function readAgain(before: Records, parts: FactParts): Promise<Records> {
  const records = await readPerson(before[0].lead.leadId, parts);
  if (!records || records[0].lead.version !== before[0].lead.version) throw new ConditionFailedError([], new Map());
  return records;
}

/** Takes away what stands of a record in months in which it is not counted any more, after a merge or its undo. */
async function takeAway(own: ReadRecord, place: FactPlace | null, parts: FactParts): Promise<boolean> {
  const others = othersIn(own);
  if (place !== null && others.length === 0) return false;
  const { leadId, createdAt, version: leadVersion } = own.lead;
  const arrivals = await Promise.all(others.map(async (other) => (await readRecord(other, parts))?.lead.createdAt));
  const places = await Promise.all([createdAt, ...arrivals.flatMap((at) => at ?? [])].map((at) => placeOf(leadId, at, parts.config)));
  const months = new Map(places.map((one) => [one.month, one]));
  if (place) months.delete(place.month);
  const expiresAt = epochSeconds(parts.clock()) + (leftDays * daysMs) / 1_000;
  const taken = await Promise.all([...months.values()].map((one) => takeFactAway(parts.table, one, { leadVersion, expiresAt })));
  return taken.includes(true);
}
