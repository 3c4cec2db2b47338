import { z } from 'zod';
import { mayReadLead, type Principal, seesContactDetails } from '../access/index.ts';
import { fold, identifyingPhone, normaliseEmail, normalisePhones, readHolders } from '../identity/index.ts';
import { type Lead, readLeads, Stage, Temperature } from '../leads/index.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { type LeadId, LeadId as LeadIdSchema } from '../platform/ids.ts';
import { createdShards, type IndexName, indexAttributes, indexes, indexKeys, regionShards, shardNames } from '../platform/keys.ts';
import type { Log } from '../platform/logging.ts';
import type { Table } from '../platform/table.ts';
import { resolveProvince } from '../regions/index.ts';

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
  /** `nextCursor` of the page before: a place in the order, so that nothing is lost when the lead there is gone. */
  cursor: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9A-Za-z]{1,64}$/, 'give nextCursor of the page before, unchanged')
    .optional(),
});
export type ListLeadsQuery = z.infer<typeof ListLeadsQuery>;

export interface LeadPage {
  readonly leads: readonly Lead[];
  /** A page may be short or empty and still carry a cursor. */
  readonly nextCursor: string | null;
}

const rowsPerRequest = 5_000;

type Test = (lead: Lead) => boolean;

/** One sorted index, cut into shards that share their sort key: `createdAt#leadId`, newest first. */
interface Listing {
  readonly index: IndexName;
  readonly partitions: readonly string[];
}

export interface ListParts {
  readonly table: Table;
  readonly log: Log;
}

/** One malformed item must not hide all the others: it is left out of the page and told in the log. */
async function readable({ table, log }: ListParts, leadIds: readonly LeadId[]): Promise<Map<LeadId, Lead>> {
  return await readLeads(table, leadIds, { onMalformed: (error, key) => log.error('a lead is left out of a list', error, { key }) });
}

/** Lists the leads the caller may see, newest first; the most selective index drives and the rest filters. */
export async function listLeads({ table, log }: ListParts, principal: Principal, query: ListLeadsQuery): Promise<LeadPage> {
  refuseForbidden(principal, query);
  const contact = contactOf(query);
  const tests = [...testsOf(query), ...contactTests(contact)];
  const visible: Test = (lead) => mayReadLead(principal, lead) && tests.every((test) => test(lead));
  if (contact.email !== null || contact.mobile !== null) {
    return { leads: (await heldBy({ table, log }, contact)).filter(visible).slice(0, query.limit), nextCursor: null };
  }
  return walk({ table, log }, listingOf(principal, query), query, visible);
}

/** A filter answers as much as a field: who may not see how to reach a lead may not ask for one by it either. */
function refuseForbidden(principal: Principal, query: ListLeadsQuery): void {
  if (seesContactDetails(principal)) return;
  const asked = (['email', 'phone', 'q'] as const).filter((name) => query[name] !== undefined);
  if (asked.length === 0) return;
  throw new InvalidInputError(
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

/** The leads that the guards name, newest first: the address's one, or all that use the number. */
async function heldBy(parts: ListParts, { email, mobile }: Wanted): Promise<Lead[]> {
  const holders = await readHolders(parts.table, { email, phone: email === null ? mobile : null });
  const { byEmail, byPhone } = holders;
  const wanted = byEmail ? [byEmail] : byPhone ? [byPhone.leadId, ...byPhone.sharers.map(({ leadId }) => leadId)] : [];
  const leads = await readable(parts, wanted);
  return [...leads.values()].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

function listingOf(principal: Principal, query: ListLeadsQuery): Listing {
  const owner = principal.role === 'rep' ? principal.repId : query.owner;
  if (owner !== undefined) return { index: indexes.byOwner, partitions: [indexKeys.ownerPk(owner)] };
  const province = provinceOf(query.region);
  if (province)
    return { index: indexes.byRegion, partitions: shardNames(regionShards).map((shard) => indexKeys.regionPk(province, shard)) };
  return { index: indexes.byCreated, partitions: shardNames(createdShards).map(indexKeys.createdPk) };
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
  if (source !== undefined) tests.push((lead) => lead.source.utm.source === source || lead.source.formId === source);
  if (stage !== undefined) tests.push((lead) => lead.stage === stage);
  if (temperature !== undefined) tests.push((lead) => lead.temperature === temperature);
  if (q !== undefined) {
    const wanted = fold(q);
    tests.push((lead) => lead.nameKey.includes(wanted));
  }
  if (query.createdFrom !== undefined || query.createdTo !== undefined) {
    const from = Date.parse(query.createdFrom ?? '1970-01-01T00:00:00Z');
    const to = Date.parse(query.createdTo ?? '9999-12-31T00:00:00Z');
    if (from > to) throw new InvalidInputError('an empty span of time', [{ path: 'createdTo', message: 'must not be before createdFrom' }]);
    tests.push(({ createdAt }) => Date.parse(createdAt) >= from && Date.parse(createdAt) <= to);
  }
  return tests;
}

interface Row {
  readonly sk: string;
  readonly leadId: LeadId;
}

async function walk(parts: ListParts, listing: Listing, query: ListLeadsQuery, visible: Test): Promise<LeadPage> {
  const leads: Lead[] = [];
  // '~' sorts after every character of a time, so that nothing of the last millisecond is left out.
  let before = query.cursor ?? `${query.createdTo === undefined ? '9' : new Date(query.createdTo).toISOString()}~`;
  const after = query.createdFrom === undefined ? '0' : new Date(query.createdFrom).toISOString();
  // Forged or of another question; the service would refuse a span that ends before it begins.
  if (before < after) return { leads, nextCursor: null };
  const step = Math.min(100, query.limit * 2);
  for (let seen = 0; seen < rowsPerRequest; ) {
    const rows = await nextRows(parts.table, listing, { before, after, limit: step });
    const found = await readable(
      parts,
      rows.map(({ leadId }) => leadId),
    );
    for (const row of rows) {
      before = row.sk;
      seen += 1;
      const lead = found.get(row.leadId);
      if (lead && visible(lead)) leads.push(lead);
      if (leads.length >= query.limit) return { leads, nextCursor: before };
    }
    if (rows.length < step) return { leads, nextCursor: null };
  }
  return { leads, nextCursor: before };
}

/** The newest rows over all shards: each gives its newest, so the first `limit` of them together are the newest of all. */
async function nextRows(table: Table, listing: Listing, span: { before: string; after: string; limit: number }): Promise<Row[]> {
  const { pk, sk } = indexAttributes[listing.index];
  const pages = await Promise.all(
    listing.partitions.map((partition) =>
      table.query({
        IndexName: listing.index,
        KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :after AND :before',
        ExpressionAttributeNames: { '#pk': pk, '#sk': sk },
        ExpressionAttributeValues: { ':pk': partition, ':after': span.after, ':before': span.before },
        ScanIndexForward: false,
        Limit: span.limit + 1,
      }),
    ),
  );
  return pages
    .flatMap(({ items }) => items.map((item) => ({ sk: String(item[sk]), leadId: LeadIdSchema.parse(String(item[sk]).split('#')[1]) })))
    .filter((row) => row.sk < span.before)
    .sort((a, b) => (a.sk < b.sk ? 1 : -1))
    .slice(0, span.limit);
}
