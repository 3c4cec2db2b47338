import { expect, it } from '@jest/globals';
import { ListLeadsQuery } from '../../../api/leads/list-leads.ts';
import type { Principal } from '../../../shared/access/index.ts';
import { DecisionId, LeadId, PoolId, RepId } from '../../../shared/platform/ids.ts';
import { listLeads } from '../../../shared/reading/index.ts';
import { seedCards } from '../../support/cards.ts';
import { countingTable } from '../../support/counting-table.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { listPartsOf } from '../../support/list-parts.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { report } from '../../support/seeded.ts';

const lan: Principal = { role: 'rep', userId: 'lan', repId: RepId.parse('rep-lan') };
const owner = {
  repId: RepId.parse('rep-lan'),
  poolId: PoolId.parse('south'),
  since: '2026-11-01T00:00:00.000Z',
  decisionId: DecisionId.parse('D0000000000000000000000001'),
};

/** A rep's leads, one a quarter of an hour; every tenth was active again on the last day. */
function tableOf(count: number) {
  const leads = Array.from({ length: count }, (_, index) => {
    const createdAt = new Date(Date.parse('2026-11-01T00:00:00Z') + index * 15 * 60_000).toISOString();
    return sampleLead({ owner, createdAt, leadId: LeadId.parse(`L${String(index).padStart(26, '0')}`) });
  });
  const again = leads.filter((_, index) => index % 10 === 0).map(({ leadId }) => [leadId, '2026-11-12T00:00:00.000Z'] as const);
  const table = memoryTable();
  seedLeads(table, ...leads);
  seedCards(table, leads, new Map(again));
  return table;
}

it.each(['created', 'activity'])('a page of a rep’s 25 leads by %s reads these, and of seats little more', async (sort) => {
  const table = tableOf(400);
  const counting = countingTable(table);
  const before = table.used.read;

  const page = await listLeads(listPartsOf(counting), lan, ListLeadsQuery.parse({ sort }));

  const units = table.used.read - before;
  report(`page of a rep by ${sort}: ${units} RRU, ${counting.rows} seats, ${counting.reads.length} calls`);
  expect(page.leads).toHaveLength(25);
  // 12.5 of them are the leads.
  expect(units).toBeLessThanOrEqual(12.5 + 4);
  expect(counting.reads.filter((read) => read !== 'query table LEAD').length).toBeLessThanOrEqual(4);
});
