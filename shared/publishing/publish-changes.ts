import { z } from 'zod';
import { userKind } from '../access/user-config.ts';
import { syncUsersAfterPublication } from '../accounts/index.ts';
import { callMessage, endMessage, parseCall } from '../calls/index.ts';
import { formKind } from '../capture/form-config.ts';
import { intakeMessageFor, Submission } from '../capture/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { connectorKind } from '../connectors/connector-config.ts';
import { releaseAfterPublication } from '../connectors/index.ts';
import { asksForConversions } from '../conversions/index.ts';
import { dateKind, recountDatesAfterPublication } from '../dates/index.ts';
import { asksForWebhooks, type EndpointReader } from '../event-webhooks/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { eventOf, parseTimelineEntries, type StoredEntry, type TimelineEntry } from '../leads/index.ts';
import { asksForMerge } from '../merge-requests/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { type Key, keys } from '../platform/keys.ts';
import { describeError, type Log } from '../platform/logging.ts';
import type { OutgoingMessage, Queue } from '../platform/queues.ts';
import type { Item } from '../platform/table.ts';
import { asksForRegistrations, settleAfterPublication } from '../registrations/index.ts';
import { retryAfterPublication, routingKinds } from '../routing/index.ts';
import { asksForLists, membersAfterFields, recountAfterPublication } from '../segments/index.ts';
import { segmentKind } from '../segments/segment-config.ts';
import { asksForSequences, sweepAfterPublication } from '../sequences/index.ts';
import { sequenceKind } from '../sequences/sequence-config.ts';
import type { Bus, BusEvent } from './bus.ts';

const Published = z.object({ version: z.number().int(), publishedAt: z.iso.datetime() });

export interface PublishParts {
  readonly bus: Bus;
  readonly intake: Queue;
  readonly calls: Queue;
  readonly work: Queue;
  readonly digests: Digests;
  readonly config: ConfigReader;
  /** Addresses outside that are told of events. */
  readonly endpoints: EndpointReader;
  /** Where the positions of records go that can never be published. */
  readonly failures: Queue;
  readonly clock: Clock;
  readonly log: Log;
}

/** A new item of the table as the stream tells it, or a call or the rules in force, which have changed. */
export interface NewItem {
  /** @default false */
  readonly isChanged?: boolean;
  readonly sequenceNumber: string;
  readonly item: Item;
}

const isSubmission = ({ item }: NewItem) => String(item.pk).startsWith('SUBMISSION#') && item.sk === 'RAW';
/** Whether intake is to be told of it: of each new one, and of each that was released from quarantine. */
const isForIntake = (record: NewItem) => isSubmission(record) && (!record.isChanged || record.item.releasedAt !== undefined);
const isCall = ({ item }: NewItem) => String(item.pk).startsWith(keys.callPrefix);
const isNewCall = (record: NewItem) => isCall(record) && !record.isChanged;
const isChangedCall = (record: NewItem) => isCall(record) && record.isChanged === true;
const routingRules = new Set(routingKinds.map(({ name }) => keyText(keys.configCurrent(name))));
const segments = keyText(keys.configCurrent(segmentKind.name));
const sequences = keyText(keys.configCurrent(sequenceKind.name));
const dates = keyText(keys.configCurrent(dateKind.name));
const fields = keyText(keys.configCurrent(fieldKind.name));
const users = keyText(keys.configCurrent(userKind.name));
const connectors = keyText(keys.configCurrent(connectorKind.name));
const forms = keyText(keys.configCurrent(formKind.name));
const isChangedRules = ({ item, isChanged = false }: NewItem) =>
  isChanged && (routingRules.has(keyText(item)) || [segments, sequences, dates, fields, users, connectors, forms].includes(keyText(item)));
const isEntry = ({ item, isChanged = false }: NewItem) => !isChanged && String(item.sk).startsWith(keys.timelinePrefix);

function keyText({ pk, sk }: Item | Key): string {
  return `${String(pk)} ${String(sk)}`;
}

export function busEventOf(entry: TimelineEntry): BusEvent {
  return { ...eventOf(entry), time: new Date(entry.at) };
}

