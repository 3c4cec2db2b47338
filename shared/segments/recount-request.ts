import { z } from 'zod';
import { secondsMs } from '../platform/clock.ts';
import { askFor, type WorkRequest } from '../work/index.ts';

/** What holding all leads against segments is asked for by, apart from the work itself. */
export const recountRequest = {
  kind: 'recountSegments' as const,
  schema: z.object({
    /** Of the segments. */
    version: z.number().int().positive(),
    /** All of them, or those that have changed since all leads were held against them. */
    isWhole: z.boolean(),
    askedAt: z.iso.datetime(),
  }),
};
export type RecountRequest = z.infer<typeof recountRequest.schema>;

/** Segments are known everywhere once their caches are read anew (30 s), also by whoever read them a moment before the publication. */
const publicationDelayMs = 45 * secondsMs;

/** Returns the message that has all leads held against segments that were published. */
export function recountAfterPublication(version: number, publishedAt: string): WorkRequest {
  return askFor(recountRequest, { version, isWhole: false, askedAt: publishedAt }, { delaySeconds: publicationDelayMs / secondsMs });
}
