import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Principal } from '../../../shared/access/index.ts';
import { Lead } from '../../../shared/leads/index.ts';
import { leadsPerRequest } from '../../../shared/reading/fill-page.ts';
import { type LeadPage, ListLeadsQuery, listLeads } from '../../../shared/reading/index.ts';
import { type CountingTable, countingTable } from '../../support/counting-table.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { listPartsOf } from '../../support/list-parts.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { seed } from '../../support/seeded.ts';

const leadCount = 3_000;
const admin: Principal = { role: 'admin', userId: 'admin' };
const table = memoryTable();
const startMs = Date.parse('2026-11-01T00:00:00.000Z');

/** The oldest lead of all is the only one of its product. */
beforeAll(() => {
  const [template] = fc.sample(anyLead(), { numRuns: 1, seed });
  for (let index = 0; index < leadCount; index += 1) {
    const createdAt = new Date(startMs + index * 1_000).toISOString();
    const leadId = `L${String(index).padStart(6, '0')}`;
    seedLeads(
      table,
      Lead.parse({ ...template, leadId, createdAt, extra: {}, extraPhones: [], products: index === 0 ? ['rare'] : ['kho'] }),
    );
  }
});

async function list(query: Record<string, string>, counting: CountingTable = countingTable(table)): Promise<LeadPage> {
  return listLeads(listPartsOf(counting), admin, ListLeadsQuery.parse(query));
}

describe('a list with a filter that hardly anything fits', () => {
  it.each(['1', '5', '25', '100'])('answers limit=%s after a bounded number of rows and calls, with a cursor', async (limit) => {
    const counting = countingTable(table);

    const page = await list({ product: 'rare', limit }, counting);

    expect([page.leads.length, typeof page.nextCursor]).toEqual([0, 'string']);
    const batches = counting.reads.filter((read) => read.startsWith('batchGet'));
    const leadsRead = batches.reduce((sum, read) => sum + read.split(',').length, 0);
    expect(leadsRead).toBe(leadsPerRequest);
    expect(batches.length).toBeLessThanOrEqual(leadsPerRequest / 100 + 1);
    // One round of all eight shards at most is read for nothing.
    expect(counting.rows).toBeLessThanOrEqual(leadsPerRequest + 8 * 201);
    expect(counting.reads.length).toBeLessThanOrEqual(70);
  });

  it.each(['1', '7', '100'])('finds the one lead by following the cursors, limit=%s', async (limit) => {
    const found: string[] = [];
    let cursor: string | null = null;
    let pages = 0;

    do {
      const page: LeadPage = await list({ product: 'rare', limit, ...(cursor === null ? {} : { cursor }) });
      found.push(...page.leads.map(({ leadId }) => leadId));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor !== null);

    expect(found).toEqual(['L000000']);
    expect(pages).toBeLessThanOrEqual(3);
  });
});

describe('a list without a filter', () => {
  it.each([1, 10, 25, 100])('reads %i leads for a page of so many, and few more keys than it needs', async (limit) => {
    const counting = countingTable(table);

    const page = await list({ limit: String(limit) }, counting);

    expect(page.leads.map(({ leadId }) => leadId)).toEqual(
      Array.from({ length: limit }, (_, index) => `L${String(leadCount - 1 - index).padStart(6, '0')}`),
    );
    const batches = counting.reads.filter((read) => read.startsWith('batchGet'));
    expect(batches.map((read) => read.split(',').length)).toEqual([limit]);
    expect(counting.rows).toBeLessThanOrEqual(8 * Math.max(25, limit));
  });
});
