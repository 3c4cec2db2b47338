import { z } from 'zod';
import { type IdSource, SegmentId } from '../platform/ids.ts';
import { askFor, type WorkRequest } from '../work/index.ts';
import type { CountJob } from './count-state.ts';

/** What a slice of an exact count is asked for by, apart from the work itself. */
export const countRequest = {
  kind: 'countSegment' as const,
  schema: z.object({
    segmentId: SegmentId,
    jobId: z.string().min(1),
    slice: z.number().int().nonnegative(),
    /** Of this message alone: of two that ask for one slice, only the one that did it goes on. */
    messageId: z.string().min(1),
  }),
};

/** Returns a message that asks for the slice at which a count stands. It may be sent any number of times. */
export function askForSlice(segmentId: SegmentId, { jobId, slice }: CountJob, ids: Pick<IdSource, 'attemptId'>): WorkRequest {
  return askFor(countRequest, { segmentId, jobId, slice, messageId: ids.attemptId() });
}
