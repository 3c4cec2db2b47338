import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import type { EntryId, LeadId } from '../platform/ids.ts';
import { indexKeys, keys } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { putLead } from './lead-parts.ts';
import { partitionsOf, type WholeLead } from './read-leads.ts';
import { type Lead, type MergeCandidate, Provenance } from './record.ts';
import { parseTimelineEntries, type StoredEntry, type TimelineEntry } from './timeline.ts';

/** A new lead; refused when the id is taken. */
export function putNewLead(lead: Lead): WriteItem[] {
  return putLead(null, lead);
}

/** Replaces the lead that was read; `after.version` must be higher. Refused when somebody was quicker. */
export function replaceLead(before: Lead, after: Lead): WriteItem[] {
  return putLead(before, after);
}

/** Guards a transaction that adds to a lead without changing it. */
export function leadExists(leadId: LeadId): WriteItem {
  return { ConditionCheck: { Key: keys.lead(leadId), ConditionExpression: 'attribute_exists(pk)' } };
}

/** Guards a transaction that holds only while a lead is as it was read. */
export function leadUnchanged({ leadId, version }: Lead): WriteItem {
  return {
    ConditionCheck: {
      Key: keys.lead(leadId),
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':version': version },
    },
  };
}

/** Provenance as it was read; version 0: nothing is kept yet. */
export type StoredProvenance = Provenance & { readonly version: number };

const provenances = versioned<StoredProvenance>({
  parse: (item) => {
    const parsed = Provenance.extend({ version: z.number().int().positive() }).safeParse(item);
    if (!parsed.success) throw new CorruptItemError('the history of a lead does not have the shape this version knows');
    return parsed.data;
  },
  toItem: (provenance) => ({ ...keys.provenance(provenance.leadId), ...provenance }),
});

/** Replaces the provenance that was read; refused when somebody was quicker. */
export function putProvenance(before: StoredProvenance, after: Provenance): WriteItem {
  return provenances.put(before, { ...after, version: before.version + 1 });
}

export async function readProvenance(table: Table, leadId: LeadId): Promise<StoredProvenance> {
  return provenanceIn(await table.get(keys.provenance(leadId), { consistent: true }), leadId);
}

/** Reads the provenance of a lead from its item; undefined stands for none. @throws CorruptItemError */
export function provenanceIn(item: Item | undefined, leadId: LeadId): StoredProvenance {
  return item ? provenances.parse(item) : { leadId, version: 0, fields: {}, extra: {} };
}

/** Notes a pair, once, under the older lead (ids sort by time): both posts that find it name the same item. Refused when it is there. */
export function putMergeCandidate(candidate: MergeCandidate): WriteItem {
  const [older, newer] = inOrder(candidate.leadId, candidate.otherLeadId);
  return {
    Put: {
      Item: {
        ...keys.mergeCandidate(older, newer),
        ...indexKeys.candidate(older, newer, candidate.at),
        ...candidate,
        version: 1,
        leadId: older,
        otherLeadId: newer,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

export async function areMergeCandidates(table: Table, leadId: LeadId, otherLeadId: LeadId): Promise<boolean> {
  const [older, newer] = inOrder(leadId, otherLeadId);
  return (await table.get(keys.mergeCandidate(older, newer), { consistent: true })) !== undefined;
}

function inOrder(a: LeadId, b: LeadId): [LeadId, LeadId] {
  return a < b ? [a, b] : [b, a];
}

/** An entry never changes once it is there, so the dear read is needed only when the cheap one does not see it yet. */
export async function readTimelineEntry(table: Table, leadId: LeadId, at: string, entryId: EntryId): Promise<TimelineEntry | undefined> {
  const find = async (consistent: boolean) => {
    const items = await queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.timelineMoment(at)), ConsistentRead: consistent });
    return items.flatMap(parseTimelineEntries).find(({ id }) => id === entryId);
  };
  return (await find(false)) ?? (await find(true));
}

/** Which entries of a history are asked for. `before`: the place from which to go on, `at#place`, of an entry or as `next` names it. */
interface TimelinePage {
  readonly limit: number;
  readonly before?: string;
  readonly consistent?: boolean;
}

interface TimelinePart {
  readonly entries: StoredEntry[];
  /** Undefined where nothing is left. */
  readonly next: string | undefined;
}

/** Reads entries of a lead and its members, newest first, about as many items as asked for. */
export async function readTimeline(table: Table, lead: WholeLead, page: TimelinePage): Promise<TimelinePart> {
  const parts = await Promise.all(partitionsOf(lead).map((leadId) => timelineUnder(table, leadId, page)));
  if (parts.length === 1) return parts[0] ?? { entries: [], next: undefined };
  // Before the latest place at which a part was left, others may hold what is newer than what was read of it.
  const next = parts
    .flatMap((part) => part.next ?? [])
    .reduce<string | undefined>((one, other) => (one && one > other ? one : other), undefined);
  const placeOf = ({ at, place }: StoredEntry) => `${at}#${place}`;
  const entries = parts.flatMap((part) => part.entries).filter((entry) => next === undefined || placeOf(entry) >= next);
  return { entries: entries.sort((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1)), next };
}

async function timelineUnder(table: Table, leadId: LeadId, page: TimelinePage): Promise<TimelinePart> {
  const { before } = page;
  const { items, lastKey } = await table.query({
    ...beginningWith(keys.leadPk(leadId), keys.timelinePrefix),
    ScanIndexForward: false,
    ConsistentRead: page.consistent ?? false,
    Limit: page.limit,
    ...(before === undefined ? {} : { ExclusiveStartKey: { pk: keys.leadPk(leadId), sk: `${keys.timelinePrefix}${before}` } }),
  });
  const entries = items.flatMap((item) => parseTimelineEntries(item).toReversed());
  // Whoever goes on from within a change has had its later entries.
  const rest = before === undefined ? entries : entries.filter(({ at, place }) => `${at}#${place}` < before);
  return { entries: rest, next: lastKey && String(lastKey.sk).slice(keys.timelinePrefix.length) };
}
