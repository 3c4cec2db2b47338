import { EntryId, leadSubject } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { endTasks, hotCall, hotTaskName, readTask, writeTasks } from '../tasks/index.ts';
import type { ScorePlan } from './plan-score.ts';
import type { Score } from './store.ts';

/**
 * Returns the writes by which the owner of a lead that becomes hot is to call it, and by which that call ends where the lead cools before anybody
 * tried. Whoever gets a lead that is hot already has its first contact to make.
 */
export async function hotTasks(
  { lead, score, entry }: ScorePlan,
  before: Score | null,
  table: Pick<Table, 'get'>,
  at: Date,
): Promise<WriteItem[]> {
  if (!entry) return [];
  const { leadId, owner } = lead;
  const entryId = EntryId.parse(entry.id);
  const asked = score.hot && owner ? [hotCall({ leadId, subject: leadSubject, repId: owner.repId, entryId }, at)] : [];
  const past =
    before?.hot && !score.hot ? await readTask(table, { leadId, name: hotTaskName(EntryId.parse(before.hot.entryId)) }) : undefined;
  return writeTasks([...asked, ...(past ? endTasks([past], () => true, 'cancelled', at) : [])], at);
}
