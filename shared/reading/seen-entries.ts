import { type Principal, scopeOf, seesContactDetails } from '../access/index.ts';
import type { Lead, TimelineEntry } from '../leads/index.ts';
import { mayWith, readOpportunities } from '../opportunities/index.ts';
import { OpportunityId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { Decision } from '../routing/index.ts';
import { isSeenWithoutContact } from './entries.ts';

/** Returns those of a lead's entries that somebody may see, in their order. */
export type SeeEntries = (entries: readonly TimelineEntry[]) => Promise<readonly TimelineEntry[]>;

/** Tells which entries of a lead the caller may see: of its opportunities those that the caller may read. */
export function seenBy(principal: Principal, lead: Lead, table: Table): SeeEntries {
  const ofOpportunities = opportunitiesSeenBy(principal, lead, table);
  if (seesContactDetails(principal)) return ofOpportunities;
  return (entries) => ofOpportunities(entries.filter(isSeenWithoutContact));
}

/** Returns those decisions of a lead that somebody may see: of its opportunities those that the caller may read. */
export function seenDecisions(
  decisions: readonly Decision[],
  principal: Principal,
  lead: Lead,
  table: Table,
): Promise<readonly Decision[]> {
  return readable(decisions, ({ subject }) => OpportunityId.safeParse(subject).data ?? null, principal, lead, table);
}

function opportunitiesSeenBy(principal: Principal, lead: Lead, table: Table): SeeEntries {
  return (entries) => readable(entries, opportunityIn, principal, lead, table);
}

/** Leaves out what is about an opportunity that the caller may not read. */
async function readable<Told>(
  all: readonly Told[],
  opportunityOf: (one: Told) => OpportunityId | null,
  principal: Principal,
  lead: Lead,
  table: Table,
): Promise<readonly Told[]> {
  const scope = scopeOf(principal, 'opportunity.read');
  // Whoever may read the lead for its region may read all of its opportunities.
  if (scope === 'all' || scope === 'region') return all;
  const named = all.flatMap((one) => opportunityOf(one) ?? []);
  const opportunities = scope === 'none' ? new Map() : await readOpportunities(table, named);
  return all.filter((one) => {
    const opportunityId = opportunityOf(one);
    if (opportunityId === null) return true;
    const opportunity = opportunities.get(opportunityId);
    return opportunity !== undefined && mayWith(principal, 'opportunity.read', opportunity, lead);
  });
}

/** Names the opportunity that an entry is about, also one about who has it; null for an entry about the person. */
function opportunityIn({ data }: Pick<TimelineEntry, 'data'>): OpportunityId | null {
  return OpportunityId.safeParse(data.opportunityId ?? data.subject).data ?? null;
}
