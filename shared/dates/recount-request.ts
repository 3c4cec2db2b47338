import { z } from 'zod';
import { secondsMs } from '../platform/clock.ts';
import { askFor, type WorkRequest } from '../work/index.ts';

/** What holding the answers of all leads against the dates is asked for by, apart from the work itself. */
export const recountRequest = {
  kind: 'recountDates' as const,
  schema: z.object({
    /** Of the dates. */
    version: z.number().int().positive(),
    /** The place of the lead behind which this slice begins; null: at the newest. */
    after: z.string().nullable(),
  }),
};

/** Dates are known everywhere once their caches are read anew (30 s), also by whoever read them a moment before the publication. */
const publicationDelayMs = 45 * secondsMs;

/** Returns the message that has the answers of all leads held against dates that were published. */
export function recountDatesAfterPublication(version: number): WorkRequest {
  return askFor(recountRequest, { version, after: null }, { delaySeconds: publicationDelayMs / secondsMs });
}
