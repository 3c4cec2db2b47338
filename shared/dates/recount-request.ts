import { z } from 'zod';
import { secondsAfterPublication } from '../platform/publication.ts';
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

/** Returns the message that has the answers of all leads held against dates that were published. */
export function recountDatesAfterPublication(version: number, publishedAt: string, now: Date): WorkRequest {
  return askFor(recountRequest, { version, after: null }, { delaySeconds: secondsAfterPublication(publishedAt, now) });
}
