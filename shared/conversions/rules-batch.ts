import type { CallEnd } from '../calls/index.ts';
import type { Conversion } from './conversion.ts';

/** Parts a list into batches, none of which is longer than any in it may be together with. */
export function batchesOf<One>(all: readonly One[], togetherOf: (one: One) => number): One[][] {
  const batches: One[][] = [];
  let most = 0;
  for (const one of all) {
    const batch = batches.at(-1);
    const fits = batch !== undefined && batch.length < Math.min(most, togetherOf(one));
    if (fits) batch.push(one);
    else batches.push([one]);
    most = fits ? Math.min(most, togetherOf(one)) : togetherOf(one);
  }
  return batches;
}

/** How a call with conversions ended. */
export interface BatchEnd {
  readonly state: CallEnd;
  /** In a word of its kind; `invalid@3,7` names places. */
  readonly reason: string | null;
  readonly fault: string | null;
}

/** What becomes of one conversion of a batch. `apart`: with how many others it may go again. */
export type RowEnd =
  | { readonly is: 'told' }
  | { readonly is: 'refused'; readonly reason: string }
  | { readonly is: 'again'; readonly reason: string; readonly together: number; readonly isSoon: boolean };

/** What somebody has to mend at the platform, or wait for: no event is at fault. */
const mendable: ReadonlySet<string> = new Set(['tokenRefused', 'notPermitted', 'notFound', 'unsigned', 'tooMany', 'away']);

/**
 * Says what becomes of each conversion of a batch. A platform that refuses a batch takes none of it: where it names the events at fault, these are refused
 * and the others go again; else all go again in halves, until the one that is at fault is alone.
 */
export function rowEndsOf({ state, reason, fault }: BatchEnd, rows: number): RowEnd[] {
  const each = (end: RowEnd): RowEnd[] => Array.from({ length: rows }, () => end);
  if (state === 'done') return each({ is: 'told' });
  const why = reason ?? fault ?? 'notAnswered';
  if (state === 'givenUp' || mendable.has(why))
    return each({ is: 'again', reason: why, together: Number.POSITIVE_INFINITY, isSoon: false });
  const [word = why, named = ''] = why.split('@');
  const places = new Set(
    named
      .split(',')
      .filter((place) => /^\d+$/.test(place) && Number(place) < rows)
      .map(Number),
  );
  if (places.size > 0)
    return Array.from({ length: rows }, (_, place) =>
      places.has(place) ? { is: 'refused', reason: word } : { is: 'again', reason: word, together: Number.POSITIVE_INFINITY, isSoon: true },
    );
  if (rows === 1) return [{ is: 'refused', reason: reason === null && fault === null ? 'invalid' : word }];
  return each({ is: 'again', reason: word, together: Math.ceil(rows / 2), isSoon: true });
}

/** Returns with how many others a conversion goes next. */
export const togetherAfter = ({ together }: Pick<Conversion, 'together'>, end: Extract<RowEnd, { is: 'again' }>): number =>
  Math.max(1, Math.min(together, end.together));
