import { isDeepStrictEqual } from 'node:util';
import type { ConfigReader } from '../config/index.ts';
import type { SegmentId } from '../platform/ids.ts';
import { type SegmentConfig, segmentKind } from './segment-config.ts';

/**
 * Returns the segments whose rule was made, changed or taken away by any of the versions after one, up to another. Also those that came back to
 * what they were: leads may have moved by what stood in between. 0: before the first version.
 */
export async function changedSegments(config: ConfigReader, from: number, to: number): Promise<SegmentId[]> {
  const changed = new Set<SegmentId>();
  let before = await documentsOf(config, from);
  for (let version = from + 1; version <= to; version += 1) {
    const after = await documentsOf(config, version);
    for (const { id } of [...before.values(), ...after.values()]) {
      if (!isDeepStrictEqual(holds(before.get(id)), holds(after.get(id)))) changed.add(id);
    }
    before = after;
  }
  return [...changed];
}

/** What decides who is in a segment; a list by hand that is taken away has nobody in it any more. */
function holds(segment: SegmentConfig | undefined) {
  return segment ? (segment.rule ?? 'by hand') : null;
}

async function documentsOf(config: ConfigReader, version: number): Promise<ReadonlyMap<string, SegmentConfig>> {
  return version === 0 ? new Map() : (await config.version(segmentKind, version)).documents;
}
