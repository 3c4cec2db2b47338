import { z } from 'zod';
import { type IdSource, SequenceId } from '../platform/ids.ts';
import { secondsAfterPublication } from '../platform/publication.ts';
import { askFor, type WorkRequest } from '../work/index.ts';

/** What looking at all runs after a publication is asked for by, apart from the work itself. */
export const sweepRequest = {
  kind: 'sweepSequences' as const,
  schema: z.object({
    /** Of the sequences. */
    version: z.number().int().positive(),
    /** Whose runs are looked at; null: the work finds out which sequences changed. */
    sequenceId: SequenceId.nullable(),
    /** How many slices were done before. @default - none, as in messages of a version that knew no slices */
    slice: z.number().int().nonnegative().default(0),
    /** Tells messages for one slice apart. */
    messageId: z.string().default('first'),
  }),
};

/** Returns the message that has all runs of changed sequences looked at. */
export function sweepAfterPublication(version: number, publishedAt: string, now: Date): WorkRequest {
  const request = { version, sequenceId: null, slice: 0, messageId: 'first' };
  return askFor(sweepRequest, request, { delaySeconds: secondsAfterPublication(publishedAt, now) });
}

/** Returns the message that has the next slice of the runs of a sequence looked at. */
export function askForSlice(
  asked: { readonly version: number; readonly sequenceId: SequenceId; readonly slice: number },
  ids: Pick<IdSource, 'attemptId'>,
): WorkRequest {
  return askFor(sweepRequest, { ...asked, messageId: ids.attemptId() });
}
