import { beforeAll, describe, expect, it } from '@jest/globals';
import { ListLeadsQuery } from '../../../api/leads/list-leads.ts';
import type { Principal } from '../../../shared/access/index.ts';
import { Lead } from '../../../shared/leads/index.ts';
import { PoolId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { type LeadPage, listLeads, showLeads } from '../../../shared/reading/index.ts';
import { leadsPerRequest, rowsPerRequest } from '../../../shared/reading/list-leads.ts';
import { seedCards } from '../../support/cards.ts';
import { type CountingTable, countingTable } from '../../support/counting-table.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { listPartsOf } from '../../support/list-parts.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { report } from '../../support/seeded.ts';

const admin: Principal = { role: 'admin', userId: 'admin' };
const startMs = Date.parse('2026-11-01T00:00:00.000Z');
const parts = ['north', 'central', 'south', null] as const;
/** No larger than most: a list is held against what leads of a usual size cost. */
const template = sampleLead();

const landline = { raw: '02438223344', e164: '+842438223344', valid: true, type: 'fixedLine', claimed: false };

/** Leads all over the country, one a second; the oldest of all is the only one of its product and its name. */
function shopOf(count: number, saysOf: (index: number) => object = () => ({})): MemoryTable {
  const table = memoryTable();
  const leads = Array.from({ length: count }, (_, index) => {
    const region = { ...template.region, provinceCode: null, macroRegion: parts[index % parts.length] };
    const rare = { products: index === 0 ? ['rare'] : ['kho'], nameKey: index === 0 ? 'tran thi rare' : 'nguyen van nam', fullName: null };
    const createdAt = new Date(startMs + index * 1_000).toISOString();
    return Lead.parse({ ...template, leadId: `L${String(index).padStart(6, '0')}`, createdAt, region, ...rare, ...saysOf(index) });
  });
  seedLeads(table, ...leads);
  for (const { leadId } of leads) table.seed({ ...keys.score(leadId), version: 1, rulesVersion: 1, timeZone: 'Asia/Ho_Chi_Minh', fit: 42 });
  seedCards(table, leads);
  return table;
}

let many: MemoryTable;
let some: MemoryTable;
beforeAll(() => {
  many = shopOf(6_000);
  some = shopOf(800);
});

const list = (query: Record<string, string>, table: CountingTable): Promise<LeadPage> =>
  listLeads(listPartsOf(table), admin, ListLeadsQuery.parse(query));

const batchesOf = (table: CountingTable) => table.reads.filter((read) => read.startsWith('batchGet')).map((read) => read.split(',').length);
const queriesOf = (table: CountingTable) => table.reads.filter((read) => read.startsWith('query gsi')).length;
/** Leads that were read one by one, with their scores. */
const singlyOf = (table: CountingTable) => table.reads.filter((read) => read === 'query table LEAD').length;

describe('a list with a filter that nothing fits', () => {
  it.each([
    ['created', '1'],
    ['created', '100'],
    ['activity', '25'],
  ])('goes through 800 leads by %s asking twelve partitions a few times, and reads none of them, limit=%s', async (sort, limit) => {
    const counting = countingTable(some);
    const before = some.used.read;

    const page = await list({ product: 'none', sort, limit }, counting);

    expect(page).toMatchObject({ leads: [], nextCursor: null });
    expect([singlyOf(counting), batchesOf(counting), counting.rows]).toEqual([0, [], 800]);
    expect(queriesOf(counting)).toBeLessThanOrEqual(36);
    // What was read to find nothing: cards, of which a unit pays for some forty.
    expect(some.used.read - before).toBeLessThanOrEqual(20);
  });
});

describe('a list with a filter that hardly anything fits', () => {
  it.each(['1', '25', '100'])('answers limit=%s after a bounded number of rows and queries, with a cursor', async (limit) => {
    const counting = countingTable(many);

    const page = await list({ product: 'rare', limit }, counting);

    expect([page.leads, typeof page.nextCursor, batchesOf(counting)]).toEqual([[], 'string', []]);
    expect(counting.rows).toBeGreaterThanOrEqual(rowsPerRequest);
    // What is read for nothing: nobody reads more than a request may look at, however rare what it looks for.
    expect(counting.rows).toBeLessThanOrEqual(rowsPerRequest + 12 * 30);
    expect(queriesOf(counting)).toBeLessThanOrEqual(52);
  });

  it.each(['1', '7', '100'])('finds the one lead by following the cursors, limit=%s', async (limit) => {
    const found: string[] = [];
    let cursor: string | null = null;
    let pages = 0;

    do {
      const page: LeadPage = await list({ product: 'rare', limit, ...(cursor === null ? {} : { cursor }) }, countingTable(many));
      found.push(...page.leads.map(({ leadId }) => leadId));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor !== null);

    expect(found).toEqual(['L000000']);
    expect(pages).toBeLessThanOrEqual(3);
  });

  it.each(['1', '25'])('reads a bounded number of leads for a common name, which no card holds, limit=%s', async (limit) => {
    const counting = countingTable(many);

    const page = await list({ q: 'nguyễn', limit }, counting);

    expect([page.leads, typeof page.nextCursor]).toEqual([[], 'string']);
    const batches = batchesOf(counting);
    expect(batches.reduce((sum, size) => sum + size, 0)).toBe(leadsPerRequest);
    expect(batches.length).toBeLessThanOrEqual(leadsPerRequest / 100 + 1);
  });
});

describe('a list with a filter that no card holds', () => {
  const rare = { extra: { industry: 'an-uong' } };
  let table: MemoryTable;
  /** The oldest of all alone has answered so, and has a landline. */
  beforeAll(() => {
    table = shopOf(1_000, (index) => (index === 0 ? { ...rare, phone: landline } : {}));
  });

  it.each([{ field: 'industry:an-uong' }, { finding: 'phoneNotMobile' }])(
    'takes 350 units a request at most, tells by its cursor that it has not seen all, and finds the one lead: %j',
    async (query) => {
      const found: string[] = [];
      const units: number[] = [];
      let cursor: string | null = null;
      do {
        const before = table.used.read;
        const page: LeadPage = await list({ ...query, limit: '25', ...(cursor === null ? {} : { cursor }) }, countingTable(table));
        units.push(table.used.read - before);
        found.push(...page.leads.map(({ leadId }) => leadId));
        cursor = page.nextCursor;
      } while (cursor !== null);

      expect(found).toEqual(['L000000']);
      expect(units).toHaveLength(Math.ceil(1_000 / leadsPerRequest));
      expect(Math.max(...units)).toBeLessThanOrEqual(350);
      report(`a list by ${JSON.stringify(query)} of 1,000 leads, one of them fits: ${units.join(', ')} RRU a request`);
    },
  );
});

describe('a list with a filter that some fit', () => {
  it.each([
    ['one part of the country, which is gone through alone', admin, { region: 'south' }, 1.5],
    ['a span of time, which no row lies beside', admin, { createdFrom: '2026-11-01T00:00:00Z' }, 6],
    ['a product that all have', admin, { product: 'kho' }, 6],
    ['the pool of a leader', { role: 'leader', userId: 'leader', pools: [PoolId.parse('south')] } as Principal, {}, 6],
  ])('takes no more cards than without it: %s', async (_name, principal, query, units) => {
    const before = many.used.read;

    const page = await listLeads(listPartsOf(many), principal, ListLeadsQuery.parse(query));

    expect(page.leads).toHaveLength(25);
    expect(many.used.read - before).toBe(units + 25 / 2);
  });
});

describe('a list without a filter', () => {
  it.each<[string, Principal, number]>([
    ['the whole country', admin, 6],
    ['one part of it', { role: 'manager', userId: 'manager', regions: ['south'] }, 1.5],
  ])('takes half a unit of each partition of %s, and of each lead with its score', async (_name, principal, units) => {
    const before = many.used.read;
    const parts = listPartsOf(many);

    const shown = await showLeads(await listLeads(parts, principal, ListLeadsQuery.parse({})), principal, parts);

    expect(shown.map(({ scores }) => scores?.fit)).toEqual(Array.from({ length: 25 }, () => 42));
    expect(many.used.read - before).toBe(units + 25 / 2);
  });

  it.each([1, 10, 25, 100])('reads %i leads for a page of so many, and few more rows than it needs', async (limit) => {
    const counting = countingTable(many);

    const page = await list({ limit: String(limit) }, counting);

    expect(page.leads.map(({ leadId }) => leadId)).toEqual(
      Array.from({ length: limit }, (_, index) => `L${String(5_999 - index).padStart(6, '0')}`),
    );
    expect([batchesOf(counting), singlyOf(counting), queriesOf(counting)]).toEqual(limit > 25 ? [[limit], 0, 12] : [[], limit, 12]);
    expect(counting.rows - 2 * singlyOf(counting)).toBeLessThanOrEqual(12 * Math.max(16, Math.ceil(limit / 3)));
  });
});
