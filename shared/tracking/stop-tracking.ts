import { type Change, readLead } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import { type UnlinkParts, unlinkVisitors } from './unlink-visitor.ts';

/** Follows whoever refused to be tracked no further on the devices that are known as theirs. Safe to repeat; nothing happens where they did not refuse. */
export async function stopTracking(
  leadId: LeadId,
  cause: Pick<Change, 'actor' | 'correlationId' | 'causationId'>,
  parts: UnlinkParts,
): Promise<void> {
  const lead = await readLead(parts.table, leadId, { consistent: true });
  if (lead?.consent.tracking?.granted !== false) return;
  await unlinkVisitors(lead, cause, parts);
}
