import type { ListLeadsQuery } from '../../api/leads/list-leads.ts';
import { type Principal, scopeOf, seesContactDetails } from '../access/index.ts';
import { activityAt, type CardRow, readActivity } from '../cards/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { identifyingPhone, maxSharers, normaliseEmail, normalisePhones, readHolders } from '../identity/index.ts';
import { type Lead, phonesOf, readLeads, readScoredLeads, readUnmergedLeads } from '../leads/index.ts';
import { type Clock, secondsMs } from '../platform/clock.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import type { Digests } from '../platform/digests.ts';
import { BeyondRoleError, InvalidInputError } from '../platform/errors.ts';
import { fillPage } from '../platform/fill-page.ts';
import type { LeadId, SegmentId } from '../platform/ids.ts';
import { momentOfPlace } from '../platform/keys.ts';
import { likelyRows } from '../platform/likely-rows.ts';
import type { Log } from '../platform/logging.ts';
import type { Item, Table } from '../platform/table.ts';
import { type Question, questionIn } from '../search/index.ts';
import { membersAmong } from '../segments/index.ts';
import { fieldFilters } from './list-fields.ts';
import { cardTest, type Filter, filtersOf, isBoundWithinParts } from './list-filters.ts';
import { findingFilters, foundAmong, isFoundBeside } from './list-findings.ts';
import { peopleOf } from './list-people.ts';
import { activeIn, questionOf, refuseOtherOrder } from './list-query.ts';
import { rowsOf } from './list-rows.ts';
import { isBySegment, segmentOf } from './list-segment.ts';
import { nobodies } from './nobodies.ts';
import { leftOutTo, readable } from './readable.ts';
import { unmasked } from './unmasked.ts';

export interface LeadPage {
  readonly leads: readonly Lead[];
  /** The items of those scores that have been read with their leads; null where a lead has none. */
  readonly scores: ReadonlyMap<LeadId, Item | null>;
  /** Since when leads wait, where that is what the list is ordered by. */
  readonly waitingSince: ReadonlyMap<LeadId, string>;
  /** A page may be short or empty and still carry a cursor. */
  readonly nextCursor: string | null;
  /** How many were listed so far, on this page and those before it. */
  readonly listed: number;
}

export interface ListParts {
  readonly table: Table;
  readonly digests: Digests;
  readonly config: ConfigReader;
  readonly cursors: Cursors;
  readonly clock: Clock;
  readonly log: Log;
}

/** A request waits for the rows and leads of a list no longer; what is left is for the next page. */
const budgetMs = 8 * secondsMs;

/** Rows looked at for one answer, however few of them fit. */
export const rowsPerRequest = 5_000;
/** Leads read for one answer: what no card tells is looked for in so many of them. With so many rows they take 350 units at most. */
export const leadsPerRequest = 300;

/** As many leads are read one by one, with their scores, for half the units; more of them all at once, which takes less time. */
const leadsOfPage = 25;

