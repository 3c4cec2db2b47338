import { minutesMs } from '../platform/clock.ts';

/** Notices to reps are counted by spans of so many minutes; what a span gathers goes out at its end. */
const repMinutes = 10;
/** Those to leaders: a burst is over soon, and nobody waits long for the one that came behind another. */
const leaderMinutes = 2;
/** The span under way and the six before: what they hold is never less than what came in the last hour. */
const countedSpans = 7;
/** Spans whose counters are taken away with each new notice: more than pass between two notices of a busy rep. */
const clearedSpans = 12;
/** An idle rep's counters are gone after this. */
export const countedMs = (countedSpans + 1) * repMinutes * minutesMs;

/** Whose notices digests list: a rep, or a leader, by the id of their user. */
export type DigestReader = { readonly repId: string } | { readonly userId: string };

/** How many notices one digest lists at most, so that it stays a mail that somebody reads, and its item small; those of leaders are a line or two each. */
const partSizes = { rep: 25, leader: 100 } as const;

const isRep = (reader: DigestReader): boolean => 'repId' in reader;
const minutesOf = (reader: DigestReader): number => (isRep(reader) ? repMinutes : leaderMinutes);

/** Returns the number of the span that a moment lies in. */
export const spanAt = (at: Date, minutes = repMinutes): number => Math.floor(at.getTime() / (minutes * minutesMs));

/** Returns the number of the span of a reader that a moment lies in. */
export const spanOf = (reader: DigestReader, at: Date): number => spanAt(at, minutesOf(reader));

/** Lists the spans before one that count with it, or that no longer do. */
export function spansBefore(span: number): { readonly counted: readonly number[]; readonly over: readonly number[] } {
  const before = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => span - first - index);
  return { counted: before(1, countedSpans - 1), over: before(countedSpans, countedSpans + clearedSpans - 1) };
}

/**
 * Names the digest for a notice that is the `ordinal`th of its span: whoever counts knows it without a read. The name says when it is due: span, place, and
 * the minutes of a span where they are not those of reps.
 */
export function partOf(reader: DigestReader, span: number, ordinal: number): string {
  const place = Math.floor((ordinal - 1) / partSizes[isRep(reader) ? 'rep' : 'leader']);
  return isRep(reader) ? `${span}-${place}` : `${span}-${place}-${leaderMinutes}`;
}

/** Returns when a digest is due, by its name. */
export function dueAtOf(part: string): Date {
  const [span = 0, , minutes = repMinutes] = part.split('-').map(Number);
  return new Date((span + 1) * minutes * minutesMs);
}
