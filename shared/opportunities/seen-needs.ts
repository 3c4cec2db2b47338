import { type Principal, scopeOf } from '../access/index.ts';
import type { Lead } from '../leads/index.ts';
import { readOpportunities } from '../needs/index.ts';
import { OpportunityId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { mayWith } from './find-opportunity.ts';

/**
 * Reads which of these the caller may read of, who may read the lead: an id of an opportunity stands for that need, anything else for the person.
 * Nobody reads what other teams do about a need of theirs.
 */
export async function seenNeeds(
  table: Table,
  principal: Principal,
  lead: Lead,
  named: readonly unknown[],
): Promise<(subject: unknown) => boolean> {
  const scope = scopeOf(principal, 'opportunity.read');
  // Whoever may read the lead for its region may read all of its opportunities.
  if (scope === 'all' || scope === 'region') return () => true;
  const needOf = (subject: unknown) => OpportunityId.safeParse(subject).data;
  if (scope === 'none') return (subject) => needOf(subject) === undefined;
  const opportunities = await readOpportunities(
    table,
    named.flatMap((subject) => needOf(subject) ?? []),
  );
  return (subject) => {
    const opportunityId = needOf(subject);
    if (opportunityId === undefined) return true;
    const opportunity = opportunities.get(opportunityId);
    return opportunity !== undefined && mayWith(principal, 'opportunity.read', opportunity, lead);
  };
}