/**
 * Sends each new submission's id again and that of each released one, publishes each new timeline entry, has each new call made and tells
 * of each that has ended. Endpoints of webhooks are told of entries that they want to hear of. Entries that a sequence names have leads put into it, or its runs looked at; those of a post have its person registered for the event of its form, and those of a stage have the platform told that brought the lead. New rules have waiting leads tried again, all leads held against their
 * segments, also by new declared fields, and their answers against dates, runs of sequences and events looked at, and accounts brought to the users. A record that can never succeed is set aside alone. Answers the sequence numbers that must come back. Submissions go first: somebody waits for them.
 */
export async function publishChanges(records: readonly NewItem[], parts: PublishParts): Promise<readonly string[]> {
  const failed = new Set<string>();
  await sendAgain(records.filter(isForIntake), parts, failed);
  await publishEntries(records.filter(isEntry), parts, failed);
  await sendCalls(records.filter(isNewCall), parts, failed);
  await tellOfEnds(records.filter(isChangedCall), parts, failed);
  await tellOfRules(records.filter(isChangedRules), parts, failed);
  return [...failed];
}

async function sendAgain(records: readonly NewItem[], parts: PublishParts, failed: Set<string>): Promise<void> {
  const read = await readable(records, parts, failed, (item) => {
    const submission = Submission.safeParse(item);
    if (!submission.success) throw new CorruptItemError('a submission does not have the shape this version knows');
    // A row of a list came with its outcome, and what follows is seen to by whoever takes the list in: it is to hold up no form.
    return submission.data.listed ? null : intakeMessageFor(submission.data, parts.digests);
  });
  const ready = read.flatMap(({ record, value }) => (value === null ? [] : [{ record, value }]));
  await sendTo(parts.intake, ready, parts, failed, 'second send of submissions failed and will come back');
}

/** Whoever asks for a call only puts its item: so none is asked for without being made, and nobody needs a right on the queue. */
async function sendCalls(records: readonly NewItem[], parts: PublishParts, failed: Set<string>): Promise<void> {
  const ready = await readable(records, parts, failed, (item) => callMessage(parseCall(item)));
  await sendTo(parts.calls, ready, parts, failed, 'calls could not be sent and will come back');
}

/** Whoever makes calls may not ask for work: it reads what strangers answer. An end that is told twice is work that is safe to repeat. */
async function tellOfEnds(records: readonly NewItem[], parts: PublishParts, failed: Set<string>): Promise<void> {
  const read = await readable(records, parts, failed, (item) => endMessage(parseCall(item)));
  const ready = read.flatMap(({ record, value }) => (value === null ? [] : [{ record, value }]));
  await sendTo(parts.work, ready, parts, failed, 'ends of calls could not be told and will come back');
}

/** By whatever way rules are published, they are put into force by this item. Kinds that are published together have one moment. */
async function tellOfRules(records: readonly NewItem[], parts: PublishParts, failed: Set<string>): Promise<void> {
  const ready = await readable(records, parts, failed, (item) => {
    const published = Published.safeParse(item);
    if (!published.success) throw new CorruptItemError('a version of the rules does not say when it was published');
    const { version, publishedAt } = published.data;
    const now = parts.clock();
    if (keyText(item) === connectors) return releaseAfterPublication(version);
    if (keyText(item) === forms) return settleAfterPublication(version, publishedAt, now);
    if (keyText(item) === users) return syncUsersAfterPublication(version);
    if (keyText(item) === fields) return membersAfterFields(publishedAt, now);
    if (keyText(item) === dates) return recountDatesAfterPublication(version, publishedAt, now);
    if (keyText(item) === sequences) return sweepAfterPublication(version, publishedAt, now);
    return keyText(item) === segments ? recountAfterPublication(version, publishedAt, now) : retryAfterPublication(publishedAt, now);
  });
  await sendTo(parts.work, ready, parts, failed, 'work by new rules could not be asked for and will come back');
}

async function sendTo(
  queue: Queue,
  ready: readonly { readonly record: NewItem; readonly value: OutgoingMessage }[],
  { log }: Pick<PublishParts, 'log'>,
  failed: Set<string>,
  warning: string,
): Promise<void> {
  for (let start = 0; start < ready.length; start += 10) {
    const slice = ready.slice(start, start + 10);
    try {
      await queue.sendAll(slice.map(({ value }) => value));
    } catch (error) {
      log.warn(warning, { count: slice.length, ...describeError(error) });
      for (const { record } of slice) failed.add(record.sequenceNumber);
    }
  }
}