/** Lists the leads the caller may see, in the order asked for: cards tell which may fit, and the leads themselves which do. */
export async function listLeads(parts: ListParts, principal: Principal, query: ListLeadsQuery): Promise<LeadPage> {
  refuseForbidden(principal, query);
  refuseOtherOrder(query);
  const asked: Asked = { userId: principal.userId, route: 'GET /v1/leads', query };
  const { before, listed } = query.cursor === undefined ? atBeginning : openPlace(parts.cursors.open(query.cursor, asked));
  const contact = contactOf(query);
  const active = activityTest(query);
  const segment = await segmentOf(query, parts.config);
  const own = [
    ...filtersOf(query),
    ...(await fieldFilters(query, principal, parts.config)),
    ...(await findingFilters(query, parts.config)),
  ];
  const filters = [...own, ...contactFilters(contact)];
  const question = questionOf(query);
  const named = await namedLeads(parts, principal, query, { contact, question });
  if (named !== null) {
    const members = new Set(await inSegment(parts, segment, named.map(leadIdOf)));
    // A guard names the lead of its address also when that has another one by now.
    const fits = named.filter((lead) => members.has(lead.leadId) && fitsAll(lead, isHeld(contact) ? own : filters));
    const fitting = await foundAmong(query, fits, parts);
    const seen = await unmaskedBy(parts, principal, { contact, question }, fitting);
    const { leads, next } = pageOf(await inOrder(parts, seen, query.sort, active), before, query.limit);
    const nextCursor = next === null ? null : parts.cursors.seal(sealPlace(next, listed + leads.length), asked);
    return { leads, scores: new Map(), waitingSince: new Map(), nextCursor, listed: listed + leads.length };
  }
  const isBySegmentRows = isBySegment(principal, query);
  const seesEachRow = isBySegmentRows ? scopeOf(principal, 'lead.read') === 'all' : segment === null && !isBoundWithinParts(principal);
  const isAll = filters.every(({ isUsual }) => isUsual) && (active === null || query.sort === 'activity') && seesEachRow;
  const likely = likelyRows(query.limit, rowsPerRequest);
  const rows = await rowsOf({ ...parts, onMalformed: leftOutTo(parts.log) }, principal, query, {
    before,
    rowsWanted: isAll ? query.limit : likely.left,
    segment,
  });
  const until = parts.clock().getTime() + budgetMs;
  // Of what no card tells, most leads are read in vain.
  const isByCards = isBySegmentRows ? isAll : filters.every(({ byCard }) => byCard !== null);
  const scores = new Map<LeadId, Item | null>();
  const readPage: typeof readUnmergedLeads = async (table, leadIds, options) => {
    if (!isByCards || leadIds.length > leadsOfPage) return readUnmergedLeads(table, leadIds, options);
    const found = await readScoredLeads(parts.table, leadIds, options);
    for (const [leadId, score] of found.scores) scores.set(leadId, score);
    return found.leads;
  };
  // An activity, and whether it is in a segment, are read beside the lead where its row does not tell.
  const besides = [active !== null && query.sort !== 'activity', segment !== null && !isBySegmentRows, isFoundBeside(query)];
  const readsOfLead = 1 + besides.filter(Boolean).length;
  const waitingSince = new Map<LeadId, string>();
  const fitsCard = cardTest(principal, filters);
  const { items: leads, next } = await fillPage(query.waiting ? notingMoments(rows, waitingSince) : rows, {
    limit: query.limit,
    most: { rows: rowsPerRequest, reads: Math.floor(leadsPerRequest / readsOfLead) },
    idOf: ({ leadId }) => leadId,
    mayFit: ({ card }) => {
      const fits = fitsCard(card);
      likely.note(fits);
      return fits;
    },
    // The order by activity holds nothing but what was active in time.
    lookUp: async (fitting) => {
      const leadIds = fitting.map(({ leadId }) => leadId);
      const members = isBySegmentRows ? leadIds : await inSegment(parts, segment, leadIds);
      const wanted = active === null || query.sort === 'activity' ? members : await activeAmong(parts, members, active);
      const fits = [...(await readable(parts, principal, wanted, readPage)).values()].filter((lead) => fitsAll(lead, filters));
      const found = await foundAmong(query, fits, parts);
      const seen = await unmaskedBy(parts, principal, { contact, question }, found);
      return new Map(seen.map((lead) => [lead.leadId, lead]));
    },
    isLate: () => parts.clock().getTime() >= until,
  });
  const listedNow = listed + leads.length;
  const nextCursor = next === null ? null : parts.cursors.seal(sealPlace(next, listedNow), asked);
  return { leads, scores, waitingSince, nextCursor, listed: listedNow };
}

/** Where a page goes on, and how many were listed before it. */
interface Begin {
  readonly before: string | null;
  readonly listed: number;
}

const atBeginning: Begin = { before: null, listed: 0 };
const sealPlace = (place: string, listed: number): string => `${listed}!${place}`;

