import type { MergeCandidateListView, MergeCandidateQuery } from '../../api/leads/list-merge-candidates.ts';
import { may, type Principal } from '../access/index.ts';
import { type Lead, readUnmergedLeads } from '../leads/index.ts';
import { subjectsInList } from '../opportunities/index.ts';
import type { Cursors } from '../platform/cursor.ts';
import { LeadId } from '../platform/ids.ts';
import { indexKeys, keys } from '../platform/keys.ts';
import { listPairs, type PairRow, pairName } from '../platform/list-pairs.ts';
import type { Table } from '../platform/table.ts';
import { parsePair } from './pair.ts';

type Shown = MergeCandidateListView['items'][number];

/** Lists pairs that may be one person and wait for somebody to decide, the latest first: those of which the caller may merge both. */
export async function listCandidates(
  principal: Principal,
  query: MergeCandidateQuery,
  parts: { readonly table: Table; readonly cursors: Cursors },
): Promise<MergeCandidateListView> {
  return listPairs(
    {
      userId: principal.userId,
      route: 'GET /v1/merge-candidates',
      query,
      partitions: indexKeys.candidatePartitions(),
      parseId: (id) => LeadId.parse(id),
      lookUp: (rows) => shownOf(rows, principal, parts.table),
    },
    parts,
  );
}

/** What was decided already its row may still list for a moment, and who was merged with somebody else is asked about as that one. */
async function shownOf(rows: readonly PairRow<LeadId>[], principal: Principal, table: Table): Promise<ReadonlyMap<string, Shown>> {
  const [pairs, leads] = await Promise.all([
    table.batchGet(rows.map(({ older, newer }) => keys.mergeCandidate(older, newer))),
    readUnmergedLeads(
      table,
      rows.flatMap(({ older, newer }) => [older, newer]),
      { onMalformed: () => undefined },
    ),
  ]);
  const subjects = await subjectsInList(table, principal, [...leads.values()]);
  const known = new Map(pairs.map(parsePair).map((pair) => [pairName(pair), pair]));
  const isSeen = (lead: Lead | undefined): lead is Lead =>
    lead !== undefined && may(principal, 'lead.merge', lead, subjects.get(lead.leadId) ?? []);
  return new Map(
    rows.flatMap((row): [string, Shown][] => {
      const [pair, lead, other] = [known.get(pairName(row)), leads.get(row.older), leads.get(row.newer)];
      if (pair?.state !== 'candidate' || !isSeen(lead) || !isSeen(other)) return [];
      return [[pairName(row), { lead: sideOf(lead), other: sideOf(other), reason: pair.reason ?? null, at: row.at }]];
    }),
  );
}

/** Shows a lead of a pair. */
export const sideOf = ({ leadId, fullName, region, stage, owner, createdAt }: Lead): Shown['lead'] => ({
  leadId,
  fullName,
  provinceName: region.provinceName,
  stage,
  ownerRepId: owner?.repId ?? null,
  createdAt,
});
