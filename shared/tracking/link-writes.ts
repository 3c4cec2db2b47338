import { visitorLinked, visitorUnlinked } from '../../events/index.ts';
import { type Change, draftEntry, type EntryDraft, type Lead, leadExists, putTimelineEntry, readLead } from '../leads/index.ts';
import type { IdSource, LeadId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { deleteLink, putLink, type VisitorIdentity } from './identity-store.ts';
import type { LinkChange } from './rules-links.ts';
import { segmentsOf } from './rules-segments.ts';

/** Leads by the ids that identities name them with; what is not in it does not exist any more. */
export type NamedLeads = ReadonlyMap<LeadId, Pick<Lead, 'leadId' | 'version'>>;

/** The lead that a change is about: the id by which the identity names it, and what its timeline is told with. */
export interface OwnLead {
  readonly named: LeadId;
  readonly change: Change;
}

const isLost = ({ after }: LinkChange) => after.segments.length === 0;

/** Leads beside the one that a change is about whose link appears or goes: their timelines tell of it, too. */
export function othersConcerned(links: readonly LinkChange[], own: LeadId): LeadId[] {
  return links.filter((link) => link.after.leadId !== own && (!link.before || isLost(link))).map(({ after }) => after.leadId);
}

/** The lead whose weak link a post on this device takes away. */
export function weakHolder({ identifications }: VisitorIdentity): LeadId[] {
  return segmentsOf(identifications).flatMap(({ leadId, weak }) => (leadId !== null && weak ? [leadId] : []));
}

export async function readNamedLeads(table: Table, leadIds: readonly LeadId[]): Promise<NamedLeads> {
  const read = async (leadId: LeadId) => [leadId, await readLead(table, leadId, { consistent: true })] as const;
  const leads = await Promise.all(leadIds.map(read));
  return new Map(leads.flatMap(([leadId, lead]) => (lead ? [[leadId, lead] as const] : [])));
}

/**
 * The writes that make links follow from a changed identity, with what the timelines say of it. The identity's version guards them; the
 * caller guards the existence of its own lead.
 */
export function writeLinks(
  links: readonly LinkChange[],
  own: OwnLead,
  others: NamedLeads,
  loss: 'undone' | 'superseded',
  ids: Pick<IdSource, 'entryId'>,
): WriteItem[] {
  // A transaction takes one write per item, and two names may stand for one lead by now.
  const guarded = new Set([own.change.leadId]);
  return links.flatMap((link): WriteItem[] => {
    const { leadId: named } = link.after;
    const other = others.get(named);
    const isOwn = named === own.named;
    // An erased lead must not come back as a link of its own.
    if (!isOwn && !link.before && !other) return [];
    const write = isLost(link) ? deleteLink(link.after) : putLink(link.after);
    const entry = entryOf(link, loss);
    if (!entry) return [write];
    if (isOwn) return [write, putTimelineEntry(entry(own.change, ids))];
    if (!other) return [write];
    const { leadId, version: leadVersion } = other;
    const guards = guarded.has(leadId) ? [] : [leadExists(leadId)];
    guarded.add(leadId);
    const change: Change = { ...own.change, leadId, leadVersion, actor: { kind: 'system', id: 'tracking' } };
    return [write, ...guards, putTimelineEntry(entry(change, ids))];
  });
}

/** Undefined where a link's boundaries moved, and nothing that a reader would call news. */
function entryOf(link: LinkChange, loss: 'undone' | 'superseded'): EntryDraft | undefined {
  const { before, after } = link;
  const { visitorId } = after;
  if (isLost(link)) return draftEntry(visitorUnlinked, { visitorId, reason: loss });
  const known = new Set(before?.segments.map(({ at }) => at));
  const isConfirmed = before?.weak === true && !after.weak;
  const news = after.segments.find(({ at }) => !known.has(at)) ?? (isConfirmed ? after.segments[0] : undefined);
  if (!news || !(isConfirmed || after.segments.length > known.size)) return undefined;
  return draftEntry(visitorLinked, { visitorId, segment: news.segment, weak: after.weak === true });
}
