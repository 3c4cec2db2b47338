import { z } from 'zod';
import { Actor, type EventContract, eventContracts } from '../../events/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { EntryId, type IdSource, LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Item, WriteItem } from '../platform/table.ts';

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

/** The entry's write, for the transaction that makes the change: that is what makes the timeline an outbox. */
export function putTimelineEntry(entry: TimelineEntry): WriteItem {
  return {
    Put: { Item: { ...keys.timelineEntry(entry.leadId, entry.at, entry.id), ...entry }, ConditionExpression: 'attribute_not_exists(pk)' },
  };
}

export function parseTimelineEntry(item: Item): TimelineEntry {
  const parsed = TimelineEntry.safeParse(item);
  if (!parsed.success) throw new CorruptItemError('a timeline entry does not have the shape this version knows');
  return parsed.data;
}

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
