import { z } from 'zod';
import { addMs, type Clock, isoTime, secondsMs } from '../platform/clock.ts';
import { ConflictError, PheuError } from '../platform/errors.ts';
import type { Key } from '../platform/keys.ts';
import { ConditionFailedError, type Table } from '../platform/table.ts';

/** How often a step is begun before it is set aside. */
export const mostAttempts = 3;

/** Longer than work may run: by then an attempt has ended, in whatever way. */
const attemptMs = 70 * secondsMs;

/** What stands with a record whose step was begun and did not end; whoever replaces the record leaves both out. */
export const attemptFields = {
  /** Attempts at the step of this very version. */
  attempts: z.number().int().nonnegative().exactOptional(),
  attemptedAt: z.iso.datetime().exactOptional(),
};

/** What belongs to one write of a record, and not to what it says. */
export type OfOneWrite = 'version' | 'writeId' | 'attempts' | 'attemptedAt';

/** Returns what a record says, as the draft of its next write. */
export function withoutWrite<One extends Partial<Record<OfOneWrite, unknown>>>(record: One): Omit<One, OfOneWrite> {
  const { version: _version, writeId: _writeId, attempts: _attempts, attemptedAt: _attemptedAt, ...draft } = record;
  return draft;
}

/** A record that goes through steps, as it was read. */
export interface Attempted {
  readonly key: Key;
  readonly version: number;
  readonly attempts?: number;
  readonly attemptedAt?: string;
}

/**
 * Runs a step of a record that may kill whoever runs it: an attempt is counted before it begins, because who is killed cannot say so. Null: the step was begun
 * three times and never ended, so that it is to be set aside. What fails from outside, such as a table that is gone, does not count.
 * @throws ConflictError while the last attempt may be under way; whatever the step throws
 */
export async function attemptStep<Result>(
  { key, version, attempts = 0, attemptedAt }: Attempted,
  step: () => Promise<Result>,
  { table, clock }: { readonly table: Pick<Table, 'update'>; readonly clock: Clock },
): Promise<{ readonly result: Result } | null> {
  const at = clock();
  if (attempts >= mostAttempts) {
    if (attemptedAt === undefined || addMs(new Date(attemptedAt), attemptMs) <= at) return null;
    throw new ConflictError('the last attempt at this step may be under way');
  }
  try {
    await table.update({
      Key: key,
      UpdateExpression: 'SET attempts = if_not_exists(attempts, :none) + :one, attemptedAt = :at',
      ConditionExpression: 'version = :read AND (attribute_not_exists(attempts) OR attempts < :most)',
      ExpressionAttributeValues: { ':none': 0, ':one': 1, ':at': isoTime(at), ':read': version, ':most': mostAttempts },
    });
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    // The step is over, or begun elsewhere, or the answer to our own count was lost: whoever comes back sees which.
    throw new ConflictError('somebody else is at this step', { cause: error });
  }
  try {
    return { result: await step() };
  } catch (error) {
    if (!isOwnFault(error)) await takeBack(key, version, table);
    throw error;
  }
}

/** Tells whether the step itself failed: on what it works on it would fail again. */
function isOwnFault(error: unknown): boolean {
  if (error instanceof PheuError) return !error.retryable;
  return error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError;
}

async function takeBack(key: Key, version: number, table: Pick<Table, 'update'>): Promise<void> {
  try {
    await table.update({
      Key: key,
      UpdateExpression: 'SET attempts = attempts - :one',
      ConditionExpression: 'version = :read AND attempts > :none',
      ExpressionAttributeValues: { ':one': 1, ':read': version, ':none': 0 },
    });
  } catch {
    // The error that was thrown says more than that its attempt counts.
  }
}
