import { readItemsOfLead } from '../leads/index.ts';
import { runLimited } from '../platform/batch.ts';
import { CorruptItemError, isRetryable, UnavailableError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import { describeError, type Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { Item } from '../platform/table.ts';
import type { Asker, AskParts, ChangedItem, LeadChanges, Projector } from './projector.ts';
import { countTry, forgetTries, type SuspectParts } from './suspects.ts';

export interface ProjectChangesParts extends AskParts, SuspectParts {
  readonly projectors: readonly Projector[];
  readonly askers: readonly Asker[];
  /** Where the keys of records go that can never be projected. */
  readonly failures: Queue;
  readonly log: Log;
}

/** What is known while all of them have their turn with one lead. */
interface Turn extends ProjectChangesParts {
  /** Keys that were set aside: what one of them cannot read, no other can, and somebody is told once. */
  readonly putAside: Set<string>;
}

const leadsAtOnce = 10;
/** A reader that is so late will not catch up by itself. */
const lateSeconds = 300;

/**
 * Has every projector bring up to date what it makes of the leads that these records tell of: once a lead, however many records it has.
 * What can never succeed is set aside by its key, so that it holds up nothing. Answers the sequence numbers that must come back.
 */
export async function projectChanges(records: readonly ChangedItem[], parts: ProjectChangesParts): Promise<readonly string[]> {
  const ageSeconds = parts.clock().getTime() / 1_000 - Math.min(...records.map(({ changedAt }) => changedAt));
  if (ageSeconds > lateSeconds)
    parts.log.error('cards lag behind their leads', new UnavailableError('the stream is read late'), { ageSeconds });
  const leads = [...Map.groupBy(records, ({ pk }) => pk)];
  const isSuspect = leads.length === 1 && ageSeconds > suspectSeconds;
  const failed: string[] = [];
  await runLimited(leads, leadsAtOnce, async ([pk, changes]) => {
    try {
      if (isSuspect) await projectSuspect(pk, changes, parts);
      else await projectOne(pk, changes, parts);
    } catch (error) {
      parts.log.warn('a lead could not be projected and will come back', describeError(error));
      failed.push(...changes.map(({ sequenceNumber }) => sequenceNumber));
    }
  });
  return failed;
}

/**
 * From this age on a batch of one lead may be what is left of a batch that ended the function each time: then each try is counted
 * before it begins. Together with the size of a batch and the time-out of the function it bounds how long one record can hold up others.
 */
export const suspectSeconds = 15;
export const triesOfSuspects = 3;

async function projectSuspect(pk: string, records: readonly ChangedItem[], parts: ProjectChangesParts): Promise<void> {
  const leadId = leadIdOf(pk);
  const tries = await countTry(leadId, parts);
  if (tries > triesOfSuspects) {
    await setAside({ pk, sk: keys.leadSk }, new UnavailableError('a record ended the function each time'), parts);
    // What comes next of the lead may be well, and is tried as often.
    await noteEnd(leadId, parts);
    return;
  }
  try {
    await projectOne(pk, records, parts);
  } finally {
    // Whatever failed did not end the function, so that it is no suspect: an outage may last for hours, and keep this from being noted.
    await noteEnd(leadId, parts);
  }
}

async function noteEnd(leadId: LeadId, parts: ProjectChangesParts): Promise<void> {
  await forgetTries(leadId, parts).catch((error: unknown) =>
    parts.log.warn('the end of a try could not be noted', { leadId, ...describeError(error) }),
  );
}

/** All projectors have their turn: one that fails for hours must not keep what the others make from getting up to date. */
async function projectOne(pk: string, records: readonly ChangedItem[], all: ProjectChangesParts): Promise<void> {
  const parts: Turn = { ...all, putAside: new Set() };
  const heard = await Promise.allSettled(parts.projectors.map((projector) => hearFor(projector, records, parts)));
  const readWhole = heard.some((one) => one.status === 'fulfilled' && one.value?.projector.readsWhole) ? wholeOnce(pk, parts) : undefined;
  const projected = await Promise.allSettled(
    heard.map(async (one) => {
      if (one.status === 'rejected') throw one.reason;
      if (one.value) await projectBy(one.value, pk, readWhole, parts);
    }),
  );
  const asked = await Promise.allSettled(parts.askers.map((asker) => askBy(asker, pk, records, parts)));
  const turns = [...projected, ...asked];
  const failed = turns.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** What a projector is to bring up to date. */
interface Heard {
  readonly projector: Projector;
  readonly changes: Omit<LeadChanges, 'readWhole'>;
  readonly records: number;
}

/** Returns what records tell a projector; undefined where that is nothing. */
async function hearFor(projector: Projector, records: readonly ChangedItem[], parts: Turn): Promise<Heard | undefined> {
  const moments: string[] = [];
  for (const record of records) {
    const added = await unlessPoisoned(record, parts, () => projector.momentsOf?.(record) ?? []);
    if (added) moments.push(...added);
  }
  const concerning: ChangedItem[] = [];
  for (const record of records) {
    if (await unlessPoisoned(record, parts, () => projector.concerns?.(record) ?? record.sk === keys.leadSk)) concerning.push(record);
  }
  if (concerning.length === 0 && moments.length === 0) return undefined;
  const [ofLead, others] = [concerning.filter(({ sk }) => sk === keys.leadSk), concerning.filter(({ sk }) => sk !== keys.leadSk)];
  const isNew = ofLead.some(({ change }) => change === 'INSERT');
  return { projector, changes: { moments, isNew, beside: others.length > 0 }, records: records.length };
}

function wholeOnce(pk: string, { table }: Turn): NonNullable<LeadChanges['readWhole']> {
  let reading: Promise<readonly Item[]> | undefined;
  return () => {
    reading ??= readItemsOfLead(table, leadIdOf(pk));
    return reading;
  };
}

async function projectBy(
  { projector, changes, records }: Heard,
  pk: string,
  readWhole: LeadChanges['readWhole'],
  parts: Turn,
): Promise<void> {
  await unlessPoisoned({ pk, sk: keys.leadSk }, parts, async () => {
    const leadId = leadIdOf(pk);
    const done = await projector.project(leadId, readWhole ? { ...changes, readWhole } : changes, parts);
    parts.log.info('lead projected', { projector: projector.name, leadId, done, records });
  });
}

/** A lead that nobody can read was set aside by the projectors, which have read it before. */
async function askBy(asker: Asker, pk: string, records: readonly ChangedItem[], parts: Turn): Promise<void> {
  await unlessPoisoned({ pk, sk: keys.leadSk }, parts, async () => {
    const leadId = leadIdOf(pk);
    try {
      if ((await asker.ask(leadId, records, parts)) === 'asked') parts.log.info('work on a lead asked for', { asker: asker.name, leadId });
    } catch (error) {
      if (!(error instanceof CorruptItemError)) throw error;
      parts.log.warn('nothing is asked for about a malformed lead', { asker: asker.name, leadId });
    }
  });
}

const leadIdOf = (pk: string): LeadId => LeadId.parse(partitionId({ pk }));

/** Undefined where the work can never succeed: then the key is set aside. @throws what may pass later */
async function unlessPoisoned<Result>(
  key: { readonly pk: string; readonly sk: string },
  parts: Turn,
  work: () => Result | Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isRetryable(error) && !isFault(error)) throw error;
    const name = `${key.pk} ${key.sk}`;
    if (!parts.putAside.has(name)) {
      parts.putAside.add(name);
      await setAside(key, error, parts);
    }
    return undefined;
  }
}

/** Errors of the language, of a schema and of a request that the table refuses come again with each try. */
const isFault = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof RangeError || (error instanceof Error && faultNames.has(error.name));
const faultNames = new Set(['ZodError', '$ZodError', 'ValidationException']);

/** Keys of leads' items are made of ids and times. */
async function setAside(
  { pk, sk }: { readonly pk: string; readonly sk: string },
  error: unknown,
  { failures, log }: ProjectChangesParts,
): Promise<void> {
  log.error('record can never be projected and is set aside', error, { pk, sk });
  const { error: code } = describeError(error);
  await failures.send({ body: { v: 1, reader: 'project-changes', pk, sk, error: String(code) } });
}
