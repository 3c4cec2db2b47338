import { EntryId, leadSubject } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { touchAssignment } from '../routing/index.ts';
import { coolDown, hotCall, readTasks, writeTasks } from '../tasks/index.ts';
import type { Owned } from './hot-needs.ts';
import type { ScorePlan } from './plan-score.ts';
import type { Score } from './store.ts';

/**
 * Returns the writes by which the owner of a lead that becomes hot is to call it, and by which it comes before others no longer where the lead cools
 * before anybody tried. Whoever gets a lead that is hot already has a hot first contact to make.
 * @param needs those whose owners are to call as well, by what made the lead hot
 */
export async function hotTasks(
  { lead, score, entry }: ScorePlan,
  needs: readonly Owned[],
  before: Score | null,
  table: Pick<Table, 'query'>,
  at: Date,
): Promise<WriteItem[]> {
  if (!entry) return [];
  const { leadId, owner } = lead;
  const entryId = EntryId.parse(entry.id);
  const asked = score.hot && owner ? [hotCall({ leadId, subject: leadSubject, repId: owner.repId, entryId }, at)] : [];
  const cooled = before?.hot && !score.hot ? coolDown(await readTasks(table, leadId), at) : [];
  const ofNeeds = needs.map(({ subject, repId }) => hotCall({ leadId, subject, repId, entryId }, at));
  // A need that moves meanwhile takes its call along.
  return [...writeTasks([...asked, ...ofNeeds, ...cooled], at), ...needs.map(touchAssignment)];
}
