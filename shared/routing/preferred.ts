import { type Lead, readLead } from '../leads/index.ts';
import { leadSubject } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { Preferred } from './decision.ts';
import type { PoolConfig } from './pool-config.ts';

/**
 * Finds who is to be asked before the turn of a pool: the owner of the lead, for one of its needs, and the owner of who referred the person. Another lead is
 * read only where the pool asks for it and somebody was named.
 */
export async function preferredFor(
  { lead, subject }: { readonly lead: Pick<Lead, 'leadId' | 'owner' | 'referredBy'>; readonly subject: string },
  sticky: NonNullable<PoolConfig['sticky']>,
  table: Table,
): Promise<Preferred[]> {
  const own = sticky.includes('samePerson') && subject !== leadSubject ? lead.owner : null;
  const referrer = sticky.includes('referral') && lead.referredBy ? await readLead(table, lead.referredBy) : undefined;
  // Somebody who refers themselves under another address is one person by now.
  const other = referrer && referrer.leadId !== lead.leadId ? referrer.owner : null;
  return [
    ...(own ? [{ repId: own.repId, why: 'samePerson' as const }] : []),
    ...(other ? [{ repId: other.repId, why: 'referral' as const }] : []),
  ];
}
