import { addMs, daysMs, epochSeconds, isoTime } from '../platform/clock.ts';
import { type LeadId, type RepId, SplitId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { keptDays, listedInNotice, placeOfList, putSplit, type Split } from './split.ts';
import { noticesOf } from './split-work.ts';

/** What a rep got, or lost, by a list. */
export interface GotByList {
  readonly repId: RepId;
  readonly leads: number;
  /** The first of them. */
  readonly first: readonly LeadId[];
}

/** Returns the writes by which each rep hears once, by one notice, of all people of a list that are theirs now, and by another of all that are not any more. */
export function tellRepsOfList(
  {
    importId,
    by,
    got,
    lost,
  }: { readonly importId: string; readonly by: string; readonly got: readonly GotByList[]; readonly lost: readonly GotByList[] },
  at: Date,
  writeId: string,
): WriteItem[] {
  if (got.length === 0 && lost.length === 0) return [];
  const now = isoTime(at);
  const split: Omit<Split, 'version' | 'writeId'> = {
    place: placeOfList(importId),
    splitId: SplitId.parse(importId),
    kind: 'list',
    reason: 'workload',
    by,
    askedAt: now,
    endedAt: now,
    poolId: null,
    phase: 'moved',
    parts: 0,
    next: 0,
    shares: got.map(({ repId, leads, first }) => ({ repId, planned: leads, moved: leads, back: 0, first: first.slice(0, listedInNotice) })),
    ...(lost.length > 0 ? { lost: lost.map(({ repId, leads, first }) => ({ repId, leads, first: first.slice(0, listedInNotice) })) } : {}),
    leftOut: {},
    missed: {},
    expiresAt: epochSeconds(addMs(at, keptDays * daysMs)),
  };
  return [putSplit(null, split, writeId), ...noticesOf(split, now)];
}
