import { isoTime } from '../platform/clock.ts';
import type { SequenceId } from '../platform/ids.ts';
import type { NextSweep, SweepState } from './sweep-state.ts';

/** A publication that changed a sequence; `insideVersion`: whose steps those inside were promised, where somebody promised so; else null. */
export interface SweepOccasion {
  readonly version: number;
  readonly sequenceId: SequenceId;
  readonly insideVersion: number | null;
}

/**
 * Returns the sweep that a publication begins, in the place of an older one. Where that was under way and brought runs to other steps, this one
 * brings the rest of them there, unless it has newer ones: what its publisher promised those inside is not half kept.
 */
export function nextSweep(before: SweepState | null, { version, sequenceId, insideVersion }: SweepOccasion, now: Date): NextSweep {
  const promised = before !== null && before.doneAt === null ? before.insideVersion : null;
  return {
    sequenceId,
    publication: version,
    insideVersion: insideVersion ?? promised,
    startedAt: isoTime(now),
    doneAt: null,
    slice: 0,
    doneBy: null,
    after: null,
    looked: 0,
    adopted: 0,
    moved: 0,
    woken: 0,
    ended: 0,
  };
}
