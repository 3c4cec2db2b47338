import { activityAt, cardItem } from '../../shared/cards/index.ts';
import type { Lead } from '../../shared/leads/index.ts';
import type { MemoryTable } from './memory-table.ts';

/** Gives leads the cards that the stream brings a moment later; without `active`, nothing happened to them since they were made. */
export function seedCards(table: MemoryTable, leads: readonly Lead[], active: ReadonlyMap<string, string> = new Map()): void {
  table.seed(...leads.map((lead) => cardItem(lead, activityAt(lead.createdAt, active.get(lead.leadId) ?? lead.createdAt))));
}
