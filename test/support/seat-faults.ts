import { leadSubject } from '../../shared/platform/ids.ts';
import type { Item } from '../../shared/platform/table.ts';
import { parseSeat } from '../../shared/seats/index.ts';
import { leadsAmong } from './lead-world/stored-leads.ts';

/** Where owners and seats contradict each other among all items of a table: one line for each such lead. */
export function seatFaults(items: Iterable<Item>): string[] {
  const all = [...items];
  const holders = Map.groupBy(
    all
      .flatMap((item) => (String(item.sk).startsWith('SEAT#') ? [parseSeat(item)] : []))
      .filter(({ subjects }) => subjects.includes(leadSubject)),
    ({ leadId }) => leadId,
  );
  const leads = leadsAmong(all);
  const found = leads.flatMap(({ leadId, owner }) => {
    const seated = (holders.get(leadId) ?? []).map(({ repId }) => repId);
    const owners = owner ? [owner.repId] : [];
    return seated.join() === owners.join()
      ? []
      : [`lead ${leadId} is of ${owners.join() || 'nobody'} and has a seat of ${seated.join() || 'nobody'}`];
  });
  const known = new Set(leads.map(({ leadId }) => leadId));
  return [
    ...found,
    ...[...holders.keys()].filter((leadId) => !known.has(leadId)).map((leadId) => `a seat at the lead ${leadId}, which is gone`),
  ];
}
