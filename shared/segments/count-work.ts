import type { z } from 'zod';
import { readUnmergedLeads } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { ConditionFailedError } from '../platform/table.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { askForSlice, countRequest } from './count-request.ts';
import { type CountJob, putCount, readCount, type SegmentCount } from './count-state.ts';
import { listMembers } from './list-members.ts';
import { addPlaces, type Place } from './rules-place-counts.ts';

/**
 * Counts who is in a segment, slice by slice. Each slice is written once, on the version of the count. A message whose slice is done sends
 * on only if it did the slice itself and may have ended before it sent: of doubled messages all but one end there.
 * @param membersPerSlice that one run looks at; it is over long before the function is stopped
 */
export function countSegmentIn(membersPerSlice: number) {
  return defineWork({
    kind: 'countSegment' satisfies typeof countRequest.kind,
    schema: countRequest.schema,
    async run(request, parts) {
      const { segmentId, slice } = request;
      const state = await readCount(parts.table, segmentId);
      const job = state && jobOf(state, request);
      // It is counted, or somebody began anew.
      if (!job) return;
      if (slice !== job.slice) return sendOn(request, state, parts);
      const next = afterSlice(state, job, await countSlice(job, request, membersPerSlice, parts), request, parts);
      try {
        await parts.table.put(putCount(state, next).Put);
      } catch (error) {
        if (!(error instanceof ConditionFailedError)) throw error;
        parts.log.info('a slice of a count was done twice', request);
        // Perhaps by this very message, whose first answer was lost on the way.
        return sendOn(request, await readCount(parts.table, segmentId), parts);
      }
      parts.log.info('a slice of a segment counted', { ...request, isDone: next.job === null });
      await sendOn(request, next, parts);
    },
  });
}

/** One run takes about a second. */
export const countSegmentWork = countSegmentIn(400);

type CountRequest = z.infer<typeof countRequest.schema>;
type State = Omit<SegmentCount, 'version'>;

const jobOf = ({ job }: State, { jobId }: CountRequest): CountJob | null => (job?.jobId === jobId ? job : null);

/** Asks for the next slice, if the message did the one before it: whoever else did has sent on, or will be delivered again. */
async function sendOn(request: CountRequest, state: State | null, { queues, ids }: WorkParts): Promise<void> {
  const job = state && jobOf(state, request);
  if (!job || request.slice !== job.slice - 1 || request.messageId !== job.doneBy) return;
  await queues.work.send(askForSlice(request.segmentId, job, ids));
}

interface Slice {
  readonly places: readonly Place[];
  /** Null at the end. */
  readonly next: string | null;
}

async function countSlice(
  { startedAt, before }: CountJob,
  { segmentId }: CountRequest,
  most: number,
  { table, log }: WorkParts,
): Promise<Slice> {
  // Who comes in meanwhile is not counted, or a count of what grows would not end.
  const { members, isFull } = await listMembers(table, segmentId, { to: new Date(startedAt), before }, most);
  const leads = await readUnmergedLeads(
    table,
    members.map(({ leadId }) => leadId),
    { onMalformed: (_error, key) => log.warn('a malformed lead is left out of a count', { key }) },
  );
  return { places: [...leads.values()].map(({ region }) => region), next: isFull ? (members.at(-1)?.place ?? null) : null };
}

function afterSlice(
  { segmentId, known }: SegmentCount,
  job: CountJob,
  { places, next }: Slice,
  { messageId }: CountRequest,
  { clock }: Pick<WorkParts, 'clock'>,
): State {
  const counted = addPlaces(job.places, places);
  if (next !== null) {
    return { segmentId, known, job: { ...job, places: counted, slice: job.slice + 1, doneBy: messageId, before: next } };
  }
  const { ruleDigest, startedAt, isSettled } = job;
  return { segmentId, job: null, known: { ruleDigest, startedAt, isSettled, places: counted, countedAt: isoTime(clock()) } };
}
