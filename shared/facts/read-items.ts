import { calendarOf } from '../calendar/index.ts';
import { parseLoggedCall } from '../call-log/index.ts';
import { readCompany } from '../company/index.ts';
import { parseEngagements } from '../engagement/index.ts';
import { hasProfile, isProfileOf, parseLead, parseLeadPost, parseTimelineEntries, readItemsOfLead } from '../leads/index.ts';
import { parseOpportunity } from '../needs/index.ts';
import { type LeadId, PoolId, RepId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Item } from '../platform/table.ts';
import { parseProfile } from '../profiles/index.ts';
import type { ProjectParts } from '../projecting/index.ts';
import { parsePurchase } from '../purchases/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { parseTask } from '../tasks/index.ts';
import { linksIn, readBehaviour } from '../tracking/index.ts';
import type { Fact } from './fact.ts';
import type { PersonItems, RecordItems } from './person-items.ts';

export type FactParts = Pick<ProjectParts, 'table' | 'config' | 'clock'>;

/** A record as it stands, with all that lies under it, and how much was read of it (see `sumOf`). */
export interface ReadRecord extends RecordItems {
  readonly items: readonly Item[];
}

/** How often a record is read anew that is changed between its two items. */
const maxReads = 5;

/**
 * Reads a record and all that lies under it in one query, as it stands now; undefined where it is gone. `whole`: what the turn has read of it.
 * @throws CorruptItemError
 */
export async function readRecord(
  leadId: LeadId,
  { table }: Pick<FactParts, 'table'>,
  whole?: readonly Item[],
): Promise<ReadRecord | undefined> {
  let items = whole ?? (await readItemsOfLead(table, leadId));
  for (let reads = 1; reads < maxReads && isTorn(items); reads += 1) items = await readItemsOfLead(table, leadId);
  const own = items.find(({ sk }) => sk === keys.leadSk);
  return own && recordOf(own, items);
}

/** One query reads item by item: the profile may be that of a later change than the lead before it. */
function isTorn(items: readonly Item[]): boolean {
  const own = items.find(({ sk }) => sk === keys.leadSk);
  return own !== undefined && hasProfile(own) && !isProfileOf(own, profileAmong(items));
}

const profileAmong = (items: readonly Item[]) => items.find(({ sk }) => sk === keys.profileSk);

function recordOf(own: Item, items: readonly Item[]): ReadRecord {
  const under = (prefix: string) => items.filter(({ sk }) => String(sk).startsWith(prefix));
  const profile = profileAmong(items);
  const person = items.find(({ sk }) => sk === keys.personSk);
  return {
    lead: parseLead(own, isProfileOf(own, profile) ? profile : undefined),
    entries: under(keys.timelinePrefix).flatMap(parseTimelineEntries),
    posts: under(keys.leadPostPrefix).map(parseLeadPost),
    calls: under(keys.loggedCallPrefix).map(parseLoggedCall),
    tasks: under(keys.taskPrefix).map(parseTask),
    needs: under(keys.opportunityPrefix).map(parseOpportunity),
    orders: under(keys.purchasePrefix).map(parsePurchase),
    engagements: under(keys.engagementPrefix).map(parseEngagements),
    profile: person ? parseProfile(person) : null,
    items,
  };
}

/**
 * Counts how much was told of a record. It only grows while the record keeps its version: entries and posts are added, and what is replaced counts
 * its own version up. So of two readings of one version the one that counts more is the later one.
 */
export function sumOf(records: readonly ReadRecord[]): number {
  let sum = 0;
  for (const { items } of records) {
    for (const { sk, version } of items) {
      const kind = String(sk);
      if (kind.startsWith(keys.timelinePrefix) || kind.startsWith(keys.leadPostPrefix)) sum += 1;
      else if (counted.some((prefix) => kind.startsWith(prefix)) && typeof version === 'number') sum += version;
    }
  }
  return sum;
}

/** What stays as long as its record does, and counts its versions. */
const counted = [keys.engagementPrefix, keys.scoreSk, keys.opportunityPrefix, keys.purchasePrefix, keys.personSk];

/** Puts what was read of a person together with what lies elsewhere: visits of their devices, and hours by which reps work. */
export async function personItemsOf(records: readonly [ReadRecord, ...ReadRecord[]], parts: FactParts): Promise<PersonItems> {
  const [visits, hoursOf] = await Promise.all([visitsOf(records, parts), readHours(parts)]);
  return { records, visits, hoursOf };
}

const mostTopics = 8;

async function visitsOf(records: readonly [ReadRecord, ...ReadRecord[]], { table, clock }: FactParts): Promise<Fact['visits']> {
  const links = records.flatMap(({ items }) => linksIn(items));
  const [{ lead }] = records;
  const done = links.length === 0 ? null : await readBehaviour(table, lead, clock(), links);
  if (!done) return { count: 0, seconds: 0, topics: [] };
  const topics = Object.entries(done.totals.topics)
    .map(([topic, count]) => ({ topic, count }))
    .sort((one, other) => other.count - one.count || (one.topic < other.topic ? -1 : 1));
  return { count: done.visits, seconds: Math.round(done.totals.visibleMs / 1_000), topics: topics.slice(0, mostTopics) };
}

async function readHours({ config }: Pick<FactParts, 'config'>): Promise<PersonItems['hoursOf']> {
  const [pools, reps, company] = await Promise.all([config.current(poolKind), config.current(repKind), readCompany(config)]);
  return (repId, poolId) => {
    const rep = reps.documents.get(RepId.parse(repId));
    return rep ? calendarOf(company, rep, pools.documents.get(PoolId.parse(poolId))) : null;
  };
}

/** Returns the leads that were ever part of a record, or of which it was part, by its history. */
export function othersIn({ lead, entries }: Pick<RecordItems, 'lead' | 'entries'>): LeadId[] {
  const named = entries.flatMap(({ type, data }) =>
    (type === 'lead.merged' || type === 'lead.merge_undone') && typeof data.otherLeadId === 'string' ? [data.otherLeadId as LeadId] : [],
  );
  return [...new Set([...(lead.members ?? []), ...named])].filter((leadId) => leadId !== lead.leadId);
}
