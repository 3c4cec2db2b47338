import { z } from 'zod';
import { partitionsOf, type WholeLead } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { type LeadId, leadOfOpportunity, leadSubject, type OpportunityId, type SubjectId } from '../platform/ids.ts';
import { indexKeys, keys, partitionId, sortId } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { Opportunity } from './record.ts';

/** What a board filters by; indexes keep it. */
export const OpportunityCard = z.object({ pipeline: z.string(), stage: z.string(), product: z.string().nullable() });
export type OpportunityCard = z.infer<typeof OpportunityCard>;

const opportunities = versioned<Opportunity>({
  parse(item) {
    const parsed = Opportunity.safeParse({ ...item, leadId: partitionId(item), opportunityId: sortId(item) });
    if (!parsed.success) throw new CorruptItemError('an opportunity does not have the shape this version knows');
    return parsed.data;
  },
  toItem({ leadId, opportunityId, ...opportunity }) {
    const card: OpportunityCard = {
      pipeline: opportunity.pipelineId,
      stage: opportunity.stageId,
      product: opportunity.product,
    };
    return {
      ...keys.opportunity(leadId, opportunityId),
      // A closed one is listed under whose sale it was, whoever has its lead now.
      ...indexKeys.opportunity({ opportunityId, ...opportunity, owner: opportunity.closed ? opportunity.closed.repId : opportunity.owner }),
      card,
      ...opportunity,
    };
  },
});

/** @throws CorruptItemError */
export const parseOpportunity = (item: Item): Opportunity => opportunities.parse(item);

/** Writes an opportunity; refused when it changed since it was read, or where a new one is there already. */
export function putOpportunity(before: Opportunity | null, after: Opportunity): WriteItem {
  return opportunities.put(before, after);
}

/** Reads an opportunity as it stands now, wherever its lead has gone since. @throws CorruptItemError */
export function readOpportunity(table: Pick<Table, 'get'>, opportunityId: OpportunityId): Promise<Opportunity | undefined> {
  return opportunities.read(table, keys.opportunity(leadOfOpportunity(opportunityId), opportunityId), { consistent: true });
}

/** Reads opportunities by a read that may lag; one that is not there is left out. */
export async function readOpportunities(table: Table, ids: readonly OpportunityId[]): Promise<ReadonlyMap<OpportunityId, Opportunity>> {
  const wanted = [...new Set(ids)].map((id) => keys.opportunity(leadOfOpportunity(id), id));
  const items = wanted.length === 0 ? [] : await table.batchGet(wanted);
  return new Map(items.map(parseOpportunity).map((opportunity) => [opportunity.opportunityId, opportunity]));
}

/** Reads all opportunities of a lead, also those that lie under leads that were merged into it, the latest opened first. */
export async function opportunitiesOf(
  table: Pick<Table, 'query'>,
  lead: WholeLead,
  options: { readonly consistent?: boolean } = {},
): Promise<Opportunity[]> {
  const found = await Promise.all(partitionsOf(lead).map((leadId) => opportunitiesUnder(table, leadId, options)));
  return found.flat().sort((one, other) => (one.openedAt < other.openedAt ? 1 : -1));
}

/** Reads the opportunities whose owner is that of a subject of its own, as they stand now; what goes with its lead is not read. */
export async function opportunitiesAssignedAs(table: Table, lead: WholeLead, subject: SubjectId): Promise<Opportunity[]> {
  if (subject === leadSubject) return [];
  return (await opportunitiesOf(table, lead, { consistent: true })).filter((opportunity) => opportunity.subject === subject);
}

async function opportunitiesUnder(
  table: Pick<Table, 'query'>,
  leadId: LeadId,
  { consistent = false }: { readonly consistent?: boolean },
): Promise<Opportunity[]> {
  const items = await queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.opportunityPrefix), ConsistentRead: consistent });
  return items.map(parseOpportunity);
}
