import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { type Key, keys, partitionId } from '../platform/keys.ts';
import { type Item, queryAll, type Table } from '../platform/table.ts';
import { hasProfile, isProfileOf, parseLead } from './lead-parts.ts';
import { type Lead, maxMembers } from './record.ts';

interface ReadOptions {
  readonly consistent?: boolean;
}

interface ReadManyOptions extends ReadOptions {
  /** Takes what is no lead, which else is thrown. */
  readonly onMalformed?: (error: CorruptItemError, key: string) => void;
}

/** A lead of a lead of a lead: one with all its members in a row. */
const maxMerges = maxMembers;

/**
 * Reads the lead that an id stands for: itself, or the one that it was merged into, however often. Messages, tokens, guards and links
 * keep the id that they were made with. @throws CorruptItemError for what is no lead, and for merges that go round in a circle
 */
export async function readLead(table: Pick<Table, 'get'>, leadId: LeadId, options: ReadOptions = {}): Promise<Lead | undefined> {
  return follow(leadId, (id) => readLeadItself(table, id, options));
}

/** Reads the record under an id, also one that was merged into another: for whoever keeps what hangs on that very record. */
export async function readLeadItself(table: Pick<Table, 'get'>, leadId: LeadId, options: ReadOptions = {}): Promise<Lead | undefined> {
  const item = await table.get(keys.lead(leadId), options);
  return item && parseWhole(item, async (key, isStrong) => table.get(key, isStrong ? { consistent: true } : options));
}

/** Reads all that lies under a lead as it stands now, by one query: in the order of its sort keys, so that what comes behind is never older. */
export function readItemsOfLead(table: Pick<Table, 'query'>, leadId: LeadId): Promise<Item[]> {
  return queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.leadPk(leadId) },
    ConsistentRead: true,
  });
}

/**
 * Returns the lead among items that were read of it, and reads it again where it was changed between its two items; undefined where it is gone.
 * @throws CorruptItemError
 */
export async function leadAmong(table: Pick<Table, 'get'>, items: readonly Item[]): Promise<Lead | undefined> {
  const own = items.find(({ sk }) => sk === keys.leadSk);
  if (!own) return undefined;
  const profile = items.find(({ sk }) => sk === keys.profileSk);
  if (!hasProfile(own) || isProfileOf(own, profile)) return parseLead(own, profile);
  return parseWhole(own, (key) => table.get(key, { consistent: true }));
}

/**
 * Reads a lead, as `readLead` does, together with other items in one call. `beside`: their keys, of the lead that is asked for or of the
 * one that it was merged into.
 */
export async function readLeadBeside(
  table: Pick<Table, 'batchGet'>,
  leadId: LeadId,
  beside: (leadId: LeadId) => readonly Key[],
  options: ReadOptions = {},
): Promise<{ readonly lead: Lead; readonly items: readonly Item[] } | undefined> {
  let items: readonly Item[] = [];
  const lead = await follow(leadId, async (id) => {
    const found = await table.batchGet([keys.lead(id), ...beside(id)], options);
    const own = found.find(({ pk, sk }) => pk === keys.lead(id).pk && sk === keys.lead(id).sk);
    items = found.filter((item) => item !== own);
    return own && parseWhole(own, oneOf(table, options));
  });
  return lead && { lead, items };
}

/** Reads the leads that ids stand for, by the ids asked for: two may stand for one lead. Those that do not exist are left out. */
export async function readLeads(
  table: Pick<Table, 'batchGet'>,
  leadIds: readonly LeadId[],
  { onMalformed, ...options }: ReadManyOptions = {},
): Promise<Map<LeadId, Lead>> {
  const known = new Map<LeadId, Lead>();
  let wanted = new Set(leadIds);
  for (let merges = 0; wanted.size > 0 && merges <= maxMerges; merges += 1) {
    const found = await readLeadsThemselves(table, [...wanted], { ...options, ...(onMalformed ? { onMalformed } : {}) });
    for (const [leadId, lead] of found) known.set(leadId, lead);
    wanted = new Set([...found.values()].flatMap(({ mergedInto }) => (mergedInto === null || known.has(mergedInto) ? [] : [mergedInto])));
  }
  const leads = new Map<LeadId, Lead>();
  for (const leadId of new Set(leadIds)) {
    const lead = await orMalformed(keys.lead(leadId).pk, () => follow(leadId, (id) => known.get(id)), onMalformed);
    if (lead) leads.set(leadId, lead);
  }
  return leads;
}

/** Reads the leads of a list: what was merged into another is listed as that one alone. */
export async function readUnmergedLeads(
  table: Pick<Table, 'batchGet'>,
  leadIds: readonly LeadId[],
  options: ReadManyOptions = {},
): Promise<Map<LeadId, Lead>> {
  return unmerged(await readLeadsThemselves(table, leadIds, options));
}

const unmerged = (leads: ReadonlyMap<LeadId, Lead>) => new Map([...leads].filter(([, { mergedInto }]) => mergedInto === null));

/** Leads, and the items of their scores; null where a lead has none. */
export interface ScoredLeads {
  readonly leads: Map<LeadId, Lead>;
  readonly scores: ReadonlyMap<LeadId, Item | null>;
}

/** More at a time would only open connections that nobody needs afterwards. */
const queriesAtOnce = 8;

/**
 * Reads the leads of a list, as `readUnmergedLeads` does, with their scores: one query a lead, which costs as much as the lead alone. For
 * a page of them; many leads take less time by `readUnmergedLeads`.
 */
