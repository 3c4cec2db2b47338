import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import type { Projected } from '../projecting/index.ts';
import { type FindParts, projectFinds } from './project-finds.ts';

export interface FindReport extends Readonly<Record<Projected, number>> {
  readonly leads: number;
  /** Keys of leads that cannot be read. */
  readonly malformed: readonly string[];
}

/**
 * Makes the rows by which leads are found anew: for leads that were there before them, or records that were set aside. Scans the table: a tool
 * for ops. Safe beside the projector, and to run again.
 */
export async function rebuildFinds(parts: FindParts): Promise<FindReport> {
  const counts: Record<Projected, number> = { written: 0, unchanged: 0, removed: 0 };
  const malformed: string[] = [];
  const leadIds = new Set<LeadId>();
  for await (const item of parts.table.scan({
    FilterExpression: 'sk = :lead OR begins_with(sk, :find)',
    ExpressionAttributeValues: { ':lead': keys.leadSk, ':find': keys.findPrefix },
    ProjectionExpression: 'pk',
  })) {
    leadIds.add(LeadId.parse(partitionId(item)));
  }
  for (const leadId of leadIds) {
    try {
      counts[await projectFinds(leadId, true, parts)] += 1;
    } catch (error) {
      if (!(error instanceof CorruptItemError)) throw error;
      malformed.push(keys.leadPk(leadId));
    }
  }
  return { leads: leadIds.size, ...counts, malformed };
}
