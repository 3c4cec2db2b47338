import { visitorLinked, visitorUnlinked } from '../../events/index.ts';
import { type Change, draftEntry, type EntryDraft, noteOnLead, putTimelineEntry, readLead } from '../leads/index.ts';
import type { IdSource, LeadId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { deleteLink, putLink, type VisitorIdentity } from './identity-store.ts';
import type { LinkChange } from './rules-links.ts';
import { segmentsOf } from './rules-segments.ts';

/** Versions of leads as they were read; what is not in it does not exist any more. */
export type LeadVersions = ReadonlyMap<LeadId, number>;

const isLost = ({ after }: LinkChange) => after.segments.length === 0;

/** Leads beside the one that a change is about whose link appears or goes: their timelines tell of it, too. */
export function othersConcerned(links: readonly LinkChange[], own: LeadId): LeadId[] {
  return links.filter((link) => link.after.leadId !== own && (!link.before || isLost(link))).map(({ after }) => after.leadId);
}

/** The lead whose weak link a post on this device takes away. */
export function weakHolder({ identifications }: VisitorIdentity): LeadId[] {
  return segmentsOf(identifications).flatMap(({ leadId, weak }) => (leadId !== null && weak ? [leadId] : []));
}

export async function readVersions(table: Table, leadIds: readonly LeadId[]): Promise<LeadVersions> {
  const leads = await Promise.all(leadIds.map((leadId) => readLead(table, leadId, { consistent: true })));
  return new Map(leads.flatMap((lead) => (lead ? [[lead.leadId, lead.version] as const] : [])));
}

/**
 * The writes that make links follow from a changed identity, with what the timelines say of it. The identity's version guards them; the
 * caller guards the existence of its own lead.
 */
export function writeLinks(
  links: readonly LinkChange[],
  own: Change,
  others: LeadVersions,
  loss: 'undone' | 'superseded',
  ids: Pick<IdSource, 'entryId'>,
): WriteItem[] {
  return links.flatMap((link): WriteItem[] => {
    const { leadId } = link.after;
    const version = others.get(leadId);
    const isOwn = leadId === own.leadId;
    // An erased lead must not come back as a link of its own.
    if (!isOwn && !link.before && version === undefined) return [];
    const write = isLost(link) ? deleteLink(link.after) : putLink(link.after);
    const entry = entryOf(link, loss);
    if (!entry) return [write];
    if (isOwn) return [write, putTimelineEntry(entry(own, ids))];
    if (version === undefined) return [write];
    const { at, correlationId, causationId } = own;
    const act = { at, actor: { kind: 'system' as const, id: 'tracking' }, cause: { correlationId, causationId } };
    return [write, ...noteOnLead({ leadId, version }, [entry], act, ids).writes];
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
