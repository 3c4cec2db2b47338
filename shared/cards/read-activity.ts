import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { parseCardItem } from './store.ts';

/** Reads when something happened to each of these leads last. Leads that were erased, have no card yet or a malformed one are left out. */
export async function readActivity(
  table: Table,
  leadIds: readonly LeadId[],
  onMalformed: (error: CorruptItemError, key: string) => void,
): Promise<ReadonlyMap<LeadId, string>> {
  const byKey = new Map(leadIds.map((leadId) => [keys.card(leadId).pk, leadId]));
  const items = byKey.size === 0 ? [] : await table.batchGet([...byKey.values()].map(keys.card));
  const activity = new Map<LeadId, string>();
  for (const item of items) {
    try {
      const leadId = byKey.get(String(item.pk));
      const card = parseCardItem(item);
      if (leadId && card) activity.set(leadId, card.activityAt);
    } catch (error) {
      if (!(error instanceof CorruptItemError)) throw error;
      onMalformed(error, String(item.pk));
    }
  }
  return activity;
}
