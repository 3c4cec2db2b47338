import { leadSubject } from '../../shared/platform/ids.ts';
import { partitionId } from '../../shared/platform/keys.ts';
import type { Item } from '../../shared/platform/table.ts';
import { Assignment } from '../../shared/routing/index.ts';
import { leadsAmong } from './lead-world/stored-leads.ts';

/** Where leads contradict their assignments, or the list of those that wait or float, among all items of a table: one line for each such lead. */
export function assignmentFaults(items: Iterable<Item>): string[] {
  const all = [...items];
  const assigned = new Map(all.filter(({ sk }) => sk === `ASSIGN#${leadSubject}`).map((item) => [partitionId(item), item]));
  const told = (owner: unknown, state: string | undefined) => JSON.stringify({ owner, state });
  return leadsAmong(all).flatMap(({ leadId, owner, routing }) => {
    const item = assigned.get(leadId);
    if (!item) return owner ? [`lead ${leadId} has an owner and no assignment`] : [];
    const { repId, poolId, since, decisionId, state } = Assignment.parse({ ...item, leadId });
    const copy = told(owner, routing?.state);
    const original = told(repId === null ? null : { repId, poolId, since, decisionId }, state);
    const listed = item.gsi3pk === undefined ? null : listedAs(item);
    const expected = state === 'floating' || (state === 'waiting' && decisionId !== null) ? state : null;
    return [
      ...(copy === original ? [] : [`lead ${leadId} says ${copy}, its assignment ${original}`]),
      ...(listed === expected ? [] : [`lead ${leadId} is ${state} and listed as ${listed}`]),
    ];
  });
}

const listedAs = ({ gsi3pk }: Item) => (String(gsi3pk).startsWith('FLOAT#') ? 'floating' : 'waiting');

/** The partitions of the index in which a lead is listed as waiting. */
export function waitingIn(items: Iterable<Item>): string[] {
  return [...items].flatMap((item) =>
    item.sk === `ASSIGN#${leadSubject}` && item.gsi3pk && listedAs(item) === 'waiting' ? [String(item.gsi3pk)] : [],
  );
}
