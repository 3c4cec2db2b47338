import type { MergeCandidateListView, MergeCandidateQuery } from '../../api/leads/list-merge-candidates.ts';
import { may, type Principal } from '../access/index.ts';
import { type Lead, readUnmergedLeads } from '../leads/index.ts';
import { subjectsInList } from '../opportunities/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import { fillPage } from '../platform/fill-page.ts';
import { LeadId } from '../platform/ids.ts';
import { idAtPlace, indexes, indexKeys, keys, momentOfPlace } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';
import { parsePair } from './pair.ts';

/** Rows looked at, and pairs read, for one answer. */
const most = { rows: 1_000, reads: 200 } as const;

type Shown = MergeCandidateListView['items'][number];

interface Row {
  readonly older: LeadId;
  readonly newer: LeadId;
  readonly at: string;
  readonly place: string;
}

const nameOf = ({ older, newer }: Row) => `${older}~${newer}`;

/** Lists pairs that may be one person and wait for somebody to decide, the latest first: those of which the caller may merge both. */
export async function listCandidates(
  principal: Principal,
  query: MergeCandidateQuery,
  { table, cursors }: { readonly table: Table; readonly cursors: Cursors },
): Promise<MergeCandidateListView> {
  const asked: Asked = { userId: principal.userId, route: 'GET /v1/merge-candidates', query };
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
  const listing = { index: indexes.gsi3, partitions: indexKeys.candidatePartitions() };
  for await (const { place } of walkIndex(table, listing, { from: null, to: null, before }, likely)) {
    const [older, newer] = idAtPlace(place)
      .split('~')
      .map((id) => LeadId.parse(id));
    if (older && newer) yield { older, newer, at: momentOfPlace(place), place };
  }
}

/** What was decided already its row may still list for a moment, and who was merged with somebody else is asked about as that one. */
async function shownOf(rows: readonly Row[], principal: Principal, table: Table): Promise<ReadonlyMap<string, Shown>> {
  const [pairs, leads] = await Promise.all([
    table.batchGet(rows.map(({ older, newer }) => keys.mergeCandidate(older, newer))),
    readUnmergedLeads(
      table,
      rows.flatMap(({ older, newer }) => [older, newer]),
      { onMalformed: () => undefined },
    ),
  ]);
  const subjects = await subjectsInList(table, principal, [...leads.values()]);
  const known = new Map(pairs.map(parsePair).map((pair) => [`${pair.older}~${pair.newer}`, pair]));
  const isSeen = (lead: Lead | undefined): lead is Lead =>
    lead !== undefined && may(principal, 'lead.merge', lead, subjects.get(lead.leadId) ?? []);
  return new Map(
    rows.flatMap((row): [string, Shown][] => {
      const [pair, lead, other] = [known.get(nameOf(row)), leads.get(row.older), leads.get(row.newer)];
      if (pair?.state !== 'candidate' || !isSeen(lead) || !isSeen(other)) return [];
      return [[nameOf(row), { lead: sideOf(lead), other: sideOf(other), reason: pair.reason ?? null, at: row.at }]];
    }),
  );
}

const sideOf = ({ leadId, fullName, region, stage, owner, createdAt }: Lead): Shown['lead'] => ({
  leadId,
  fullName,
  provinceName: region.provinceName,
  stage,
  ownerRepId: owner?.repId ?? null,
  createdAt,
});
