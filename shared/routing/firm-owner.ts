import type { ConfigReader } from '../config/index.ts';
import { type Firm, putFirm, readFirms } from '../firms/index.ts';
import type { Lead } from '../leads/index.ts';
import type { CompanyId, PoolId, RepId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import type { Preferred } from './decision.ts';
import { type PoolConfig, poolKind } from './pool-config.ts';
import { repKind } from './rep-config.ts';

/** Whose firms are while a batch is decided: who gets the first of its people owns it, for the others of the batch as well. Who is only offered them is asked first for those. */
export interface FirmOwners {
  /** Returns who owns the firm of a lead; nothing where nobody does, or the lead is of none. */
  preferred(lead: Pick<Lead, 'companyId'>): readonly Preferred[];
  /** Notes to whom a lead is offered: the others of the batch follow, and the firm is theirs once they accept. */
  offered(lead: Pick<Lead, 'companyId'>, repId: RepId): void;
  /** Notes who got a lead: the firm is theirs from now on, where it was nobody's. */
  note(lead: Pick<Lead, 'companyId'>, repId: RepId, at: Date): void;
  /** Returns the writes of the firms that have another owner now; refused where somebody was quicker. */
  writes(): readonly WriteItem[];
}

/**
 * Reads whose the firms of some leads are, where a pool asks for it. An owner who is no active rep any more is none.
 */
export async function firmOwners(
  leads: readonly Pick<Lead, 'companyId'>[],
  sticky: NonNullable<PoolConfig['sticky']>,
  isActive: (repId: RepId) => boolean,
  table: Pick<Table, 'batchGet'>,
): Promise<FirmOwners> {
  const ids = sticky.includes('company') ? leads.flatMap(({ companyId }) => companyId ?? []) : [];
  const firms = await readFirms(table, ids, { consistent: true });
  const gained = new Map<CompanyId, Firm>();
  const asked = new Map<CompanyId, RepId>();
  // All ids of a firm are that of the one that is left.
  const firmOf = ({ companyId }: Pick<Lead, 'companyId'>) => {
    const firm = companyId === null ? undefined : firms.get(companyId);
    return firm && (gained.get(firm.companyId) ?? firm);
  };
  const found = new Map([...firms.values()].map((firm) => [firm.companyId, firm]));
  const ownerOf = (firm: Firm | undefined) => (firm?.owner && isActive(firm.owner.repId) ? firm.owner.repId : null);
  return {
    preferred(lead) {
      const firm = firmOf(lead);
      const repId = ownerOf(firm) ?? (firm && asked.get(firm.companyId)) ?? null;
      return repId === null ? [] : [{ repId, why: 'company' }];
    },
    offered(lead, repId) {
      const firm = firmOf(lead);
      if (firm && ownerOf(firm) === null && !asked.has(firm.companyId)) asked.set(firm.companyId, repId);
    },
    note(lead, repId, at) {
      const firm = firmOf(lead);
      if (!firm || ownerOf(firm) !== null) return;
      gained.set(firm.companyId, ownedBy(firm, repId, at));
    },
    writes: () => [...gained.values()].map((after) => putFirm(found.get(after.companyId) ?? null, after)),
  };
}

function ownedBy(firm: Firm, repId: RepId, at: Date): Firm {
  const since = at.toISOString();
  return { ...firm, owner: { repId, since }, version: firm.version + 1, updatedAt: since };
}

/**
 * Returns the write by which the firm of a lead is a rep's who takes the lead on by a word of their own, for its transaction: nothing where the pool does not ask for
 * it, or the firm is somebody's. Refused where somebody was quicker.
 */
export async function firmTakenOn(
  { companyId }: Pick<Lead, 'companyId'>,
  { repId, poolId }: { readonly repId: RepId; readonly poolId: PoolId },
  at: Date,
  { table, config }: { readonly table: Pick<Table, 'batchGet'>; readonly config: ConfigReader },
): Promise<readonly WriteItem[]> {
  if (companyId === null) return [];
  const { documents: pools } = await config.current(poolKind);
  if (!pools.get(poolId)?.sticky?.includes('company')) return [];
  const [firms, { documents: reps }] = await Promise.all([readFirms(table, [companyId], { consistent: true }), config.current(repKind)]);
  const firm = firms.get(companyId);
  const isOwned = firm?.owner != null && reps.get(firm.owner.repId)?.active === true;
  return firm && !isOwned ? [putFirm(firm, ownedBy(firm, repId, at))] : [];
}
