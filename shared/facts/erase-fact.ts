import type { Lead } from '../leads/index.ts';
import { daysMs, epochSeconds } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { digest, type ErasureId, type LeadId } from '../platform/ids.ts';
import { type FactPlace, keys } from '../platform/keys.ts';
import type { WriteItem } from '../platform/table.ts';
import type { Fact } from './fact.ts';
import { placeOf } from './place.ts';
import { leftDays, readPerson } from './project-fact.ts';
import { type FactParts, personItemsOf } from './read-items.ts';
import { erasedFact } from './rules-erase.ts';
import { eldestOf, foldFact } from './rules-fold.ts';
import { packFact } from './rules-pack.ts';
import { leftItem, readFact } from './store.ts';

/**
 * Returns the writes by which the facts of a person who is erased lose whom they are of, for the transaction in which the records go. They are folded from the
 * records once more: the stream may not have told of the last changes yet. Nothing that is under way brings back what stood there.
 * @param leads all records that are the person
 */
export async function eraseFacts(leads: readonly Lead[], erasureId: ErasureId, parts: FactParts): Promise<WriteItem[]> {
  const ids = new Set(leads.map(({ leadId }) => leadId));
  // Of a restored table one that is left may lie apart from those that are part of it.
  const roots = leads.filter(({ mergedInto }) => mergedInto === null || !ids.has(mergedInto));
  const writes = await Promise.all(roots.map((lead) => eraseFact(lead, erasureId, parts)));
  return writes.flat();
}

async function eraseFact({ leadId, createdAt }: Lead, erasureId: ErasureId, parts: FactParts): Promise<WriteItem[]> {
  const { place, fact } = await lastFact(leadId, createdAt, parts);
  const expiresAt = epochSeconds(parts.clock()) + (leftDays * daysMs) / 1_000;
  const left: WriteItem = { Put: { Item: leftItem(place, expiresAt) } };
  if (!fact) return [left];
  const kept = erasedFact(fact, (id) => digest(erasureId, id));
  return [left, { Put: { Item: { ...keys.erasedFact(place.month, kept.id), f: packFact(kept), v: 1, n: 0 } } }];
}

/** What cannot be read must not keep anybody from being erased: then the fact that stands is the last. */
async function lastFact(leadId: LeadId, createdAt: string, parts: FactParts): Promise<{ place: FactPlace; fact: Fact | null }> {
  try {
    const records = await readPerson(leadId, parts);
    if (records) {
      const place = await placeOf(leadId, eldestOf(records).lead.createdAt, parts.config);
      return { place, fact: foldFact(await personItemsOf(records, parts)) };
    }
  } catch (error) {
    if (!(error instanceof CorruptItemError)) throw error;
  }
  const place = await placeOf(leadId, createdAt, parts.config);
  return { place, fact: await readFact(parts.table, place) };
}
