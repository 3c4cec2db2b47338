import type { Candidate, DraftDecision, RejectReason } from './decision.ts';
import type { PoolConfig } from './pool-config.ts';
import type { RoutingFacts } from './rules-facts.ts';
import type { Choice } from './rules-strategy.ts';

/** Somebody who is asked before the turn of a pool, and why. */
export interface Sticky {
  readonly repId: string;
  readonly why: 'samePerson' | 'referral' | 'company' | 'account';
}

type Named = Pick<DraftDecision, 'territory' | 'preferred' | 'poolId'>;

/** Lists who is asked before the turn: who has the person already, then whom the territory names. */
export function stickyOf({ preferred = [], territory, poolId }: Named): Sticky[] {
  const account = territory.repId !== undefined && poolId === territory.poolId ? [{ repId: territory.repId, why: 'account' as const }] : [];
  return [...preferred, ...account];
}

/** Returns those of the facts that a pool asks first. */
export function preferredIn(pool: Pick<PoolConfig, 'sticky'> | undefined, { preferred = [] }: Pick<RoutingFacts, 'preferred'>) {
  return preferred.filter(({ why }) => pool?.sticky?.includes(why));
}

/** Chooses the first of those whom no gate leaves out; null: the pool's mode says who gets it. */
export function chooseSticky(asked: readonly Sticky[], candidates: readonly Candidate[]): Choice | null {
  const first = asked.find(({ repId }) => candidates.some((candidate) => candidate.repId === repId && candidate.rejected === null));
  const chosen = candidates.find(({ repId }) => repId === first?.repId)?.repId;
  return first && chosen ? { chosen, reason: first.why } : null;
}

/** Somebody who was asked before the turn and does not get it; null: they are no rep of the pool. */
export interface PassedSticky extends Sticky {
  readonly rejected: RejectReason | null;
}

/** Lists who was asked before the turn and could not take it, in the order in which they were asked. */
export function stickyPassed(decision: Named & Pick<DraftDecision, 'candidates' | 'chosen' | 'reason'>): PassedSticky[] {
  const asked = stickyOf(decision);
  const taken = asked.findIndex(({ repId, why }) => repId === decision.chosen && why === decision.reason);
  return asked.slice(0, taken === -1 ? asked.length : taken).map((one) => {
    const candidate = decision.candidates.find(({ repId }) => repId === one.repId);
    return { ...one, rejected: candidate?.rejected ?? null };
  });
}