export async function readScoredLeads(
  table: Pick<Table, 'batchGet' | 'query'>,
  leadIds: readonly LeadId[],
  { onMalformed, ...options }: ReadManyOptions = {},
): Promise<ScoredLeads> {
  const pairs = await inTurns([...new Set(leadIds)], queriesAtOnce, (leadId) => leadAndScore(table, leadId, options));
  const items = pairs.flatMap(({ lead }) => (lead ? [lead] : []));
  const leads = await leadsOf(table, items, { ...options, ...(onMalformed ? { onMalformed } : {}) });
  return { leads: unmerged(leads), scores: new Map(pairs.map(({ leadId, score }) => [leadId, score ?? null])) };
}

/** Reads a lead, as `readLead` does, with the item of its score, at the price of the lead. */
export async function readScoredLead(
  table: Pick<Table, 'batchGet' | 'query'>,
  leadId: LeadId,
  options: ReadOptions = {},
): Promise<{ readonly lead: Lead; readonly score: Item | undefined } | undefined> {
  let score: Item | undefined;
  const lead = await follow(leadId, async (id) => {
    const found = await leadAndScore(table, id, options);
    score = found.score;
    return found.lead && parseWhole(found.lead, oneOf(table, options));
  });
  return lead && { lead, score };
}

async function leadAndScore(table: Pick<Table, 'query'>, leadId: LeadId, { consistent = false }: ReadOptions) {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :lead AND :score',
    ExpressionAttributeValues: { ':pk': keys.leadPk(leadId), ':lead': keys.leadSk, ':score': keys.scoreSk },
    ConsistentRead: consistent,
  });
  const under = (wanted: string) => items.find(({ sk }) => sk === wanted);
  return { leadId, lead: under(keys.leadSk), score: under(keys.scoreSk) };
}

/** A person by their record, with all that became part of it, or by an id: that record alone. */
export type WholeLead = Pick<Lead, 'leadId' | 'members'> | LeadId;

/** The ids under which items of a lead lie: whoever reads all that happened to it reads each. */
export function partitionsOf(lead: WholeLead): readonly LeadId[] {
  return typeof lead === 'string' ? [lead] : [lead.leadId, ...(lead.members ?? [])];
}

async function readLeadsThemselves(
  table: Pick<Table, 'batchGet'>,
  leadIds: readonly LeadId[],
  { onMalformed, ...options }: ReadManyOptions,
): Promise<Map<LeadId, Lead>> {
  const wanted = [...new Set(leadIds)].map((leadId) => keys.lead(leadId));
  return leadsOf(table, await table.batchGet(wanted, options), { ...options, ...(onMalformed ? { onMalformed } : {}) });
}

/** Makes leads of their items, with the profiles that they name. */
async function leadsOf(
  table: Pick<Table, 'batchGet'>,
  items: readonly Item[],
  { onMalformed, ...options }: ReadManyOptions,
): Promise<Map<LeadId, Lead>> {
  const leads = new Map<LeadId, Lead>();
  const profiles = await readProfiles(table, items, options);
  for (const item of items) {
    const profile = profiles.get(String(item.pk));
    const read: ReadOne = (key, isStrong) => (isStrong ? oneOf(table, options)(key, isStrong) : Promise.resolve(profile));
    const lead = await orMalformed(String(item.pk), () => parseWhole(item, read), onMalformed);
    if (lead) leads.set(lead.leadId, lead);
  }
  return leads;
}

/** The profiles that leads name, by their partitions; nothing is read where none does. */
async function readProfiles(table: Pick<Table, 'batchGet'>, items: readonly Item[], options: ReadOptions): Promise<Map<string, Item>> {
  const named = items.filter(hasProfile).map((item) => keys.profile(leadIdIn(item)));
  const found = named.length === 0 ? [] : await table.batchGet(named, options);
  return new Map(found.map((profile) => [String(profile.pk), profile]));
}

/** Reads an item that belongs to a lead; strongly when what was read did not fit together. */
type ReadOne = (key: Key, isStrong: boolean) => Promise<Item | undefined>;

const oneOf =
  (table: Pick<Table, 'batchGet'>, options: ReadOptions): ReadOne =>
  async (key, isStrong) =>
    (await table.batchGet([key], isStrong ? { consistent: true } : options))[0];

/** How often a lead is read anew whose changes come between the reads of its two items. */
const maxReads = 5;

/** Makes a lead of its item and the profile that it names; undefined when it goes meanwhile. @throws CorruptItemError */
async function parseWhole(item: Item, read: ReadOne): Promise<Lead | undefined> {
  const leadId = leadIdIn(item);
  let own: Item | undefined = item;
  for (let round = 1; own && hasProfile(own); round += 1) {
    const profile = await read(keys.profile(leadId), round > 1);
    if (isProfileOf(own, profile) || round === maxReads) return parseLead(own, profile);
    own = await read(keys.lead(leadId), true);
  }
  return own && parseLead(own);
}

const leadIdIn = (item: Item): LeadId => LeadId.parse(partitionId(item));

async function follow(leadId: LeadId, read: (leadId: LeadId) => Promise<Lead | undefined> | Lead | undefined): Promise<Lead | undefined> {
  let lead = await read(leadId);
  for (let merges = 0; lead && lead.mergedInto !== null; merges += 1) {
    if (merges === maxMerges) throw new CorruptItemError('the merges of a lead go round in a circle, or further than any person goes');
    lead = await read(lead.mergedInto);
  }
  return lead;
}

async function orMalformed<Result>(
  key: string,
  read: () => Promise<Result>,
  onMalformed: ReadManyOptions['onMalformed'],
): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!onMalformed || !(error instanceof CorruptItemError)) throw error;
    onMalformed(error, key);
    return undefined;
  }
}
