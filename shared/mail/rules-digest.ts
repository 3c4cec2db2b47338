import { minutesMs } from '../platform/clock.ts';

/** Notices are counted by spans of ten minutes; what a span gathers goes out at its end. */
const spanMs = 10 * minutesMs;
/** The span under way and the six before: what they hold is never less than what came in the last hour. */
const countedSpans = 7;
/** Spans whose counters are taken away with each new notice: more than pass between two notices of a busy rep. */
const clearedSpans = 12;
/** How many notices one digest lists at most, so that it stays a mail that somebody reads, and its item small. */
const partSize = 25;
/** An idle rep's counters are gone after this. */
export const countedMs = (countedSpans + 1) * spanMs;

/** Returns the number of the span that a moment lies in. */
export const spanAt = (at: Date): number => Math.floor(at.getTime() / spanMs);

/** Returns the moment at which the digests of a span go out. */
const endOfSpan = (span: number): Date => new Date((span + 1) * spanMs);

/** Lists the spans before one that count with it, or that no longer do. */
export function spansBefore(span: number): { readonly counted: readonly number[]; readonly over: readonly number[] } {
  const before = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => span - first - index);
  return { counted: before(1, countedSpans - 1), over: before(countedSpans, countedSpans + clearedSpans - 1) };
}

/** A digest of a rep: one of those that a span gathers. */
export interface DigestPart {
  readonly span: number;
  readonly place: number;
}

/** Returns the digest for a notice that is the `ordinal`th of its span: whoever counts knows it without a read. */
export function partOf(span: number, ordinal: number): DigestPart {
  return { span, place: Math.floor((ordinal - 1) / partSize) };
}

export const partText = ({ span, place }: DigestPart): string => `${span}-${place}`;

/** Returns when a digest is due, by its name. */
export const dueAtOf = (part: string): Date => endOfSpan(Number(part.split('-')[0]));
