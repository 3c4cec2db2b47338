import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { keys, partitionId, sortId } from '../platform/keys.ts';
import type { Projected } from '../projecting/index.ts';
import { projectFact } from './project-fact.ts';
import type { FactParts } from './read-items.ts';

export interface FactReport extends Readonly<Record<Projected, number>> {
  readonly leads: number;
  /** Keys of leads that cannot be read. */
  readonly malformed: readonly string[];
}

/**
 * Makes the facts of all people anew: for leads that were there before them, records that were set aside, or a version that folds otherwise. Scans the
 * table: a tool for ops. Safe beside the projector, and to run again.
 */
export async function rebuildFacts(parts: FactParts): Promise<FactReport> {
  const counts: Record<Projected, number> = { written: 0, unchanged: 0, removed: 0 };
  const malformed: string[] = [];
  const leadIds = new Set<LeadId>();
  for await (const item of parts.table.scan({
    FilterExpression: 'sk = :lead',
    ExpressionAttributeValues: { ':lead': keys.leadSk },
    ProjectionExpression: 'pk',
  })) {
    leadIds.add(LeadId.parse(partitionId(item)));
  }
  for (const leadId of leadIds) {
    try {
      counts[await projectFact(leadId, parts)] += 1;
    } catch (error) {
      if (!(error instanceof CorruptItemError)) throw error;
      malformed.push(keys.leadPk(leadId));
    }
  }
  counts.removed += await dropStrays(leadIds, parts);
  return { leads: leadIds.size, ...counts, malformed };
}

/** Deletes facts of leads that are gone without having been erased, as in a table that was restored in part. */
async function dropStrays(known: ReadonlySet<LeadId>, { table }: FactParts): Promise<number> {
  const strays = [];
  for await (const item of table.scan({
    FilterExpression: 'begins_with(pk, :facts) AND begins_with(sk, :lead) AND attribute_exists(f)',
    ExpressionAttributeValues: { ':facts': keys.factsPrefix, ':lead': keys.leadPrefix },
    ProjectionExpression: 'pk, sk',
  })) {
    const { data: leadId, success } = LeadId.safeParse(sortId(item));
    if (success && !known.has(leadId)) strays.push({ pk: String(item.pk), sk: String(item.sk) });
  }
  await table.deleteAll(strays);
  return strays.length;
}