async function publishEntries(records: readonly NewItem[], parts: PublishParts, failed: Set<string>): Promise<void> {
  const read = await readable(records, parts, failed, parseTimelineEntries);
  const entries = read.flatMap(({ record, value }) => value.map((entry) => ({ record, entry })));
  // An entry that fits no contract keeps back none of those that its change told beside it.
  const ready = await fitting(
    entries,
    ({ record }) => record,
    parts,
    failed,
    ({ entry }) => busEventOf(entry),
  );
  const refused = await parts.bus.put(ready.map(({ value }) => value));
  for (const index of refused) {
    const record = ready[index]?.record;
    if (record) failed.add(record.sequenceNumber);
  }
  if (refused.length > 0) parts.log.warn('the bus refused events, they will come back', { count: refused.length });
  await askSequences(entries, parts, failed);
  await askWebhooks(ready, parts, failed);
}

/** Endpoints are asked about whatever the bus did: an event that comes back is told of once. */
async function askWebhooks(ready: readonly Fitting<BusEvent>[], { endpoints, ...parts }: PublishParts, failed: Set<string>): Promise<void> {
  if (ready.length === 0) return;
  try {
    const known = await endpoints();
    const told = [...Map.groupBy(ready, ({ record }) => record)];
    const asked = told.flatMap(([record, events]) =>
      asksForWebhooks(
        events.map(({ value }) => value),
        known,
      ).map((value) => ({ record, value })),
    );
    await sendTo(parts.work, asked, parts, failed, 'webhooks could not be asked for and will come back');
  } catch (error) {
    parts.log.warn('endpoints could not be read, entries will come back', { count: ready.length, ...describeError(error) });
    for (const { record } of ready) failed.add(record.sequenceNumber);
  }
}

/** A lead that several entries of a batch hasten is looked at once. */
async function askSequences(
  entries: readonly { readonly record: NewItem; readonly entry: StoredEntry }[],
  parts: PublishParts,
  failed: Set<string>,
): Promise<void> {
  const asked = new Map<string, { readonly record: NewItem; readonly value: OutgoingMessage }>();
  try {
    const told = Map.groupBy(entries, ({ record }) => record);
    for (const { record, entry } of entries) {
      const beside = (told.get(record) ?? []).map((one) => one.entry);
      const asks = [
        ...asksForMerge(entry),
        ...asksForLists(entry),
        ...(await asksForSequences(entry, beside, parts.config)),
        ...(await asksForRegistrations(entry, parts.config)),
        ...(await asksForConversions(entry, parts.config)),
      ];
      for (const value of asks) asked.set(JSON.stringify(value.body), { record, value });
    }
  } catch (error) {
    parts.log.warn('sequences could not be read, entries will come back', { count: entries.length, ...describeError(error) });
    for (const { record } of entries) failed.add(record.sequenceNumber);
    return;
  }
  await sendTo(parts.work, [...asked.values()], parts, failed, 'sequences could not be asked for and will come back');
}

/** Reads the item of each record. */
function readable<Value>(
  records: readonly NewItem[],
  parts: PublishParts,
  failed: Set<string>,
  read: (item: Item) => Value,
): Promise<Fitting<Value>[]> {
  return fitting(
    records,
    (record) => record,
    parts,
    failed,
    ({ item }) => read(item),
  );
}

interface Fitting<Value> {
  readonly record: NewItem;
  readonly value: Value;
}

/** Reads what each record tells; a poisoned one is set aside by its keys, which are ids, so that it neither blocks the shard nor tells a person. */
async function fitting<Told, Value>(
  all: readonly Told[],
  recordOf: (told: Told) => NewItem,
  parts: PublishParts,
  failed: Set<string>,
  read: (told: Told) => Value,
): Promise<Fitting<Value>[]> {
  const ready: Fitting<Value>[] = [];
  for (const told of all) {
    const record = recordOf(told);
    try {
      ready.push({ record, value: read(told) });
    } catch (error) {
      parts.log.error('record can never be published and is set aside', error, { sequenceNumber: record.sequenceNumber });
      try {
        await parts.failures.send({ body: { v: 1, pk: record.item.pk, sk: record.item.sk } });
      } catch {
        failed.add(record.sequenceNumber);
      }
    }
  }
  return ready;
}
