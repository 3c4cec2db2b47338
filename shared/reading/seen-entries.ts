import { type Principal, scopeOf, seesContactDetails } from '../access/index.ts';
import type { Lead, TimelineEntry } from '../leads/index.ts';
import { mayWith, readOpportunities } from '../opportunities/index.ts';
import { OpportunityId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { isSeenWithoutContact } from './entries.ts';

/** Returns those of a lead's entries that somebody may see, in their order. */
export type SeeEntries = (entries: readonly TimelineEntry[]) => Promise<readonly TimelineEntry[]>;

/** Tells which entries of a lead the caller may see: of its opportunities those that the caller may read. */
export function seenBy(principal: Principal, lead: Lead, table: Table): SeeEntries {
  const ofOpportunities = opportunitiesSeenBy(principal, lead, table);
  if (seesContactDetails(principal)) return ofOpportunities;
  return (entries) => ofOpportunities(entries.filter(isSeenWithoutContact));
}

function opportunitiesSeenBy(principal: Principal, lead: Lead, table: Table): SeeEntries {
  const scope = scopeOf(principal, 'opportunity.read');
  // Whoever may read the lead for its region may read all of its opportunities.
  if (scope === 'all' || scope === 'region') return async (entries) => entries;
  return async (entries) => {
    const named = entries.flatMap((entry) => opportunityIn(entry) ?? []);
    const opportunities = scope === 'none' ? new Map() : await readOpportunities(table, named);
    return entries.filter((entry) => {
      const opportunityId = opportunityIn(entry);
      if (opportunityId === null) return true;
      const opportunity = opportunities.get(opportunityId);
      return opportunity !== undefined && mayWith(principal, 'opportunity.read', opportunity, lead);
    });
  };
}

/** Names the opportunity that an entry is about; null for an entry about the person. */
function opportunityIn({ data }: Pick<TimelineEntry, 'data'>): OpportunityId | null {
  return OpportunityId.safeParse(data.opportunityId).data ?? null;
}
