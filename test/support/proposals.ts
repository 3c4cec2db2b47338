import { contactOf } from '../../shared/identity/index.ts';
import type { Lead } from '../../shared/leads/index.ts';
import type { Table } from '../../shared/platform/table.ts';
import { type Proposals, putProposals, readProposals, valuesProposed, withProposed } from '../../shared/proposals/index.ts';
import { postRef } from './post-ref.ts';

/** Proposals after a post with these fields, as intake adds them. */
export function proposedTo(
  before: Proposals,
  lead: Lead,
  fields: Record<string, string>,
  {
    id,
    at = '2026-11-22T04:00:00.000Z',
    matchedBy = 'email' as 'email' | 'phone',
  }: { id: string; at?: string; matchedBy?: 'email' | 'phone' },
) {
  const confirmable = matchedBy === 'email';
  return withProposed(before, valuesProposed(contactOf(fields), lead, matchedBy), { submission: postRef(id), at, confirmable });
}

/** Writes what a post proposes, as intake does; the lead has to have the mark of it. */
export async function propose(
  table: Table,
  lead: Lead,
  fields: Record<string, string>,
  post: Parameters<typeof proposedTo>[3],
): Promise<void> {
  const stored = await readProposals(table, lead.leadId);
  await table.transact([putProposals(stored, proposedTo(stored, lead, fields, post).after)]);
}
