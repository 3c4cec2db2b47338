import { z } from 'zod';
import { secondsAfterPublication } from '../platform/publication.ts';
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

/** Returns the message that has all leads held against segments that were published. */
export function recountAfterPublication(version: number, publishedAt: string, now: Date): WorkRequest {
  const delaySeconds = secondsAfterPublication(publishedAt, now);
  return askFor(recountRequest, { version, isWhole: false, askedAt: publishedAt }, { delaySeconds });
}
