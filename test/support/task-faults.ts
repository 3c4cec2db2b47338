import { leadSubject } from '../../shared/platform/ids.ts';
import { partitionId } from '../../shared/platform/keys.ts';
import type { Item } from '../../shared/platform/table.ts';
import { parseTask } from '../../shared/tasks/index.ts';
import { leadsAmong } from './lead-world/stored-leads.ts';

/**
 * Where the work of reps contradicts the tasks that there are, or a task the owner of its lead, among all items of a table: one line for each. A
 * rep's work is what the index holds under the rep, and nothing of it but the items themselves is looked at.
 */
export function taskFaults(items: Iterable<Item>): string[] {
  const all = [...items];
  const owners = new Map(leadsAmong(all).map(({ leadId, owner }) => [`LEAD#${leadId}`, owner?.repId ?? null]));
  const tasks = all.filter(({ sk }) => String(sk).startsWith('TASK#')).map((item) => ({ item, ...parseTask(item) }));
  const rows = all.filter(({ gsi3pk }) => String(gsi3pk).startsWith('WORK#'));
  const listed = rows.map((item) => `${partitionId({ pk: item.gsi3pk })} ${item.pk} ${item.sk}`).sort();
  const open = tasks.filter(({ status, ownerRepId }) => status === 'open' && ownerRepId !== null);
  const expected = open.map(({ ownerRepId, item }) => `${ownerRepId} ${item.pk} ${item.sk}`).sort();
  const strays = tasks
    .filter(({ status, isHandedOver, subject }) => status === 'open' && !isHandedOver && subject === leadSubject)
    .filter(({ ownerRepId, item }) => ownerRepId !== owners.get(String(item.pk)))
    .map(({ name, ownerRepId, item }) => `${name} is ${ownerRepId}'s, its lead is ${owners.get(String(item.pk))}'s`);
  const unmet = [...owners].flatMap(([pk, owner]) => {
    const firsts = tasks.filter(({ item, reason }) => item.pk === pk && reason === 'firstContact');
    const isMet = firsts.some(({ ownerRepId, isHandedOver }) => isHandedOver || ownerRepId === owner);
    return owner === null || isMet ? [] : [`${pk} has an owner without a first contact`];
  });
  return [...(listed.join() === expected.join() ? [] : [`work lists ${listed.join()}, open are ${expected.join()}`]), ...strays, ...unmet];
}
