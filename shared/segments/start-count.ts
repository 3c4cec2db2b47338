import type { SegmentCountView } from '../../api/segments/segment-view.ts';
import type { Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { IdSource, SegmentId } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { askForSlice } from './count-request.ts';
import { type CountJob, putCount, readCount, ruleDigestOf, type SegmentCount } from './count-state.ts';
import { heldVersion, readRecount } from './recount-state.ts';
import type { SegmentConfig } from './segment-config.ts';
import { type Segments, segmentsInForce } from './segments-in-force.ts';
import { countView } from './show-segments.ts';

export interface StartCountParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'attemptId'>;
  readonly work: Queue;
}

/**
 * Has the leads of a segment counted, or joins those who count it by the same rule. Where a count stands still, because its message was lost,
 * it goes on. @throws NotFoundError where there is no such segment
 */
export async function startCount(segmentId: SegmentId, principal: Principal, parts: StartCountParts): Promise<SegmentCountView> {
  const segments = await segmentsInForce(parts.config);
  const segment = segments.all.get(segmentId);
  if (!segment) throw new NotFoundError('no such segment');
  const { count, job } = await untilWritten(() => begunOrJoined(segment, segments, parts));
  await parts.work.send(askForSlice(segmentId, job, parts.ids));
  return countView(segment, count, principal);
}

interface Begun {
  readonly count: Omit<SegmentCount, 'version'>;
  readonly job: CountJob;
}

async function begunOrJoined(segment: SegmentConfig, segments: Segments, { table, clock, ids }: StartCountParts): Promise<Begun> {
  const stands = await readCount(table, segment.id);
  const ruleDigest = ruleDigestOf(segment);
  if (stands?.job?.ruleDigest === ruleDigest) return { count: stands, job: stands.job };
  const job: CountJob = {
    jobId: ids.attemptId(),
    ruleDigest,
    startedAt: isoTime(clock()),
    isSettled: segment.rule === undefined || heldVersion(await readRecount(table)) >= segments.version,
    places: {},
    slice: 0,
    doneBy: null,
    before: null,
  };
  const count = { segmentId: segment.id, known: stands?.known ?? null, job };
  await table.put(putCount(stands, count).Put);
  return { count, job };
}
