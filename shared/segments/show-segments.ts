import type { SegmentCountView, SegmentListView } from '../../api/segments/segment-view.ts';
import { mayReadPlace, type Principal, seesContactDetails } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { SegmentId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { tellable } from '../platform/tellable.ts';
import { readCount, readCounts, ruleDigestOf, type SegmentCount } from './count-state.ts';
import { type PlaceCounts, sumPlaces } from './rules-place-counts.ts';
import type { SegmentConfig } from './segment-config.ts';
import { segmentsInForce } from './segments-in-force.ts';

interface ShowParts {
  readonly table: Pick<Table, 'get' | 'query'>;
  readonly config: ConfigReader;
}

/** Returns the segments in force, each with what is known of how many leads are in it. */
export async function listSegments(principal: Principal, { table, config }: ShowParts): Promise<SegmentListView> {
  const [{ all }, counts] = await Promise.all([segmentsInForce(config), readCounts(table)]);
  const items = [...all.values()].map((segment) => ({
    names: segment.names,
    kind: segment.rule ? ('rule' as const) : ('static' as const),
    ...countView(segment, counts.get(segment.id) ?? null, principal),
  }));
  return { items };
}

/** Returns what is known of how many leads are in a segment. @throws NotFoundError where there is no such segment */
export async function showCount(segmentId: SegmentId, principal: Principal, { table, config }: ShowParts): Promise<SegmentCountView> {
  const segment = (await segmentsInForce(config)).all.get(segmentId);
  if (!segment) throw new NotFoundError('no such segment');
  return countView(segment, await readCount(table, segmentId), principal);
}

/** Shows a count to whoever asks: of the places that they see, and only what was counted by the rule that is in force. */
export function countView(
  segment: SegmentConfig,
  count: Pick<SegmentCount, 'job' | 'known'> | null,
  principal: Principal,
): SegmentCountView {
  const ruleDigest = ruleDigestOf(segment);
  const ofRule = <Counted extends { readonly ruleDigest: string }>(counted: Counted | null | undefined) =>
    counted?.ruleDigest === ruleDigest ? counted : null;
  const known = ofRule(count?.known);
  const job = ofRule(count?.job);
  return {
    id: segment.id,
    count: known && toldOf(known.places, principal),
    countedAt: known?.countedAt ?? null,
    isSettled: known?.isSettled ?? null,
    counting: job && { startedAt: job.startedAt, soFar: toldOf(job.places, principal) },
  };
}

/** Nobody without contact details is told how many leads there are in all but in tens, so what is left of them needs no hiding. */
function toldOf(places: PlaceCounts, principal: Principal): number | null {
  const leads = sumPlaces(places, (place) => mayReadPlace(principal, place));
  return seesContactDetails(principal) ? leads : tellable(leads, Number.POSITIVE_INFINITY);
}
