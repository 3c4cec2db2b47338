import { z } from 'zod';
import { Actor, type EventContract, eventContracts } from '../../events/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { EntryId, type IdSource, LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Item, WriteItem } from '../platform/table.ts';

/** One immutable line of a lead's history, and the event that the stream publishes of it. */
export const TimelineEntry = z.object({
  id: EntryId,
  type: z.string(),
  eventVersion: z.number().int().positive(),
  leadId: LeadId,
  leadVersion: z.number().int().positive(),
  at: z.string(),
  actor: Actor,
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
    data: z.record(z.string(), z.unknown()).parse(contract.data.parse(data)),
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

/** The event of an entry; the detail is checked against the contract of its type and version. */
export function eventOf(entry: TimelineEntry): { source: string; detailType: string; detail: Record<string, unknown> } {
  const contract = eventContracts.find((known) => known.detailType === entry.type && known.version === entry.eventVersion);
  if (!contract) throw new CorruptItemError(`no event contract ${entry.type} version ${entry.eventVersion}`);
  const detail = {
    id: entry.id,
    version: entry.eventVersion,
    time: entry.at,
    correlationId: entry.correlationId,
    causationId: entry.causationId,
    leadId: entry.leadId,
    leadVersion: entry.leadVersion,
    actor: entry.actor,
    data: entry.data,
  };
  if (!contract.detail.safeParse(detail).success) throw new CorruptItemError(`timeline entry does not fit the contract ${entry.type}`);
  return { source: contract.source, detailType: contract.detailType, detail };
}
