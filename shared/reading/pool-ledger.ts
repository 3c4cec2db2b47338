import type { LedgerView } from '../../api/pools/ledger-view.ts';
import { mayWithPool, type Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { PoolId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { readBookings, readLedger, renderReject, type WindowChange } from '../routing/index.ts';
import { type PoolConfig, poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';

const shownDecisions = 20;

/** Shows the ledger of a pool. @throws NotFoundError when there is no such pool, or it is none of the caller's; the two look alike */
export async function showLedger(
  poolId: PoolId,
  principal: Principal,
  parts: { readonly table: Table; readonly config: ConfigReader; readonly clock: Clock },
): Promise<LedgerView> {
  const [pools, reps] = await Promise.all([parts.config.current(poolKind), parts.config.current(repKind)]);
  const pool = pools.documents.get(poolId);
  const repIds = pool?.members.map(({ repId }) => repId) ?? [];
  if (!pool || !mayWithPool(principal, 'pool.ledger', { poolId, repIds })) throw new NotFoundError('no such pool');
  const [{ state, window, decisions }, bookings] = await Promise.all([
    readLedger(poolId, parts),
    readBookings(parts.table, poolId, shownDecisions),
  ]);
  const named = (repId: string) => ({ repId, name: reps.documents.get(repId)?.name ?? repId });
  const isSeen = (chosen: string | null) => principal.role !== 'rep' || chosen === principal.repId;
  return {
    poolId,
    name: pool.name,
    version: state.version,
    window: {
      beganAt: window.beganAt,
      changes: window.changes.map((change) => ({ ...named(change.repId), kind: change.kind, why: sentenceOf(change) })),
    },
    members: memberIds(pool, state.members).map((repId) => ({ ...named(repId), ...standing(repId, pool, state.members) })),
    decisions: decisions.slice(0, shownDecisions).map(({ decisionId, at, leadId, chosen, reason, credit }) => ({
      decisionId,
      at,
      leadId: isSeen(chosen) ? leadId : null,
      chosen: chosen === null ? null : named(chosen),
      reason,
      credit,
    })),
    bookings: bookings.map(({ at, how, leadId, splitId, leads, entries }) => ({
      at,
      how,
      leadId: entries.some(({ repId }) => isSeen(repId)) ? (leadId ?? null) : null,
      splitId: splitId ?? null,
      leads: leads ?? 1,
      entries: entries.map(({ repId, credit }) => ({ ...named(repId), credit })),
    })),
  };
}

type Members = Awaited<ReturnType<typeof readLedger>>['state']['members'];

/** Those of the pool first, then who was in it. */
function memberIds({ members }: PoolConfig, ledger: Members): string[] {
  return [...new Set([...members.map(({ repId }) => String(repId)), ...Object.keys(ledger).sort()])];
}

function standing(repId: string, { members }: PoolConfig, ledger: Members): Omit<LedgerView['members'][number], 'repId' | 'name'> {
  const { weight: taking, level, owed, credits } = ledger[repId] ?? { weight: 0, level: 0, owed: 0, credits: 0 };
  const total = Object.values(ledger).reduce((sum, { weight }) => sum + weight, 0);
  const takesPart = taking > 0;
  return {
    weight: members.find((member) => member.repId === repId)?.weight ?? 0,
    takesPart,
    share: takesPart ? taking / total : null,
    level,
    due: takesPart ? Math.round((level / total) * 1e6) / 1e6 + 0 : null,
    credits,
    owed,
  };
}

function sentenceOf({ kind, from, to, reason }: WindowChange): { readonly vi: string; readonly en: string } {
  if (kind === 'joined') return { vi: `tham gia với tỷ lệ ${to}`, en: `takes part, with the weight ${to}` };
  if (kind === 'weight') return { vi: `đổi tỷ lệ từ ${from} sang ${to}`, en: `has the weight ${to} instead of ${from}` };
  if (reason === null) return { vi: 'không còn trong nhóm', en: 'is no member of the pool any more' };
  return { vi: renderReject(reason, 'vi'), en: renderReject(reason, 'en') };
}
