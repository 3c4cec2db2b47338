import { activityAt, cardCopy, cardItem } from '../../shared/cards/index.ts';
import type { Lead } from '../../shared/leads/index.ts';
import { type Opportunity, putOpportunity } from '../../shared/needs/index.ts';
import { leadSubject } from '../../shared/platform/ids.ts';
import type { Item, WriteItem } from '../../shared/platform/table.ts';
import { moveSubject, writeSeat } from '../../shared/seats/index.ts';
import type { MemoryTable } from './memory-table.ts';

/** Gives leads the cards that the stream brings a moment later, and seats; without `active`, nothing happened to them since they were made. */
export function seedCards(
  table: MemoryTable,
  leads: readonly Lead[],
  active: ReadonlyMap<string, string> = new Map(),
  needs: readonly Opportunity[] = [],
): void {
  for (const lead of leads) {
    const at = activityAt(lead.createdAt, active.get(lead.leadId) ?? lead.createdAt);
    const own = needs.filter(({ leadId }) => leadId === lead.leadId);
    table.seed(cardItem(lead, at, own), ...seatItems(lead, at, own), ...own.flatMap((need) => itemsOf(putOpportunity(null, need))));
  }
}

function seatItems(lead: Lead, at: string, needs: readonly Opportunity[]): Item[] {
  const { leadId, owner } = lead;
  const move = { leadId, subject: leadSubject, from: null, to: owner?.repId ?? null, at: owner?.since ?? lead.createdAt };
  const writes = moveSubject(move, [], cardCopy(lead, at, needs)).map(writeSeat);
  return writes.flatMap(itemsOf);
}

const itemsOf = (write: WriteItem): Item[] => ('Put' in write && write.Put.Item ? [write.Put.Item] : []);
