import { z } from 'zod';
import type { FormEvent } from '../capture/event-config.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { digest, FormId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';

/** How many places of an event are taken, and what of it people were told last. */
export const EventLedger = z.object({
  formId: FormId,
  version: z.number().int().positive(),
  /** Counts how often the form was given another event once the one before was over: who registered for that one did for no other. */
  edition: z.number().int().positive(),
  /** When the event ends, as it was told last. */
  endsAt: z.string(),
  taken: z.number().int().nonnegative(),
  waiting: z.number().int().nonnegative(),
  attended: z.number().int().nonnegative(),
  /** Counts how often what people were told changed: SEQUENCE of RFC 5545. */
  sequence: z.number().int().nonnegative(),
  /** A digest of when and where it is. */
  details: z.string(),
  /** A digest of when people are reminded. */
  schedule: z.string(),
});
export type EventLedger = z.infer<typeof EventLedger>;

const ledgers = versioned<EventLedger>({
  parse(item) {
    const parsed = EventLedger.safeParse({ ...item, formId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('a ledger of an event does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ formId, ...ledger }) => ({ ...keys.eventLedger(formId), ...ledger }),
});

/** Reads the ledger of an event; undefined before anybody registered. @throws CorruptItemError */
export function readLedger(
  table: Pick<Table, 'get'>,
  formId: FormId,
  { consistent }: { readonly consistent: boolean } = { consistent: true },
): Promise<EventLedger | undefined> {
  return ledgers.read(table, keys.eventLedger(formId), { consistent });
}

/** Returns the write of a ledger; refused when it was changed since it was read. */
export const putLedger = (before: EventLedger | null, after: EventLedger): WriteItem => ledgers.put(before, after);

/** What of an event people are told, as a digest. */
export const detailsOf = ({ startsAt, endsAt, place, onlineUrl }: FormEvent): string =>
  digest(startsAt, endsAt, JSON.stringify(place ?? null), onlineUrl ?? '');

/** When people are reminded, as a digest. */
export const scheduleOf = ({ startsAt, endsAt, remindHoursBefore }: FormEvent): string =>
  digest(startsAt, endsAt, remindHoursBefore.toSorted((one, other) => one - other).join(' '));

/** What a ledger says before anybody registered. */
const nothingTaken = { taken: 0, waiting: 0, attended: 0, sequence: 0 } as const;

/** Returns the ledger that an event has now: the one that stands, or that of a new edition once the one before is over. Its version is that of the one that stands. */
export function ledgerFor(formId: FormId, event: FormEvent, before: EventLedger | undefined, now: Date): EventLedger {
  const told = { endsAt: event.endsAt, details: detailsOf(event), schedule: scheduleOf(event) };
  if (!before) return { formId, version: 0, edition: 1, ...nothingTaken, ...told };
  const isOver = before.endsAt < now.toISOString() && event.startsAt > before.endsAt;
  return isOver ? { ...before, edition: before.edition + 1, ...nothingTaken, ...told } : before;
}
