import { type Principal, seesContactDetails } from '../access/index.ts';
import type { Lead, StoredEntry } from '../leads/index.ts';
import { seenNeeds } from '../opportunities/index.ts';
import type { Table } from '../platform/table.ts';
import type { Decision } from '../routing/index.ts';
import { isSeenWithoutContact } from './entries.ts';

/** Returns those of a lead's entries that somebody may see, in their order. */
export type SeeEntries = (entries: readonly StoredEntry[]) => Promise<readonly StoredEntry[]>;

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
  return readable(decisions, ({ subject }) => subject, principal, lead, table);
}

function opportunitiesSeenBy(principal: Principal, lead: Lead, table: Table): SeeEntries {
  // Also an entry about who has an opportunity is about it; any other is about the person.
  return (entries) => readable(entries, ({ data }) => data.opportunityId ?? data.subject, principal, lead, table);
}

/** Leaves out what is about an opportunity that the caller may not read. */
async function readable<Told>(
  all: readonly Told[],
  subjectOf: (one: Told) => unknown,
  principal: Principal,
  lead: Lead,
  table: Table,
): Promise<readonly Told[]> {
  const isSeen = await seenNeeds(table, principal, lead, all.map(subjectOf));
  return all.filter((one) => isSeen(subjectOf(one)));
}
