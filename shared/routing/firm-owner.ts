import { type Firm, putFirm, readFirms } from '../firms/index.ts';
import type { Lead } from '../leads/index.ts';
import type { CompanyId, RepId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import type { Preferred } from './decision.ts';
import type { PoolConfig } from './pool-config.ts';

/** Whose firms are while a batch is decided: who gets the first of its people owns it, for the others of the batch as well. */
export interface FirmOwners {
  /** Returns who owns the firm of a lead; nothing where nobody does, or the lead is of none. */
  preferred(lead: Pick<Lead, 'companyId'>): readonly Preferred[];
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
  const firmOf = ({ companyId }: Pick<Lead, 'companyId'>) =>
    companyId === null ? undefined : (gained.get(companyId) ?? firms.get(companyId));
  const ownerOf = (firm: Firm | undefined) => (firm?.owner && isActive(firm.owner.repId) ? firm.owner.repId : null);
  return {
    preferred(lead) {
      const repId = ownerOf(firmOf(lead));
      return repId === null ? [] : [{ repId, why: 'company' }];
    },
    note(lead, repId, at) {
      const firm = firmOf(lead);
      if (!firm || ownerOf(firm) !== null) return;
      const since = at.toISOString();
      gained.set(firm.companyId, { ...firm, owner: { repId, since }, version: firm.version + 1, updatedAt: since });
    },
    writes: () => [...gained.values()].map((after) => putFirm(firms.get(after.companyId) ?? null, after)),
  };
}
