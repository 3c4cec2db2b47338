import { activityAt, cardCopy, cardItem } from '../../shared/cards/index.ts';
import type { Lead } from '../../shared/leads/index.ts';
import { leadSubject } from '../../shared/platform/ids.ts';
import type { Item } from '../../shared/platform/table.ts';
import { moveSubject, writeSeat } from '../../shared/seats/index.ts';
import type { MemoryTable } from './memory-table.ts';

/** Gives leads the cards that the stream brings a moment later, and seats; without `active`, nothing happened to them since they were made. */
export function seedCards(table: MemoryTable, leads: readonly Lead[], active: ReadonlyMap<string, string> = new Map()): void {
  for (const lead of leads) {
    const at = activityAt(lead.createdAt, active.get(lead.leadId) ?? lead.createdAt);
    table.seed(cardItem(lead, at), ...seatItems(lead, at));
  }
}

function seatItems(lead: Lead, at: string): Item[] {
  const { leadId, owner } = lead;
  const move = { leadId, subject: leadSubject, from: null, to: owner?.repId ?? null, at: owner?.since ?? lead.createdAt };
  const writes = moveSubject(move, [], cardCopy(lead, at)).map(writeSeat);
  return writes.flatMap((write) => ('Put' in write && write.Put.Item ? [write.Put.Item] : []));
}
