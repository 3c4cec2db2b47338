import type { Principal } from '../access/index.ts';
import type { Both } from '../leads/event-sentence.ts';
import type { AssignmentState, Lead } from '../leads/record.ts';
import type { Opportunity } from '../needs/index.ts';
import type { PoolId, RepId } from '../platform/ids.ts';
import { type PoolConfig, poolsOfRep } from '../routing/pool-config.ts';
import type { Task } from '../tasks/index.ts';

type Pools = ReadonlyMap<string, PoolConfig>;

/** Returns the pools whose reps may take what floats in a pool; none where nothing floats there. */
export function takersOf(pool: PoolConfig | undefined, pools: Pools): PoolConfig[] {
  if (!pool?.floating) return [];
  return (pool.floating.takers ?? [pool.id]).flatMap((id) => pools.get(id) ?? []);
}

/** Returns every rep who may take what floats in a pool. */
export function repsWhoTake(pool: PoolConfig | undefined, pools: Pools): RepId[] {
  return takersOf(pool, pools).flatMap(({ members }) => members.map(({ repId }) => repId));
}

/** Returns the pool in whose ledger it counts what a rep takes: the one in which it floats, where they are in that. Null: they may take nothing there. */
export function poolOfTaker(repId: RepId, pool: PoolConfig | undefined, pools: Pools): PoolId | null {
  const own = poolsOfRep(takersOf(pool, pools), repId);
  return (own.find(({ id }) => id === pool?.id) ?? own[0])?.id ?? null;
}

interface Releasing {
  readonly principal: Principal;
  readonly lead: Pick<Lead, 'status' | 'evidence'>;
  /** Null: the lead itself. */
  readonly need: Pick<Opportunity, 'state' | 'acceptedAt'> | null;
  readonly state: AssignmentState;
  readonly pool: PoolConfig | undefined;
  /** Those about it. */
  readonly tasks: readonly Pick<Task, 'reason' | 'status'>[];
}

/** Says why a lead, or a need, cannot float; null: it can. What is agreed with a person a rep does not let go alone. */
export function whyNotReleased({ principal, lead, need, state, pool, tasks }: Releasing): Both | null {
  if (lead.status !== 'active') return { vi: 'Lead đang không được theo.', en: 'Nobody works with the lead.' };
  if (need && need.state !== 'open') return { vi: 'Nhu cầu này đã đóng.', en: 'This need is closed.' };
  if (!pool?.floating) return { vi: 'Nhóm phụ trách không có kho chung.', en: 'The pool in charge lets nothing float.' };
  if (state === 'floating') return { vi: 'Đã ở trong kho chung.', en: 'It floats already.' };
  if (state === 'offered') return { vi: 'Đang mời người nhận: nhận hoặc từ chối trước.', en: 'It is offered: accept or decline it.' };
  if (state === 'ended') return { vi: 'Lead đang không được theo.', en: 'Nobody works with the lead.' };
  if (principal.role !== 'rep') return null;
  if (tasks.some(({ reason, status }) => reason === 'callback' && status === 'open'))
    return { vi: 'Đã hẹn gọi lại khách: gọi trước, hoặc nhờ trưởng nhóm.', en: 'A call back is agreed: make it, or ask your leader.' };
  if (need ? need.acceptedAt !== null : lead.evidence.opportunities.open > 0)
    return { vi: 'Còn cơ hội đang bán: đóng lại trước, hoặc nhờ trưởng nhóm.', en: 'A sale is open: close it, or ask your leader.' };
  return null;
}

/** Says why a rep cannot take a lead; null: they can. */
export function whyNotTaken(
  { state, owner }: { readonly state: AssignmentState; readonly owner: RepId | null },
  repId: RepId,
  { taken, perDay }: { readonly taken: number; readonly perDay: number },
): Both | null {
  if (owner === repId) return { vi: 'Bạn đang phụ trách rồi.', en: 'You have it already.' };
  if (owner !== null) return { vi: 'Đã có người khác nhận.', en: 'Somebody else has taken it.' };
  if (state !== 'floating') return { vi: 'Không còn trong kho chung.', en: 'It floats no more.' };
  if (taken < perDay) return null;
  return { vi: `Hôm nay bạn đã nhận đủ ${perDay} lượt từ kho chung.`, en: `You have taken ${perDay} today, as many as you may.` };
}
