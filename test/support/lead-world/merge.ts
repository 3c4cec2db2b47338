import { type LeadId, LeadId as LeadIdSchema } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { MemoryTable } from '../memory-table.ts';

/** Makes a stored lead part of another by hand, as it lies in the table after a merge. */
export async function mergeInto(table: MemoryTable, leadId: string, survivor: string): Promise<void> {
  const id: LeadId = LeadIdSchema.parse(leadId);
  const item = await table.get(keys.lead(id));
  if (!item) throw new Error(`there is no lead ${leadId}`);
  table.seed({ ...item, mergedInto: survivor });
}
