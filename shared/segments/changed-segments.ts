import { isDeepStrictEqual } from 'node:util';
import type { ConfigReader, ConfigSet } from '../config/index.ts';
import type { SegmentId } from '../platform/ids.ts';
import type { RecountState } from './recount-state.ts';
import { type SegmentConfig, segmentKind } from './segment-config.ts';

/** The last publication that made, changed or took away the rule of a segment. */
export interface LastChange {
  readonly version: number;
  /** Whoever published it had things begin for those whom it moves. */
  readonly starts: boolean;
}

/**
 * Returns the segments whose rule was made, changed or taken away by any of the versions after one, up to another, each with the last of them. Also
 * those that came back to what they were: leads may have moved by what stood in between. 0: before the first version.
 */
export async function changedSegments(config: ConfigReader, from: number, to: number): Promise<Map<SegmentId, LastChange>> {
  const changed = new Map<SegmentId, LastChange>();
  let { documents: before } = await setOf(config, from);
  for (let version = from + 1; version <= to; version += 1) {
    const { documents: after, isConfirmed: starts = false } = await setOf(config, version);
    for (const { id } of [...before.values(), ...after.values()]) {
      if (!isDeepStrictEqual(holds(before.get(id)), holds(after.get(id)))) changed.set(id, { version, starts });
    }
    before = after;
  }
  return changed;
}

/**
 * Returns the segments for which things begin where a recount moves a lead: the last publication that changed them says so, and not all leads
 * have been held against it. Once they were, whoever is moved by a further recount was there all along.
 */
export function startingSegments(
  changed: ReadonlyMap<SegmentId, LastChange>,
  state: Pick<RecountState, 'rulesVersion' | 'starting' | 'isDone'> | null,
): SegmentId[] {
  const isKnown = ({ version }: LastChange) => state !== null && version <= state.rulesVersion;
  const stillStarts = (id: SegmentId) => state !== null && !state.isDone && state.starting.includes(id);
  return [...changed].filter(([id, last]) => (isKnown(last) ? stillStarts(id) : last.starts)).map(([id]) => id);
}

/** What decides who is in a segment; a list by hand that is taken away has nobody in it any more. */
function holds(segment: SegmentConfig | undefined) {
  return segment ? (segment.rule ?? 'by hand') : null;
}

async function setOf(config: ConfigReader, version: number): Promise<Pick<ConfigSet<SegmentConfig>, 'documents' | 'isConfirmed'>> {
  return version === 0 ? { documents: new Map() } : config.version(segmentKind, version);
}