/** A cursor of a version that counted nothing is a place alone. */
function openPlace(sealed: string): Begin {
  const [, listed = '0', before = sealed] = /^(\d+)!(.*)$/s.exec(sealed) ?? [];
  return { before, listed: Number(listed) };
}

/** Passes rows on and notes the moment that stands at the place of each. */
async function* notingMoments(rows: AsyncIterable<CardRow>, moments: Map<LeadId, string>): AsyncGenerator<CardRow> {
  for await (const row of rows) {
    moments.set(row.leadId, momentOfPlace(row.place));
    yield row;
  }
}

/** Those of the leads that are in the segment; all of them where a list asks for none. */
async function inSegment({ table, log }: ListParts, segment: SegmentId | null, leadIds: readonly LeadId[]): Promise<readonly LeadId[]> {
  return segment === null ? leadIds : membersAmong(table, segment, leadIds, leftOutTo(log));
}

const leadIdOf = ({ leadId }: Lead): LeadId => leadId;
const fitsAll = (lead: Lead, filters: readonly Filter[]): boolean => filters.every(({ byLead }) => byLead(lead));

type ActivityTest = (activeAt: string) => boolean;

/** Null where a list asks nothing of activity. */
function activityTest(query: ListLeadsQuery): ActivityTest | null {
  const { from, to } = activeIn(query);
  if (from === null && to === null) return null;
  return (activeAt) => activeAt >= (from?.toISOString() ?? '') && activeAt <= (to?.toISOString() ?? '~');
}

/** When something happened to leads last. */
function activityOf({ table, log }: ListParts, leadIds: readonly LeadId[]): Promise<ReadonlyMap<LeadId, string>> {
  return readActivity(table, leadIds, (error, key) => log.error('a card is left out of a list', error, { key }));
}

async function activeAmong(parts: ListParts, leadIds: readonly LeadId[], isActive: ActivityTest): Promise<LeadId[]> {
  const activity = await activityOf(parts, leadIds);
  return leadIds.filter((leadId) => isActive(activity.get(leadId) ?? ''));
}

/** A lead, and where it stands in the order of a list. */
interface PlacedLead {
  readonly lead: Lead;
  readonly place: string;
}

/** Those of a handful of leads that were active in time, newest or latest first. */
async function inOrder(
  parts: ListParts,
  leads: readonly Lead[],
  sort: ListLeadsQuery['sort'],
  isActive: ActivityTest | null,
): Promise<readonly PlacedLead[]> {
  const isAsked = sort === 'activity' || isActive !== null;
  const activity = isAsked ? await activityOf(parts, leads.map(leadIdOf)) : new Map<LeadId, string>();
  // A lead has a card a moment after it is made.
  const activeAt = ({ leadId, createdAt }: Lead) => activity.get(leadId) ?? activityAt(createdAt);
  return leads
    .filter((lead) => isActive === null || isActive(activeAt(lead)))
    .map((lead) => ({ lead, place: `${sort === 'activity' ? activeAt(lead) : lead.createdAt}#${lead.leadId}` }))
    .sort((one, other) => (one.place < other.place ? 1 : -1));
}

/** A page of leads that are all known. @param before the place where the page before ended */
function pageOf(
  all: readonly PlacedLead[],
  before: string | null,
  limit: number,
): { readonly leads: Lead[]; readonly next: string | null } {
  const left = all.filter(({ place }) => before === null || place < before);
  const page = left.slice(0, limit);
  return { leads: page.map(({ lead }) => lead), next: left.length > limit ? (page.at(-1)?.place ?? null) : null };
}

