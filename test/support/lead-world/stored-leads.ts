import { type Lead, parseLead, putNewLead } from '../../../shared/leads/index.ts';
import type { Item } from '../../../shared/platform/table.ts';

/** The items of a lead: its own first, and its profile where it has one. */
export function itemsOfLead(lead: Lead): Item[] {
  return putNewLead(lead).flatMap((write) => ('Put' in write && write.Put.Item ? [write.Put.Item] : []));
}

/** Puts leads into a table as they lie there. */
export function seedLeads(table: { seed(item: Item): void }, ...leads: readonly Lead[]): void {
  for (const item of leads.flatMap(itemsOfLead)) table.seed(item);
}

/** Every whole lead among items. */
export function leadsAmong(items: readonly Item[]): Lead[] {
  const profiles = new Map(items.flatMap((item) => (item.sk === 'PROFILE' ? [[item.pk, item] as const] : [])));
  return items.flatMap((item) => (item.sk === 'LEAD' ? [parseLead(item, profiles.get(item.pk))] : []));
}
