import { z } from 'zod';
import { secondsMs } from '../platform/clock.ts';
import { SequenceId } from '../platform/ids.ts';
import { askFor, type WorkRequest } from '../work/index.ts';

/** What looking at all runs after a publication is asked for by, apart from the work itself. */
export const sweepRequest = {
  kind: 'sweepSequences' as const,
  schema: z.object({
    /** Of the sequences. */
    version: z.number().int().positive(),
    /** Whose runs are looked at; null: the work finds out which sequences changed. */
    sequenceId: SequenceId.nullable(),
    /** The place of the run behind which this slice begins; null: at the oldest. */
    after: z.string().nullable(),
  }),
};

/** Sequences are known everywhere once their caches are read anew (30 s), also by whoever read them a moment before the publication. */
const publicationDelayMs = 45 * secondsMs;

/** Returns the message that has all runs of changed sequences looked at. */
export function sweepAfterPublication(version: number): WorkRequest {
  return askFor(sweepRequest, { version, sequenceId: null, after: null }, { delaySeconds: publicationDelayMs / secondsMs });
}
