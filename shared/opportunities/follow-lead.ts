import { readLeadItself } from '../leads/index.ts';
import { assignedTo, opportunitiesOf, putOpportunity } from '../needs/index.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { ChangedItem, LeadChanges, Projected, Projector, ProjectParts } from '../projecting/index.ts';
import { holderOf } from './rules-owner.ts';

/** Has the boards list the opportunities that are assigned with a lead under whoever has the lead now. */
export const opportunityProjector: Projector = { name: 'opportunities', concerns: hasSome, project: followLead };

/** Most leads have none, and are not read for it. Closed ones stay listed under whoever closed them. */
function hasSome({ sk, images }: ChangedItem): boolean {
  if (sk !== keys.leadSk) return false;
  const { evidence } = { evidence: undefined, ...images().after };
  const { opportunities } = { opportunities: undefined, ...Object(evidence) };
  return Number(Object(opportunities).open ?? 0) > 0;
}

/** Rights follow the lead at once, by the lead itself: only what boards list by lags behind. */
async function followLead(leadId: LeadId, _changes: LeadChanges, { table }: ProjectParts): Promise<Projected> {
  return await untilWritten(async () => {
    const lead = await readLeadItself(table, leadId, { consistent: true });
    if (!lead) return 'removed';
    const stale = (await opportunitiesOf(table, lead, { consistent: true })).flatMap((before) => {
      const after = assignedTo(before, holderOf(before, lead));
      return after === before ? [] : [putOpportunity(before, after)];
    });
    if (stale.length === 0) return 'unchanged';
    await table.transact(stale);
    return 'written';
  });
}
