import type { Fact } from '../facts/index.ts';
import type { Holder } from './report.ts';

type Owned = Fact['owners'][number];

/**
 * Says who had a subject at a moment: whoever had it then. The pool stays when nobody of it has the lead any more, and before anybody has it, it is that of
 * the arrival. What comes before the first owner, such as the arrival, is of whoever got the lead first.
 */
export function holderAt({ owners, poolId }: Pick<Fact, 'owners' | 'poolId'>, at: number, subject = 'lead'): Holder {
  let last: Owned | null = null;
  let next: Owned | null = null;
  for (const owner of owners) {
    if (owner.subject !== subject) continue;
    if (owner.from <= at) {
      if (last === null || follows(owner, last, at)) last = owner;
    } else if (next === null || owner.from < next.from) next = owner;
  }
  if (last) return { repId: isHeld(last, at) ? last.repId : null, poolId: last.poolId };
  return { repId: next?.repId ?? null, poolId: poolId ?? next?.poolId ?? null };
}

// What ends with the act of a rep, such as a call after which nobody has the lead, is theirs: both are of one second.
const isHeld = ({ to }: Owned, at: number): boolean => to === null || at <= to;

/** Of two records that became one, each had its owner: whoever still has it goes before who got the other one later and lost it with the merge. */
const follows = (owner: Owned, other: Owned, at: number): boolean =>
  isHeld(owner, at) === isHeld(other, at) ? owner.from >= other.from : isHeld(owner, at);
