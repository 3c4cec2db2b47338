import type { Fact } from '../facts/index.ts';
import type { Holder } from './report.ts';

/**
 * Says who had a subject at a moment: whoever had it then. The pool stays when nobody of it has the lead any more, and before anybody has it, it is that of
 * the arrival. What comes before the first owner, such as the arrival, is of whoever got the lead first.
 */
export function holderAt({ owners, poolId }: Pick<Fact, 'owners' | 'poolId'>, at: number, subject = 'lead'): Holder {
  let last: Fact['owners'][number] | null = null;
  let next: Fact['owners'][number] | null = null;
  for (const owner of owners) {
    if (owner.subject !== subject) continue;
    if (owner.from <= at) {
      if (last === null || owner.from >= last.from) last = owner;
    } else if (next === null || owner.from < next.from) next = owner;
  }
  // What ends with the act of a rep, such as a call after which nobody has the lead, is theirs: both are of one second.
  if (last) return { repId: last.to === null || at <= last.to ? last.repId : null, poolId: last.poolId };
  return { repId: next?.repId ?? null, poolId: poolId ?? next?.poolId ?? null };
}
