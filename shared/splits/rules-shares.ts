import type { RepId } from '../platform/ids.ts';

/** What a rep is to get: so many, or by weight of what there is. */
export interface Wish {
  readonly repId: RepId;
  /** @default - by weight */
  readonly leads?: number | undefined;
  /** @default 1 */
  readonly weight?: number | undefined;
}

/**
 * Chooses who gets the next lead: whoever has had least of what they are to get, so that each gets some of the first and some of the last. With
 * quantities nobody gets more than theirs. Null: everybody has theirs.
 * @param given how many each has had
 */
export function nextReceiver(wishes: readonly Wish[], given: ReadonlyMap<RepId, number>, mayHave: (repId: RepId) => boolean): RepId | null {
  let best: { readonly repId: RepId; readonly filled: number } | null = null;
  for (const { repId, leads, weight = 1 } of wishes) {
    const had = given.get(repId) ?? 0;
    if ((leads !== undefined && had >= leads) || !mayHave(repId)) continue;
    const filled = (had + 1) / (leads ?? weight);
    if (best === null || filled < best.filled) best = { repId, filled };
  }
  return best?.repId ?? null;
}
