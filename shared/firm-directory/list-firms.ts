import type { ListCompaniesQuery } from '../../api/companies/list-companies.ts';
import type { ListCompanyPeopleQuery } from '../../api/companies/list-company-people.ts';
import { type Principal, scopeOf } from '../access/index.ts';
import { type Firm, firmIdsOf, readFirmHolders, readFirms, readTaxCode, registeredBy } from '../firms/index.ts';
import { type Lead, readUnmergedLeads } from '../leads/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import type { Digests } from '../platform/digests.ts';
import { fillPage } from '../platform/fill-page.ts';
import { CompanyId, LeadId } from '../platform/ids.ts';
import { type CardRegion, cardRegions, idAtPlace, indexes, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';
import { macroRegion } from '../regions/index.ts';
import { byActivity } from '../seats/index.ts';
import { findFirm, firstPermitted, isTheirs, peopleOf, permittedPeople } from './find-firm.ts';

export interface FirmListParts {
  readonly table: Table;
  readonly digests: Digests;
  readonly cursors: Cursors;
}

export interface FirmPage {
  readonly firms: readonly Firm[];
  readonly nextCursor: string | null;
}

/** Rows looked at, and firms or leads read, for one answer. */
const most = { rows: 2_000, reads: 300 } as const;
/** Firms whose people a list looks at, at the same time. */
const firmsAtOnce = 10;

/** Lists the firms that the caller may see: of a rep by the own leads, the latest active first, else the latest known first. */
export async function listFirms(parts: FirmListParts, principal: Principal, query: ListCompaniesQuery): Promise<FirmPage> {
  if (query.taxCode !== undefined || query.domain !== undefined) return named(parts, principal, query);
  const { table, cursors } = parts;
  const asked: Asked = { userId: principal.userId, route: 'GET /v1/companies', query };
  const before = query.cursor === undefined ? null : cursors.open(query.cursor, asked);
  const span = { from: null, to: null, before };
  const wish = { limit: query.limit, most };
  const { items, next } =
    principal.role === 'rep'
      ? await fillPage(walkIndexRows(table, byActivity([indexKeys.seatPartition(principal.repId)]), span, query.limit), {
          ...wish,
          idOf: ({ id }) => id,
          mayFit: () => true,
          lookUp: (rows) =>
            firmsOfSeats(
              table,
              principal,
              rows.map(({ id }) => LeadId.parse(id)),
            ),
        })
      : await fillPage(walkIndexRows(table, { index: indexes.gsi1, partitions: partitionsOf(principal) }, span, query.limit), {
          ...wish,
          idOf: ({ place }) => firmAt(place),
          // A firm has a row for each of its people, one behind the other: the last page may have ended among them.
          mayFit: ({ place }) => firmAt(place) !== (before === null ? null : firmAt(before)),
          lookUp: (rows) =>
            permittedFirms(
              table,
              principal,
              rows.map(({ id }) => CompanyId.parse(id.split('#')[0])),
            ),
        });
  return { firms: items, nextCursor: next === null ? null : cursors.seal(next, asked) };
}

async function* walkIndexRows(...walked: Parameters<typeof walkIndex>): AsyncGenerator<{ readonly id: string; readonly place: string }> {
  for await (const { place } of walkIndex(...walked)) yield { id: idAtPlace(place), place };
}

const firmAt = (place: string): string => idAtPlace(place).split('#')[0] ?? '';

/** Where a role looks: among the people of their parts of the country; who sees all firms also in the list of those that people made known. */
function partitionsOf(principal: Principal): readonly string[] {
  if (scopeOf(principal, 'company.read') === 'all') return (['all', ...cardRegions] as const).flatMap(indexKeys.firmsPartitions);
  const regions = principal.role === 'manager' ? principal.regions : [];
  const parts = regions.flatMap((region): CardRegion[] => {
    const part = macroRegion.safeParse(region);
    return part.success ? [part.data] : [];
  });
  // A province may be counted to another part than it was: whoever has one looks in all.
  const isOfParts = regions.length > 0 && parts.length === regions.length;
  return (isOfParts ? parts : cardRegions).flatMap(indexKeys.firmsPartitions);
}

async function permittedFirms(table: Table, principal: Principal, ids: readonly CompanyId[]): Promise<ReadonlyMap<string, Firm>> {
  const firms = await readFirms(table, ids);
  if (scopeOf(principal, 'company.read') === 'all') {
    const shown = await Promise.all([...firms].map(([id, firm]) => isListedAt(table, principal, id, firm)));
    return new Map([...firms].filter((_, index) => shown[index]));
  }
  const seen: [CompanyId, Firm][] = [];
  const all = [...firms];
  for (let start = 0; start < all.length; start += firmsAtOnce) {
    const some = all.slice(start, start + firmsAtOnce);
    const shown = await Promise.all(some.map(([id, firm]) => isShownAt(table, principal, id, firm)));
    seen.push(...some.filter((_, index) => shown[index]));
  }
  return new Map(seen);
}

/** A firm with others in it is listed once: at the latest made of them with people whom the caller may see. */
async function isShownAt(table: Table, principal: Principal, id: CompanyId, firm: Firm): Promise<boolean> {
  const later = firmIdsOf(firm)
    .filter((one) => one > id)
    .sort()
    .reverse();
  for (const companyId of later) {
    if ((await firstPermitted(table, principal, { companyId }, 'company.read')) !== undefined) return false;
  }
  return (await firstPermitted(table, principal, { companyId: id }, 'company.read')) !== undefined;
}

/** To who sees all, what nobody is of is listed by its own row. */
async function isListedAt(table: Table, principal: Principal, id: CompanyId, firm: Firm): Promise<boolean> {
  if (firmIdsOf(firm).length === 1 || (await isShownAt(table, principal, id, firm))) return true;
  return id === firm.companyId && (await firstPermitted(table, principal, firm, 'company.read')) === undefined;
}

/** A firm is listed at one of the rep's leads alone, the latest known of its people, so that no later page lists it again. */
async function firmsOfSeats(table: Table, principal: Principal, leadIds: readonly LeadId[]): Promise<ReadonlyMap<string, Firm>> {
  const leads = [...(await readUnmergedLeads(table, leadIds)).values()];
  const ids = [...new Set(leads.flatMap(({ companyId }) => companyId ?? []))];
  const firms = [...new Set((await readFirms(table, ids)).values())];
  const firsts = await Promise.all(
    firms.map(async (firm) => [firm, await firstPermitted(table, principal, firm, 'company.read')] as const),
  );
  return new Map(firsts.flatMap(([firm, first]) => (first !== undefined && leadIds.includes(first) ? [[first, firm] as const] : [])));
}

/** The firm that has a tax code, or a domain, where the caller may see it. */
async function named({ table, digests }: FirmListParts, principal: Principal, query: ListCompaniesQuery): Promise<FirmPage> {
  const none: FirmPage = { firms: [], nextCursor: null };
  const taxCode = query.taxCode === undefined ? null : readTaxCode(query.taxCode);
  const domain = query.domain === undefined ? null : await registeredBy(query.domain);
  if ((query.taxCode !== undefined && !taxCode) || (query.domain !== undefined && !domain)) return none;
  const held = await readFirmHolders({ table, digests }, { taxCode, domain });
  const holders = [
    ...(query.taxCode === undefined ? [] : [held.taxCode]),
    ...(query.domain === undefined ? [] : [held.domain?.companyId ?? null]),
  ];
  const [companyId = null] = holders;
  const named = companyId === null ? undefined : held.firms.get(companyId);
  const firm = holders.every((one) => one !== null && held.firms.get(one) === named) ? named : undefined;
  if (!firm) return none;
  const isSeen =
    scopeOf(principal, 'company.read') === 'all' ||
    isTheirs(principal, firm) ||
    (await firstPermitted(table, principal, firm, 'company.read')) !== undefined;
  return isSeen ? { firms: [firm], nextCursor: null } : none;
}

/** Lists the people of a firm whom the caller may see, the latest known first. @throws NotFoundError */
export async function listPeople(
  { table, cursors }: FirmListParts,
  principal: Principal,
  companyId: CompanyId,
  query: ListCompanyPeopleQuery,
): Promise<{ readonly leads: readonly Lead[]; readonly nextCursor: string | null }> {
  const firm = await findFirm(table, principal, companyId, 'company.read');
  const asked: Asked = { userId: principal.userId, route: `GET /v1/companies/${companyId}/people`, query };
  const before = query.cursor === undefined ? null : cursors.open(query.cursor, asked);
  const { items, next } = await fillPage(peopleOf(table, firm, before, query.limit), {
    limit: query.limit,
    most,
    idOf: ({ leadId }) => leadId,
    mayFit: () => true,
    lookUp: (rows) =>
      permittedPeople(
        table,
        principal,
        { firm, action: 'company.read' },
        rows.map(({ leadId }) => leadId),
      ),
  });
  return { leads: items, nextCursor: next === null ? null : cursors.seal(next, asked) };
}
