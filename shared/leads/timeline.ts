import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { Actor, type EventContract, eventContracts } from '../../events/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { EntryId, type IdSource, LeadId } from '../platform/ids.ts';
import { indexKeys, keys } from '../platform/keys.ts';
import type { Item, WriteItem } from '../platform/table.ts';
import type { RepActivity } from './activity.ts';

/** Who did something, also of a kind that only a later version of the code knows: one such entry must not hide a history. */
const StoredActor = Actor.extend({ kind: Actor.shape.kind.or(z.string().brand<'UnknownWord'>()) });

/** One immutable line of a lead's history, and the event that the stream publishes of it. */
export const TimelineEntry = z.object({
  id: EntryId,
  type: z.string(),
  eventVersion: z.number().int().positive(),
  leadId: LeadId,
  leadVersion: z.number().int().positive(),
  at: z.string(),
  actor: StoredActor,
  correlationId: z.string(),
  causationId: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** An entry that is to be written. `done`: what a rep did by it, which the list of what they did tells. */
export interface DraftedEntry extends TimelineEntry {
  readonly done?: RepActivity;
}

/** An entry as it was read, with its place in the history of its lead. */
export interface StoredEntry extends TimelineEntry {
  /** Sorts entries of one moment: those of one change stand together, in the order in which it told them. */
  readonly place: string;
}

/** What an entry says of its own; the rest is that of its change. */
const OwnWords = TimelineEntry.pick({ id: true, type: true, eventVersion: true, data: true });

/** The first entry of a change whole, and the own words of the others: a write less for each of them. */
const StoredEntries = TimelineEntry.extend({ more: z.array(OwnWords).exactOptional() });

/** What an entry shares with the others of the same change. */
export interface Change {
  readonly leadId: LeadId;
  readonly leadVersion: number;
  readonly at: Date;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string;
}

/** Builds an entry; producers are strict, so data that the contract does not know is a programming error here. */
export function timelineEntry<Type extends string, Data extends z.ZodRawShape>(
  contract: EventContract<Type, Data>,
  change: Change,
  data: z.infer<z.ZodObject<Data>>,
  ids: Pick<IdSource, 'entryId'>,
): TimelineEntry {
  return {
    id: ids.entryId(change.at),
    type: contract.detailType,
    eventVersion: contract.version,
    leadId: change.leadId,
    leadVersion: change.leadVersion,
    at: change.at.toISOString(),
    actor: change.actor,
    correlationId: change.correlationId,
    causationId: change.causationId,
    data: z.record(z.string(), z.unknown()).parse(contract.write.parse(data)),
  };
}

/**
 * Returns the write of an entry, for the transaction that makes its change: that is what makes the timeline an outbox. Refused when its
 * moment and id are taken.
 */
export function putTimelineEntry(entry: DraftedEntry): WriteItem {
  return putEntries(entry, []);
}

/**
 * Returns the writes of entries, for the transaction that makes their changes. Entries of one change lie in one item, under the id of the
 * first, whose id alone is refused when it is taken; so does what one rep did by it, for an item is listed once.
 */
export function putTimelineEntries(entries: readonly DraftedEntry[]): WriteItem[] {
  const changes: [DraftedEntry, ...DraftedEntry[]][] = [];
  for (const entry of entries) {
    const change = changes.find((known) => isDeepStrictEqual(changeOf(known[0]), changeOf(entry)) && isOneReps([...known, entry]));
    if (change) change.push(entry);
    else changes.push([entry]);
  }
  return changes.map(([first, ...others]) => putEntries(first, others));
}

function putEntries({ done, ...first }: DraftedEntry, others: readonly DraftedEntry[]): WriteItem {
  const more = others.map(({ id, type, eventVersion, data }) => ({ id, type, eventVersion, data }));
  const listed = [done, ...others.map((other) => other.done)].flatMap((one) => one ?? []);
  const key = keys.timelineEntry(first.leadId, first.at, first.id);
  const Item = { ...key, ...listedAs(listed, first), ...first, ...(more.length > 0 ? { more } : {}) };
  return { Put: { Item, ConditionExpression: 'attribute_not_exists(pk)' } };
}

/** What a rep did is listed by when it was told. */
function listedAs(done: readonly RepActivity[], { id, at }: TimelineEntry) {
  const [first] = done;
  return first ? { ...indexKeys.activity(first.repId, at, id), card: done.map(({ activity }) => activity) } : {};
}

const isOneReps = (entries: readonly DraftedEntry[]): boolean => new Set(entries.flatMap(({ done }) => done?.repId ?? [])).size <= 1;

const changeOf = ({ id: _id, type: _type, eventVersion: _version, data: _data, done: _done, ...change }: DraftedEntry) => change;

/** Returns the entries that an item of a timeline holds, oldest first. @throws CorruptItemError */
export function parseTimelineEntries(item: Item): StoredEntry[] {
  const parsed = StoredEntries.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('a timeline entry does not have the shape this version knows');
  const { more = [], ...first } = parsed.data;
  return [first, ...more].map((own, index) => ({ ...first, ...own, place: placeOf(first.id, index) }));
}

/** As many digits for each: places are compared as texts. */
const placeOf = (first: EntryId, index: number): string => (index === 0 ? first : `${first}.${String(index).padStart(3, '0')}`);

/**
 * Reads the data of an entry of this contract; undefined for an entry of another event or version.
 * @throws CorruptItemError when its data do not fit.
 */
export function dataOf<Type extends string, Data extends z.ZodRawShape>(
  contract: EventContract<Type, Data>,
  { type, eventVersion, data }: Pick<TimelineEntry, 'type' | 'eventVersion' | 'data'>,
): z.infer<EventContract<Type, Data>['read']> | undefined {
  if (type !== contract.detailType || eventVersion !== contract.version) return undefined;
  const read = contract.read.safeParse(data);
  if (!read.success) throw new CorruptItemError(`a timeline entry does not fit the contract ${type}`);
  return read.data;
}

/**
 * Returns the event of an entry, as far as the contract of its type and version knows it. A field that a newer producer added while this
 * version still publishes is left out, like anything else that an entry says too much.
 * @throws CorruptItemError for an entry that fits no contract.
 */
export function eventOf(entry: TimelineEntry): { source: string; detailType: string; detail: Record<string, unknown> } {
  const contract = eventContracts.find((known) => known.detailType === entry.type && known.version === entry.eventVersion);
  if (!contract) throw new CorruptItemError(`no event contract ${entry.type} version ${entry.eventVersion}`);
  const detail = contract.detail.safeParse({
    id: entry.id,
    version: entry.eventVersion,
    time: entry.at,
    correlationId: entry.correlationId,
    causationId: entry.causationId,
    leadId: entry.leadId,
    leadVersion: entry.leadVersion,
    actor: entry.actor,
    data: entry.data,
  });
  if (!detail.success) throw new CorruptItemError(`timeline entry does not fit the contract ${entry.type}`);
  return { source: contract.source, detailType: contract.detailType, detail: detail.data };
}