/** Those whom a list names, by an address, a number or what somebody typed; null where it names nobody, or has to look for them among all. */
async function namedLeads(
  parts: ListParts,
  principal: Principal,
  query: ListLeadsQuery,
  { contact, question }: { readonly contact: Wanted; readonly question: Question | null },
): Promise<readonly Lead[] | null> {
  if (isHeld(contact)) return heldBy(parts, principal, contact);
  // A number that identifies nobody is looked for by its digits.
  const sought = question ?? (contact.phone === null ? null : questionIn(contact.phone));
  const people = sought && (await peopleOf(parts, principal, query, sought));
  return people && [...(await readable(parts, principal, people, readUnmergedLeads)).values()];
}

/** A whole number or address tells as much of who has it as its end or start does: by what is masked only those find somebody who have asked for it. */
async function unmaskedBy(
  parts: ListParts,
  principal: Principal,
  { contact: { email, phone }, question }: { readonly contact: Wanted; readonly question: Question | null },
  leads: readonly Lead[],
): Promise<readonly Lead[]> {
  const asked = [question?.kind, phone === null ? undefined : 'number', email === null ? undefined : 'address'] as const;
  let seen = leads;
  for (const kind of asked) if (kind !== undefined) seen = await unmasked(parts, principal, kind, seen);
  return seen;
}

/** Refuses what a list cannot be asked for, by whoever asks. @throws BeyondRoleError; InvalidInputError */
export function checkWho(query: ListLeadsQuery, principal: Principal): void {
  refuseForbidden(principal, query);
  contactOf(query);
}

/** A filter answers as much as a field: who may not see how to reach a lead may not ask for one by it either. */
function refuseForbidden(principal: Principal, query: ListLeadsQuery): void {
  if (seesContactDetails(principal)) return;
  const asked = (['email', 'phone', 'q', 'finding'] as const).filter((name) => query[name] !== undefined);
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

/** Whether guards tell who is asked for. */
const isHeld = ({ email, mobile }: Wanted): boolean => email !== null || mobile !== null;

function contactOf(query: ListLeadsQuery): Wanted {
  const email = query.email === undefined ? null : normaliseEmail(query.email);
  if (email && !email.ok) throw new InvalidInputError('no such address', [{ path: 'email', message: 'give one whole e-mail address' }]);
  const phone = query.phone === undefined ? null : normalisePhones(query.phone).primary;
  if (query.phone !== undefined && !phone?.e164) {
    throw new InvalidInputError('no such number', [{ path: 'phone', message: 'give one valid phone number, e.g. 0912345678' }]);
  }
  return { email: email?.email ?? null, mobile: identifyingPhone(phone), phone: phone?.e164 ?? null };
}

/** No card tells how a person is reached. */
function contactFilters({ email, phone }: Wanted): Filter[] {
  const filters: Filter[] = [];
  if (email !== null) filters.push({ byCard: null, byLead: (lead) => lead.email === email });
  if (phone !== null) {
    filters.push({ byCard: null, byLead: (lead) => phonesOf(lead).some(({ e164 }) => e164 === phone) });
  }
  return filters;
}

/**
 * The leads that the guards name, newest first: the address's one, or all that use the number. For whoever does not see every lead, what
 * nobody holds costs the same reads as a lead out of sight: else the time of an empty answer would say that the company knows the person.
 */
async function heldBy(parts: ListParts, principal: Principal, wanted: Wanted): Promise<Lead[]> {
  const { email, mobile } = wanted;
  const { byEmail, byPhone } = await readHolders(parts, { email, phone: email === null ? mobile : null });
  const holders = byEmail ? [byEmail.leadId] : byPhone ? [byPhone.leadId, ...byPhone.sharers.map(({ leadId }) => leadId)] : [];
  const mostHolders = email === null ? 1 + maxSharers : 1;
  const others = principal.role === 'admin' ? [] : nobodies(mostHolders - holders.length);
  const leads = await readable(parts, principal, [...holders, ...others], readLeads);
  // A guard names the lead of its address for ever, also when that lead was merged into one with another address.
  const held = [...leads].filter(([named, lead]) => named !== lead.leadId || fitsAll(lead, contactFilters(wanted)));
  return [...new Map(held.map(([, lead]) => [lead.leadId, lead])).values()].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}
