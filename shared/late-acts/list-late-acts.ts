import type { LateActView } from '../../api/late-acts/late-act-view.ts';
import { may, mayAtAll, type Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, readLeads } from '../leads/index.ts';
import { subjectsInList } from '../opportunities/index.ts';
import { LateActId, LeadId } from '../platform/ids.ts';
import { idAtPlace, indexes, indexKeys, keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';
import { type LateAct, parseLateAct, readLateActs } from './late-act.ts';
import { lateActView, namesOf } from './views.ts';

interface ListParts {
  readonly table: Table;
  readonly config: ConfigReader;
}

/** Lists what was noted about a lead too late, the newest first. */
export async function lateActsOf(lead: Lead, { table, config }: ListParts): Promise<LateActView[]> {
  const [acts, names] = await Promise.all([readLateActs(table, lead), namesOf(config)]);
  return acts.map((act) => lateActView(act, lead, names));
}

/** So many wait for one leader at most before the list tells of the newest alone. */
const mostShown = 25;
/** Of a company whose other leaders decide nothing, so many are looked at. */
const mostRead = 200;

/** Lists what waits for the caller to decide about it, the newest first; nothing for those who decide nothing, who cost no read. */
export async function lateActsFor(principal: Principal, { table, config }: ListParts): Promise<LateActView[]> {
  if (!mayAtAll(principal, 'lateAct.decide')) return [];
  const places: { readonly leadId: LeadId; readonly lateActId: LateActId }[] = [];
  const listing = { index: indexes.gsi3, partitions: indexKeys.lateActPartitions() };
  for await (const { place } of walkIndex(table, listing, { from: null, to: null, before: null }, mostShown)) {
    const [leadId = '', lateActId = ''] = idAtPlace(place).split('~');
    places.push({ leadId: LeadId.parse(leadId), lateActId: LateActId.parse(lateActId) });
    if (places.length === mostRead) break;
  }
  if (places.length === 0) return [];
  const [items, leads, names] = await Promise.all([
    table.batchGet(places.map(({ leadId, lateActId }) => keys.lateAct(leadId, lateActId))),
    readLeads(table, [...new Set(places.map(({ leadId }) => leadId))], { onMalformed: () => undefined }),
    namesOf(config),
  ]);
  const subjects = await subjectsInList(table, principal, [...leads.values()]);
  const acts = new Map(items.map(parseLateAct).map((act): [string, LateAct] => [act.lateActId, act]));
  return places
    .flatMap(({ leadId, lateActId }) => {
      const [act, lead] = [acts.get(lateActId), leads.get(leadId)];
      // What was decided already its row may still list for a moment.
      if (act?.state !== 'waiting' || !lead) return [];
      const isSeen = may(principal, 'lateAct.decide', lead, subjects.get(lead.leadId) ?? []);
      return isSeen ? [lateActView(act, lead, names)] : [];
    })
    .slice(0, mostShown);
}
