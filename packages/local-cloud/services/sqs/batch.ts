import { z } from 'zod';
import { parseInput, ServiceError } from '../service-error.ts';
import { largestBatch, maximumMessageBytes, sizeOf } from './limits.ts';
import type { MessageToSend } from './message.ts';

/** Runs each entry of a batch for itself: one bad entry is an entry of `Failed`, not an error of the call. */
export function batchOf<Schema extends z.ZodType<{ readonly Id: string }>>(
  raw: unknown,
  schema: Schema,
  run: (entry: z.output<Schema>) => Record<string, unknown>,
  messageOf?: (entry: z.output<Schema>) => MessageToSend,
): Record<string, unknown> {
  const { Entries: entries } = parseInput(z.object({ Entries: z.array(schema) }), raw, 'InvalidParameterValue');
  if (entries.length === 0) throw batchError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > largestBatch) {
    throw batchError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${largestBatch}. You have sent ${entries.length}.`,
    );
  }
  const ids = new Set(entries.map((entry) => entry.Id));
  if (ids.size < entries.length) throw batchError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  const badId = [...ids].find((id) => !/^[\w-]{1,80}$/.test(id));
  if (badId !== undefined)
    throw batchError('InvalidBatchEntryId', 'A batch entry id can only contain alphanumeric characters, hyphens and underscores.');
  if (messageOf !== undefined) checkBatchSize(entries.map((entry) => sizeOf(messageOf(entry))));

  const successful: Record<string, unknown>[] = [];
  const failed: Record<string, unknown>[] = [];
  for (const entry of entries) {
    try {
      successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failed.push({ Id: entry.Id, Code: error.name, Message: error.message, SenderFault: true });
    }
  }
  return { Successful: successful, ...(failed.length === 0 ? {} : { Failed: failed }) };
}

function checkBatchSize(sizes: readonly number[]): void {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > maximumMessageBytes) {
    throw batchError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${maximumMessageBytes} bytes. You have sent ${total} bytes.`,
    );
  }
}

function batchError(name: string, message: string): ServiceError {
  return new ServiceError(`com.amazonaws.sqs#${name}`, message);
}
