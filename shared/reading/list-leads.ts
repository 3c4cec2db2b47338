import { z } from 'zod';
import { mayReadLead, type Principal, seesContactDetails } from '../access/index.ts';
import { fold, identifyingPhone, maxSharers, normaliseEmail, normalisePhones, readHolders } from '../identity/index.ts';
import { allLeads, type Lead, type LeadPlace, readLeads, Stage, Temperature, walkNewest } from '../leads/index.ts';
import { type Asked, type Cursors, CursorText } from '../platform/cursor.ts';
import type { Digests } from '../platform/digests.ts';
import { BeyondRoleError, InvalidInputError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { indexes, indexKeys, regionShards, shardNames } from '../platform/keys.ts';
import type { Log } from '../platform/logging.ts';
import type { Table } from '../platform/table.ts';
import type { Listing, PlaceSpan } from '../platform/walk-index.ts';
import { resolveProvince } from '../regions/index.ts';
import { seatedAt } from '../seats/index.ts';
import { seatsOfCaller } from './seats-of-caller.ts';

const macroRegionNames = ['north', 'central', 'south'] as const;

/** Query parameters of `GET /v1/leads`; all combine. */
export const ListLeadsQuery = z.strictObject({
  email: z.string().max(320).optional(),
  phone: z.string().max(64).optional(),
  /** Name in any spelling, with or without accents. */
  q: z.string().min(2).max(100).optional(),
  owner: z.string().max(64).optional(),
  /** Province code, name or slug, or north, central, south. */
  region: z.string().max(64).optional(),
  product: z.string().max(200).optional(),
  campaign: z.string().max(200).optional(),
  source: z.string().max(200).optional(),
  stage: Stage.optional(),
  temperature: Temperature.optional(),
  createdFrom: z.iso.datetime().optional(),
  createdTo: z.iso.datetime().optional(),
  sort: z.literal('created').default('created'),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: CursorText.optional(),
});
export type ListLeadsQuery = z.infer<typeof ListLeadsQuery>;

export interface LeadPage {
  readonly leads: readonly Lead[];
  /** A page may be short or empty and still carry a cursor. */
  readonly nextCursor: string | null;
}

type Test = (lead: Lead) => boolean;

export interface ListParts {
  readonly table: Table;
  readonly digests: Digests;
  readonly cursors: Cursors;
  readonly log: Log;
}

/**
 * Those of the leads that are there and that the caller may read. One malformed item must not hide all the others: it is left out of the
 * page and told in the log.
 */
async function readable({ table, log }: ListParts, principal: Principal, leadIds: readonly LeadId[]): Promise<Map<LeadId, Lead>> {
  const leads = await readLeads(table, leadIds, { onMalformed: (error, key) => log.error('a lead is left out of a list', error, { key }) });
  const seats = await seatsOfCaller(table, principal, [...leads.values()]);
  return new Map([...leads].filter(([leadId, lead]) => mayReadLead(principal, lead, seats.has(leadId))));
}

/** Lists the leads the caller may see, newest first; the most selective index drives and the rest filters. */
export async function listLeads(parts: ListParts, principal: Principal, query: ListLeadsQuery): Promise<LeadPage> {
  refuseForbidden(principal, query);
  const asked: Asked = { userId: principal.userId, route: 'GET /v1/leads', query };
  const before = query.cursor === undefined ? null : parts.cursors.open(query.cursor, asked);
  const contact = contactOf(query);
  const tests = [...testsOf(query), ...contactTests(contact)];
  const fits: Test = (lead) => tests.every((test) => test(lead));
  if (contact.email !== null || contact.mobile !== null) {
    return { leads: (await heldBy(parts, principal, contact)).filter(fits).slice(0, query.limit), nextCursor: null };
  }
  const { leads, next } = await walk(parts, principal, listingOf(principal, query), { ...query, before }, tests.length > 0, fits);
  return { leads, nextCursor: next === null ? null : parts.cursors.seal(next, asked) };
}

/** A filter answers as much as a field: who may not see how to reach a lead may not ask for one by it either. */
function refuseForbidden(principal: Principal, query: ListLeadsQuery): void {
  if (seesContactDetails(principal)) return;
  const asked = (['email', 'phone', 'q'] as const).filter((name) => query[name] !== undefined);
  if (asked.length === 0) return;
  throw new BeyondRoleError(
    'this role does not see contact details',
    asked.map((path) => ({ path, message: 'leave it out: your role does not see contact details' })),
  );
}

/** The person asked for. `mobile` identifies; any other number only filters. */
interface Wanted {
  readonly email: string | null;
  readonly mobile: string | null;
  readonly phone: string | null;
}

function contactOf(query: ListLeadsQuery): Wanted {
  const email = query.email === undefined ? null : normaliseEmail(query.email);
  if (email && !email.ok) throw new InvalidInputError('no such address', [{ path: 'email', message: 'give one whole e-mail address' }]);
  const phone = query.phone === undefined ? null : normalisePhones(query.phone).primary;
  if (query.phone !== undefined && !phone?.e164) {
    throw new InvalidInputError('no such number', [{ path: 'phone', message: 'give one valid phone number, e.g. 0912345678' }]);
  }
  return { email: email?.email ?? null, mobile: identifyingPhone(phone), phone: phone?.e164 ?? null };
}

function contactTests({ email, phone }: Wanted): Test[] {
  const tests: Test[] = [];
  if (email !== null) tests.push((lead) => lead.email === email);
  if (phone !== null) tests.push((lead) => [lead.phone, ...lead.extraPhones].some((known) => known?.e164 === phone));
  return tests;
}

/**
 * The leads that the guards name, newest first: the address's one, or all that use the number. For whoever does not see every lead, what
 * nobody holds costs the same reads as a lead out of sight: else the time of an empty answer would say that the company knows the person.
 */
async function heldBy(parts: ListParts, principal: Principal, { email, mobile }: Wanted): Promise<Lead[]> {
  const { byEmail, byPhone } = await readHolders(parts, { email, phone: email === null ? mobile : null });
  const holders = byEmail ? [byEmail] : byPhone ? [byPhone.leadId, ...byPhone.sharers.map(({ leadId }) => leadId)] : [];
  const mostHolders = email === null ? 1 + maxSharers : 1;
  const others = principal.role === 'admin' ? [] : nobodies.slice(0, Math.max(0, mostHolders - holders.length));
  const candidates = [...holders, ...others];
  // A rep's seats are read in place of the leads: whoever owns nothing of them costs no more than who does not exist.
  const seats = principal.role === 'rep' ? await seatedAt(parts.table, principal.repId, candidates, { consistent: false }) : null;
  const leads = await readable(parts, principal, seats ? [...seats] : candidates);
  return [...leads.values()].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

/** Ids that no lead has: an id is made of letters and digits. */
const nobodies: readonly LeadId[] = Array.from({ length: 1 + maxSharers }, (_, index) => LeadId.parse(`nobody-${index}`));

function listingOf(principal: Principal, query: ListLeadsQuery): Listing {
  const owner = principal.role === 'rep' ? principal.repId : query.owner;
  if (owner !== undefined) return { index: indexes.byOwner, partitions: [indexKeys.ownerPk(owner)] };
  const province = provinceOf(query.region);
  if (province)
    return { index: indexes.byRegion, partitions: shardNames(regionShards).map((shard) => indexKeys.regionPk(province, shard)) };
  return allLeads;
}

function isMacroRegion(region: string): region is (typeof macroRegionNames)[number] {
  return macroRegionNames.some((name) => name === region);
}

function provinceOf(region: string | undefined): string | null {
  if (region === undefined || isMacroRegion(region)) return null;
  const province = resolveProvince(region)?.provinceCode;
  if (!province)
    throw new InvalidInputError('no such region', [
      { path: 'region', message: 'give a province code, name or slug, or north, central or south' },
    ]);
  return province;
}

function testsOf(query: ListLeadsQuery): Test[] {
  const tests: Test[] = [];
  const { owner, region, product, campaign, source, stage, temperature, q } = query;
  if (owner !== undefined) tests.push((lead) => lead.owner?.repId === owner);
  const province = provinceOf(region);
  if (province) tests.push((lead) => lead.region.provinceCode === province);
  else if (region !== undefined) tests.push((lead) => lead.region.macroRegion === region);
  if (product !== undefined) tests.push((lead) => lead.products.includes(product));
  if (campaign !== undefined) tests.push((lead) => lead.source.utm.campaign === campaign);
  if (source !== undefined) tests.push((lead) => lead.source.utm.source === source || lead.source.sourceId === source);
  if (stage !== undefined) tests.push((lead) => lead.stage === stage);
  if (temperature !== undefined) tests.push((lead) => lead.evidence.temperature === temperature);
  if (q !== undefined) {
    const wanted = fold(q);
    // The key leaves out words of address, which people may look for as they were typed.
    tests.push(({ nameKey, fullName }) => nameKey.includes(wanted) || fold(fullName ?? '').includes(wanted));
  }
  if (query.createdFrom !== undefined || query.createdTo !== undefined) {
    const from = Date.parse(query.createdFrom ?? '1970-01-01T00:00:00Z');
    const to = Date.parse(query.createdTo ?? '9999-12-31T00:00:00Z');
    if (from > to) throw new InvalidInputError('an empty span of time', [{ path: 'createdTo', message: 'must not be before createdFrom' }]);
    tests.push(({ createdAt }) => Date.parse(createdAt) >= from && Date.parse(createdAt) <= to);
  }
  return tests;
}

/** Leads looked at for one answer, however few of them fit: some twenty reads of a hundred leads, well within the time of a request. */
export const rowsPerRequest = 2_000;

/** The most leads that one batch reads. */
const rowsPerRead = 100;

/**
 * Goes through a listing until the page is full or enough was looked at. The first read is as large as the page, which is all that a
 * list without filters needs; whoever filters gets the largest reads there are, so a small page costs no more calls than a large one.
 */
async function walk(
  parts: ListParts,
  principal: Principal,
  listing: Listing,
  query: ListLeadsQuery & Pick<PlaceSpan, 'before'>,
  hasFilters: boolean,
  fits: Test,
): Promise<Pick<LeadPage, 'leads'> & { readonly next: string | null }> {
  const leads: Lead[] = [];
  const span = { from: dateOf(query.createdFrom), to: dateOf(query.createdTo), before: query.before };
  const rows = walkNewest(parts.table, listing, span, hasFilters ? rowsPerRequest : query.limit);
  let next: string | null = null;
  for (let seen = 0; seen < rowsPerRequest; ) {
    const { taken, isEnd } = await take(rows, Math.min(seen === 0 ? query.limit : rowsPerRead, rowsPerRequest - seen));
    const found = await readable(
      parts,
      principal,
      taken.map(({ leadId }) => leadId),
    );
    for (const { leadId, place } of taken) {
      next = place;
      const lead = found.get(leadId);
      if (lead && fits(lead)) leads.push(lead);
      if (leads.length >= query.limit) return { leads, next };
    }
    if (isEnd) return { leads, next: null };
    seen += taken.length;
  }
  return { leads, next };
}

async function take(rows: AsyncIterator<LeadPlace>, count: number): Promise<{ taken: LeadPlace[]; isEnd: boolean }> {
  const taken: LeadPlace[] = [];
  while (taken.length < count) {
    const next = await rows.next();
    if (next.done) return { taken, isEnd: true };
    taken.push(next.value);
  }
  return { taken, isEnd: false };
}

const dateOf = (moment: string | undefined): Date | null => (moment === undefined ? null : new Date(moment));
