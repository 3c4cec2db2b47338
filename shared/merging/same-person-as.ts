import type { SamePersonView } from '../../api/leads/same-person-view.ts';
import { may, type Principal } from '../access/index.ts';
import { type Lead, readLeadItself, readUnmergedLeads } from '../leads/index.ts';
import { subjectsInList } from '../opportunities/index.ts';
import type { Table } from '../platform/table.ts';
import { sideOf } from './list-candidates.ts';
import { type Pair, readCandidatesOf } from './pair.ts';

/**
 * Tells who else may be the person of a lead that the caller may merge, and which leads are part of it. Of candidates those alone that the
 * caller may merge as well, as in the list of all. Shown, and asked again at every decision: a read that lags a moment harms nobody.
 */
export async function samePersonAs(lead: Lead, principal: Principal, { table }: { readonly table: Table }): Promise<SamePersonView> {
  const [candidates, members] = await Promise.all([
    candidatesOf(lead, principal, table),
    Promise.all((lead.members ?? []).map((leadId) => readLeadItself(table, leadId))),
  ]);
  return {
    candidates,
    members: members.flatMap((one) => (one ? [{ leadId: one.leadId, fullName: one.fullName, createdAt: one.createdAt }] : [])),
  };
}

async function candidatesOf({ leadId }: Lead, principal: Principal, table: Table): Promise<SamePersonView['candidates']> {
  const pairs = await readCandidatesOf(table, leadId, { consistent: false });
  if (pairs.length === 0) return [];
  const otherOf = ({ older, newer }: Pair) => (older === leadId ? newer : older);
  const leads = await readUnmergedLeads(table, pairs.map(otherOf), { onMalformed: () => undefined });
  const subjects = await subjectsInList(table, principal, [...leads.values()]);
  return pairs
    .flatMap((pair) => {
      const other = leads.get(otherOf(pair));
      if (!other || !may(principal, 'lead.merge', other, subjects.get(other.leadId) ?? [])) return [];
      return [{ other: sideOf(other), reason: pair.reason ?? null, at: pair.at ?? other.createdAt }];
    })
    .toSorted((one, another) => (one.at < another.at ? 1 : -1));
}
