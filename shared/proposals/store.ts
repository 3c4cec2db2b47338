import type { Lead } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { type Proposal, Proposals } from './record.ts';

const store = versioned<Proposals>({
  parse: (item) => {
    const parsed = Proposals.safeParse({ open: [], decided: [], ...item, leadId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('the proposals of a lead do not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ leadId, version, open, decided }) => ({
    ...keys.proposals(leadId),
    version,
    ...(open.length > 0 ? { open } : {}),
    ...(decided.length > 0 ? { decided } : {}),
  }),
  elementIds: { open: 'proposalId', decided: 'proposalId' },
});

/** Reads the proposals of a lead; none where nothing was proposed yet. @throws CorruptItemError */
export async function readProposals(
  table: Pick<Table, 'get'>,
  leadId: LeadId,
  options: { readonly consistent?: boolean } = {},
): Promise<Proposals> {
  return (await store.read(table, keys.proposals(leadId), options)) ?? { leadId, version: 0, open: [], decided: [] };
}

/** Reads what waits to be decided of a lead; without a read where the lead says that nothing does. @throws CorruptItemError */
export async function readOpenProposals(
  table: Pick<Table, 'get'>,
  { leadId, openProposals }: Pick<Lead, 'leadId' | 'openProposals'>,
  options: { readonly consistent?: boolean } = {},
): Promise<readonly Proposal[]> {
  return openProposals ? (await readProposals(table, leadId, options)).open : [];
}

/** Replaces the proposals that were read; refused when somebody was quicker. */
export function putProposals(before: Proposals, after: Proposals): WriteItem {
  return store.put(before, after);
}
