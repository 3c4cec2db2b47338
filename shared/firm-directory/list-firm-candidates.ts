import type { CompanyCandidateListView, CompanyCandidateQuery } from '../../api/companies/list-company-candidates.ts';
import type { Principal } from '../access/index.ts';
import { type Firm, parseFirmPair, readFirms } from '../firms/index.ts';
import type { Cursors } from '../platform/cursor.ts';
import { CompanyId } from '../platform/ids.ts';
import { indexKeys, keys } from '../platform/keys.ts';
import { listPairs, type PairRow, pairName } from '../platform/list-pairs.ts';
import type { Table } from '../platform/table.ts';
import { mayWithFirm } from './find-firm.ts';
import { shownTaxCodeOf } from './firm-view.ts';

/** Firms whose people a list looks at, at the same time. */
const firmsAtOnce = 10;

type Shown = CompanyCandidateListView['items'][number];

/** Lists pairs of firms that may be one and wait for somebody to decide, the latest first: those of which the caller may change both. */
export async function listFirmCandidates(
  principal: Principal,
  query: CompanyCandidateQuery,
  parts: { readonly table: Table; readonly cursors: Cursors },
): Promise<CompanyCandidateListView> {
  return listPairs(
    {
      userId: principal.userId,
      route: 'GET /v1/company-merge-candidates',
      query,
      partitions: indexKeys.firmCandidatePartitions(),
      parseId: (id) => CompanyId.parse(id),
      lookUp: (rows) => shownOf(rows, principal, parts.table),
    },
    parts,
  );
}

/** What was decided already its row may still list for a moment; two that became one by other merges need nobody. */
async function shownOf(rows: readonly PairRow<CompanyId>[], principal: Principal, table: Table): Promise<ReadonlyMap<string, Shown>> {
  const [items, firms] = await Promise.all([
    table.batchGet(rows.map(({ older, newer }) => keys.firmPair(older, newer))),
    readFirms(
      table,
      rows.flatMap(({ older, newer }) => [older, newer]),
    ),
  ]);
  const pairs = new Map(items.map(parseFirmPair).map((pair) => [pairName(pair), pair]));
  const mine = await permitted([...new Set(firms.values())], principal, table);
  return new Map(
    rows.flatMap((row): [string, Shown][] => {
      const [pair, company, other] = [pairs.get(pairName(row)), firms.get(row.older), firms.get(row.newer)];
      if (pair?.state !== 'candidate' || !company || !other || company === other) return [];
      if (!mine.has(company) || !mine.has(other)) return [];
      return [[pairName(row), { company: sideOf(company), other: sideOf(other), reason: pair.reason ?? null, at: row.at }]];
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
  taxCode: taxCode && shownTaxCodeOf(taxCode),
  domains: [...domains],
  ownerRepId: owner?.repId ?? null,
  createdAt,
});
