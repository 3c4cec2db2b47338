import type { AssignmentView } from '../../api/leads/assignment-view.ts';
import type { Assignment } from './assignment.ts';
import { acceptPolicyOf, type PoolConfig } from './pool-config.ts';
import { isOffered, passedBy } from './rules-offers.ts';
import { protectedUntil } from './rules-protection.ts';

/** Returns how far a subject is on its way to a rep, as the API shows it. `pool`: the one by which it is where it is. */
export function assignmentView(assignment: Assignment, pool: Pick<PoolConfig, 'id' | 'accept'> | undefined, at: Date): AssignmentView {
  const { state, since } = assignment;
  return {
    state,
    since,
    slaDueAt: isOffered(assignment) ? assignment.slaDueAt : null,
    offersLeft: offersLeft(assignment, pool, at),
    protectedUntil: protectedUntil(assignment, at),
  };
}

function offersLeft(assignment: Assignment, pool: Pick<PoolConfig, 'id' | 'accept'> | undefined, at: Date): number | null {
  const policy = acceptPolicyOf(pool);
  if (policy === null || (assignment.state !== 'waiting' && assignment.state !== 'offered')) return null;
  const passed = passedBy(assignment, at).filter(({ poolId }) => poolId === pool?.id).length;
  return Math.max(0, policy.offers - passed - (isOffered(assignment) ? 1 : 0));
}
