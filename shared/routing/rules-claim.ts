import type { AssignRequest } from '../../events/index.ts';
import type { DecisionId, PoolId, RepId } from '../platform/ids.ts';
import type { Assignment, OpenClaim } from './assignment.ts';
import type { Decision } from './decision.ts';

type Asking = Pick<AssignRequest, 'cause' | 'causationId'>;

/**
 * Says what a request means for a subject that is, or was, open to whoever accepts first. `open`: it is, and nothing else may be done with it; `unclaimed`: nobody
 * has accepted it, and it goes by turn; `over`: the request ends what is over already; null: it was never open.
 */
export function claimOf(before: Assignment | null, { cause, causationId }: Asking, at: Date): 'open' | 'unclaimed' | 'over' | null {
  const claim = before?.state === 'waiting' ? before.claim : undefined;
  if (cause === 'unclaimed' && claim?.decisionId !== causationId) return 'over';
  if (!claim) return null;
  return cause === 'unclaimed' || Date.parse(claim.until) <= at.getTime() ? 'unclaimed' : 'open';
}

/** Lists to whom a decision opened a subject. */
export function openBy({ leadId, subject, decisionId, candidates }: Decision) {
  return candidates.flatMap(({ repId, rejected }) => (rejected === null ? [{ leadId, subject, decisionId, repId }] : []));
}

/** How what was open to a rep stands: they can accept it, have it, or somebody else was quicker. */
export type ClaimStanding =
  | { readonly kind: 'open'; readonly claim: OpenClaim }
  | { readonly kind: 'theirs'; readonly repId: RepId; readonly poolId: PoolId }
  | { readonly kind: 'taken' };

/** Finds out how what a decision opened to a rep stands. Behind its time it is still open, as long as nobody has it. */
export function standingOfClaim(assignment: Assignment | null, decisionId: DecisionId, repId: RepId): ClaimStanding {
  if (assignment === null) return { kind: 'taken' };
  if (assignment.repId !== null) {
    // Theirs as well where it came to them by turn after nobody had accepted it.
    const isTheirs = assignment.repId === repId && assignment.state === 'owned';
    return isTheirs ? { kind: 'theirs', repId, poolId: assignment.poolId } : { kind: 'taken' };
  }
  const { claim } = assignment;
  return assignment.state === 'waiting' && claim?.decisionId === decisionId ? { kind: 'open', claim } : { kind: 'taken' };
}
