import type { LeadId, RepId } from '../platform/ids.ts';
import type { Candidate } from './find-leads.ts';
import type { Planned } from './moves.ts';
import { nextReceiver, type Wish } from './rules-shares.ts';
import type { LeftOut } from './split.ts';

export interface SplitPlan {
  readonly leads: readonly Planned[];
  /** The subjects that stay, by reason. */
  readonly leftOut: ReadonlyMap<LeftOut, readonly LeadId[]>;
}

/** Says which subject goes to whom. @param wishes null: back to the pool */
export function planSplit(candidates: readonly Candidate[], wishes: readonly Wish[] | null): SplitPlan {
  const given = new Map<RepId, number>();
  const leads: Planned[] = [];
  const leftOut = new Map<LeftOut, LeadId[]>();
  const leaveOut = (reason: LeftOut, leadId: LeadId) => {
    const others = leftOut.get(reason);
    if (others) others.push(leadId);
    else leftOut.set(reason, [leadId]);
  };
  for (const { leadId, subject, from, leftOut: why } of candidates) {
    if (why !== null) {
      leaveOut(why, leadId);
      continue;
    }
    const to = wishes && nextReceiver(wishes, given, (repId) => repId !== from);
    if (wishes && to === null) {
      // Nobody wants more; or whoever does has it already.
      leaveOut(wishes.some(({ repId }) => repId === from) ? 'theirs' : 'notAsked', leadId);
      continue;
    }
    if (to !== null) given.set(to, (given.get(to) ?? 0) + 1);
    leads.push({ leadId, subject, from, to });
  }
  return { leads, leftOut };
}
