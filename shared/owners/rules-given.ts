import type { Principal } from '../access/index.ts';
import type { Both } from '../leads/event-sentence.ts';
import type { AssignmentState, Lead } from '../leads/record.ts';
import type { Opportunity } from '../needs/index.ts';
import type { PoolId, RepId } from '../platform/ids.ts';
import { isMember, type PoolConfig, poolOfRep } from '../routing/pool-config.ts';

/** To whom something is given by hand. `nobody`: the pool in charge asks its reps anew. */
export type Receiver =
  | { readonly kind: 'rep'; readonly repId: RepId }
  | { readonly kind: 'pool'; readonly poolId: PoolId }
  | { readonly kind: 'nobody' };

/** Where the subject is before. */
export interface Held {
  readonly state: AssignmentState;
  readonly repId: RepId | null;
  readonly poolId: PoolId;
}

type Pools = ReadonlyMap<string, PoolConfig>;

/** Says why something of a lead is nobody's to have now; null: somebody may have it. */
export function whyNobodys({ status }: Pick<Lead, 'status'>, need: Pick<Opportunity, 'state'> | null): Both | null {
  if (status !== 'active')
    return { vi: 'Lead đang không được theo: chuyển về trạng thái active trước.', en: 'Nobody works with the lead: set it active first.' };
  if (need && need.state !== 'open') return { vi: 'Nhu cầu này đã đóng.', en: 'This need is closed.' };
  return null;
}

/** Says why something cannot go to a receiver who could have it; null: it can. */
export function whyNotTo(to: Receiver, { state, repId, poolId }: Held): Both | null {
  // What is only offered to them is theirs for certain once somebody gives it to them.
  if (to.kind === 'rep' && to.repId === repId && state !== 'offered')
    return { vi: 'Người này đang phụ trách rồi.', en: 'They have it already.' };
  const isWaitingThere = state === 'waiting' && (to.kind === 'nobody' || (to.kind === 'pool' && to.poolId === poolId));
  return isWaitingThere ? { vi: 'Nhóm này đang tìm người phụ trách rồi.', en: 'This pool is looking for somebody already.' } : null;
}

/** Says why a rep may not pass on what is theirs; null: the pool lets them, or it is no rep who asks. */
export function whyNotPassedOn(principal: Principal, to: Receiver, pool: PoolConfig | undefined): Both | null {
  if (principal.role !== 'rep') return null;
  if (to.kind === 'rep' && to.repId === principal.repId)
    return { vi: 'Lead đang mời bạn nhận: hãy bấm nhận.', en: 'It is offered to you: accept it.' };
  if (pool?.repsMayPassOn && to.kind === 'rep' && isMember(pool, to.repId)) return null;
  return {
    vi: 'Nhóm này không cho nhân viên tự chuyển lead đi, hoặc người nhận không thuộc nhóm: nhờ trưởng nhóm.',
    en: 'The pool does not let its reps pass this on, or not to somebody outside of it: ask its leader.',
  };
}

/**
 * Returns the pool by which a receiver has it: the one that it is in, where the rep belongs to that, else one of the rep's own; for a leader one
 * that they lead. Null: the receiver is in none that the caller may give to.
 */
export function poolOfReceiver(to: Receiver, held: Held, inCharge: PoolId, principal: Principal, pools: Pools): PoolId | null {
  const isTheirs = (poolId: PoolId) => principal.role !== 'leader' || principal.pools.includes(poolId);
  if (to.kind === 'nobody') return inCharge;
  if (to.kind === 'pool') return pools.has(to.poolId) && isTheirs(to.poolId) ? to.poolId : null;
  return poolOfRep(to.repId, held.poolId, new Map([...pools].filter(([, { id }]) => isTheirs(id))));
}
