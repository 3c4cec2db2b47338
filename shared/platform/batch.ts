import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { z } from 'zod';
import { CorruptItemError, isRetryable } from './errors.ts';
import { describeError, type Log } from './logging.ts';

/** What a batch consumer is given besides its work. */
export interface BatchOptions {
  readonly log: Log;
  /** Records (or FIFO groups) handled at the same time. @default 10 */
  readonly concurrency?: number;
  /** Sets a record aside that can never succeed, e.g. quarantines its submission; when it throws, the record comes back. */
  readonly onFinal?: (record: SQSRecord, error: unknown) => Promise<void>;
}

/** Runs `work` over all items, at most `limit` at once; `work` must not throw. */
export async function runLimited<Item>(items: readonly Item[], limit: number, work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, worker));
}

/** Answers whether the record is finished: an error that may pass brings it back, a final one is logged, set aside and never thrown. */
async function settle(record: SQSRecord, error: unknown, { log, onFinal }: BatchOptions): Promise<boolean> {
  const fields = { messageId: record.messageId, received: Number(record.attributes.ApproximateReceiveCount) };
  if (isRetryable(error)) {
    log.warn('message failed and will come back', { ...fields, ...describeError(error) });
    return false;
  }
  try {
    await onFinal?.(record, error);
    log.error('message can never succeed and is set aside', error, fields);
    return true;
  } catch (failure) {
    const isKept = failure === error;
    log.error(isKept ? 'message can never succeed and goes to the dead letters' : 'setting the message aside failed', failure, fields);
    return false;
  }
}

const responseFor = (records: readonly SQSRecord[], failed: ReadonlySet<SQSRecord>): SQSBatchResponse => ({
  batchItemFailures: records.filter((record) => failed.has(record)).map(({ messageId }) => ({ itemIdentifier: messageId })),
});

/** Handles each record of a standard queue's batch on its own, so that one bad record never brings the others back. */
export async function processBatch(
  records: readonly SQSRecord[],
  handleOne: (record: SQSRecord) => Promise<void>,
  options: BatchOptions,
): Promise<SQSBatchResponse> {
  const failed = new Set<SQSRecord>();
  await runLimited(records, options.concurrency ?? 10, async (record) => {
    try {
      await handleOne(record);
    } catch (error) {
      if (!(await settle(record, error, options))) failed.add(record);
    }
  });
  return responseFor(records, failed);
}

/** Whether an earlier delivery of it was not completed: it may have ended anywhere, also after its effect and before what follows from it. */
const isRedelivered = ({ attributes }: SQSRecord): boolean => Number(attributes.ApproximateReceiveCount) > 1;

/**
 * Handles the records of a standard queue's batch in groups by what they are about; one that cannot be read comes back alone.
 * `handleGroup` is told whether any record of the group was delivered before.
 */
export async function processGroups<Message>(
  records: readonly SQSRecord[],
  read: (record: SQSRecord) => Message,
  groupOf: (message: Message) => string,
  handleGroup: (group: string, messages: readonly Message[], delivery: { readonly isRepeated: boolean }) => Promise<void>,
  options: BatchOptions,
): Promise<SQSBatchResponse> {
  const failed = new Set<SQSRecord>();
  const readable: { record: SQSRecord; message: Message }[] = [];
  for (const record of records) {
    try {
      readable.push({ record, message: read(record) });
    } catch (error) {
      if (!(await settle(record, error, options))) failed.add(record);
    }
  }
  const groups = [...Map.groupBy(readable, ({ message }) => groupOf(message))];
  await runLimited(groups, options.concurrency ?? 10, async ([group, same]) => {
    try {
      await handleGroup(
        group,
        same.map(({ message }) => message),
        { isRepeated: same.some(({ record }) => isRedelivered(record)) },
      );
    } catch (error) {
      for (const { record } of same) if (!(await settle(record, error, options))) failed.add(record);
    }
  });
  return responseFor(records, failed);
}

/** The group that the sender chose. */
export const messageGroup = (record: SQSRecord): string => record.attributes.MessageGroupId ?? record.messageId;

/**
 * Handles a FIFO batch group by group: `handleGroup` gets all records of a group, in order, and does all or nothing.
 * When it fails for good, its records are tried one by one, so that only the bad one is set aside.
 * After the first failure that may pass the rest of the group is reported failed too: SQS would otherwise deliver it out of order.
 */
export async function processFifo(
  records: readonly SQSRecord[],
  groupOf: (record: SQSRecord) => string,
  handleGroup: (group: readonly SQSRecord[]) => Promise<void>,
  options: BatchOptions,
): Promise<SQSBatchResponse> {
  const failed = new Set<SQSRecord>();
  await runLimited([...Map.groupBy(records, groupOf).values()], options.concurrency ?? 10, async (group) => {
    try {
      await handleGroup(group);
    } catch (error) {
      const failures =
        group.length > 1 && !isRetryable(error) ? await handleInOrder(group, (record) => handleGroup([record]), options) : undefined;
      if (failures) for (const record of failures) failed.add(record);
      else await failFrom(group, error, options, failed);
    }
  });
  return responseFor(records, failed);
}

/** A FIFO batch whose records are handled one after the other within their group. */
export async function processFifoInOrder(
  records: readonly SQSRecord[],
  groupOf: (record: SQSRecord) => string,
  handleOne: (record: SQSRecord) => Promise<void>,
  options: BatchOptions,
): Promise<SQSBatchResponse> {
  const failed = new Set<SQSRecord>();
  await runLimited([...Map.groupBy(records, groupOf).values()], options.concurrency ?? 10, async (group) => {
    for (const record of await handleInOrder(group, handleOne, options)) failed.add(record);
  });
  return responseFor(records, failed);
}

/** Answers the records that must come back: the first failure that may pass, and all behind it. */
async function handleInOrder(
  group: readonly SQSRecord[],
  handleOne: (record: SQSRecord) => Promise<void>,
  options: BatchOptions,
): Promise<readonly SQSRecord[]> {
  for (const [index, record] of group.entries()) {
    try {
      await handleOne(record);
    } catch (error) {
      if (!(await settle(record, error, options))) return group.slice(index);
    }
  }
  return [];
}

async function failFrom(group: readonly SQSRecord[], error: unknown, options: BatchOptions, failed: Set<SQSRecord>): Promise<void> {
  const [first] = group;
  if (first && (await settle(first, error, options))) return;
  for (const record of group) failed.add(record);
}

/** `onFinal` of a standard queue: the record comes back until the queue moves it to its dead letters, where ops find it. */
export function toDeadLetters(_record: SQSRecord, error: unknown): Promise<void> {
  return Promise.reject(error);
}

/** Parses a record's body by its message schema. @throws CorruptItemError without a word of the body. */
export function parseBody<Schema extends z.ZodType>(record: SQSRecord, schema: Schema): z.output<Schema> {
  let body: unknown;
  try {
    body = JSON.parse(record.body);
  } catch (cause) {
    throw new CorruptItemError('a message is not JSON', { cause });
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    throw new CorruptItemError(`a message is malformed at ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
  return parsed.data;
}
