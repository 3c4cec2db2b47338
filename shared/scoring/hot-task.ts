import type { ConfigReader } from '../config/index.ts';
import { EntryId, leadSubject } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { findContactDue, touchAssignment } from '../routing/index.ts';
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
  at: Date,
  { table, config }: { readonly table: Pick<Table, 'query'>; readonly config: ConfigReader },
): Promise<WriteItem[]> {
  if (!entry) return [];
  const { leadId, owner } = lead;
  const entryId = EntryId.parse(entry.id);
  const ofLead = score.hot && owner ? [{ subject: leadSubject, repId: owner.repId, poolId: owner.poolId }] : [];
  const cooled = before?.hot && !score.hot ? coolDown(await readTasks(table, lead), at) : [];
  const asked = await Promise.all(
    [...ofLead, ...needs].map(async ({ subject, repId, poolId }) => {
      const dueAt = await findContactDue({ repId, poolId }, at, config);
      return hotCall({ leadId, subject, repId, dueAt, entryId }, at);
    }),
  );
  // A need that moves meanwhile takes its call along.
  return [...writeTasks([...asked, ...cooled], at), ...needs.map(touchAssignment)];
}
