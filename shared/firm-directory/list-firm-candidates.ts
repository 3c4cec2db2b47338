import type { CompanyCandidateListView, CompanyCandidateQuery } from '../../api/companies/list-company-candidates.ts';
import type { Principal } from '../access/index.ts';
import { type Firm, parseFirmPair, readFirms } from '../firms/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import { fillPage } from '../platform/fill-page.ts';
import { CompanyId } from '../platform/ids.ts';
import { idAtPlace, indexes, indexKeys, keys, momentOfPlace } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';
import { mayWithFirm } from './find-firm.ts';

/** Rows looked at, and pairs read, for one answer. */
const most = { rows: 1_000, reads: 200 } as const;
/** Firms whose people a list looks at, at the same time. */
const firmsAtOnce = 10;

type Shown = CompanyCandidateListView['items'][number];

interface Row {
  readonly older: CompanyId;
  readonly newer: CompanyId;
  readonly at: string;
  readonly place: string;
}

const nameOf = ({ older, newer }: Pick<Row, 'older' | 'newer'>) => `${older}~${newer}`;

/** Lists pairs of firms that may be one and wait for somebody to decide, the latest first: those of which the caller may change both. */
export async function listFirmCandidates(
  principal: Principal,
  query: CompanyCandidateQuery,
  { table, cursors }: { readonly table: Table; readonly cursors: Cursors },
): Promise<CompanyCandidateListView> {
  const asked: Asked = { userId: principal.userId, route: 'GET /v1/company-merge-candidates', query };
  const before = query.cursor === undefined ? null : cursors.open(query.cursor, asked);
  const { items, next } = await fillPage(rowsIn(table, before, query.limit), {
    limit: query.limit,
    most,
    idOf: nameOf,
    mayFit: () => true,
    lookUp: (rows) => shownOf(rows, principal, table),
  });
  return { items, nextCursor: next === null ? null : cursors.seal(next, asked) };
}

async function* rowsIn(table: Table, before: string | null, likely: number): AsyncGenerator<Row> {
  const listing = { index: indexes.gsi3, partitions: indexKeys.firmCandidatePartitions() };
  for await (const { place } of walkIndex(table, listing, { from: null, to: null, before }, likely)) {
    const [older, newer] = idAtPlace(place)
      .split('~')
      .map((id) => CompanyId.parse(id));
    if (older && newer) yield { older, newer, at: momentOfPlace(place), place };
  }
}

/** What was decided already its row may still list for a moment; two that became one by other merges need nobody. */
async function shownOf(rows: readonly Row[], principal: Principal, table: Table): Promise<ReadonlyMap<string, Shown>> {
  const [items, firms] = await Promise.all([
    table.batchGet(rows.map(({ older, newer }) => keys.firmPair(older, newer))),
    readFirms(
      table,
      rows.flatMap(({ older, newer }) => [older, newer]),
    ),
  ]);
  const pairs = new Map(items.map(parseFirmPair).map((pair) => [nameOf(pair), pair]));
  const mine = await permitted([...new Set(firms.values())], principal, table);
  return new Map(
    rows.flatMap((row): [string, Shown][] => {
      const [pair, company, other] = [pairs.get(nameOf(row)), firms.get(row.older), firms.get(row.newer)];
      if (pair?.state !== 'candidate' || !company || !other || company === other) return [];
      if (!mine.has(company) || !mine.has(other)) return [];
      return [[nameOf(row), { company: sideOf(company), other: sideOf(other), reason: pair.reason ?? null, at: row.at }]];
    }),
  );
}

async function permitted(firms: readonly Firm[], principal: Principal, table: Table): Promise<ReadonlySet<Firm>> {
  const mine = new Set<Firm>();
  for (let start = 0; start < firms.length; start += firmsAtOnce) {
    const some = firms.slice(start, start + firmsAtOnce);
    const each = await Promise.all(some.map((firm) => mayWithFirm(table, principal, firm, 'company.change')));
    for (const [place, firm] of some.entries()) if (each[place]) mine.add(firm);
  }
  return mine;
}

const sideOf = ({ companyId, name, taxCode, domains, owner, createdAt }: Firm): Shown['company'] => ({
  companyId,
  name,
  taxCode: taxCode?.shown ?? null,
  domains: [...domains],
  ownerRepId: owner?.repId ?? null,
  createdAt,
});
