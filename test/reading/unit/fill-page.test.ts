import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CardRow } from '../../../shared/cards/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { fillPage, leadsPerRequest, type PageWish, rowsPerRequest } from '../../../shared/reading/fill-page.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { seed } from '../../support/seeded.ts';

const [template] = fc.sample(anyLead(), { numRuns: 1, seed });

const leadIdOf = (index: number) => LeadId.parse(`L${String(index).padStart(6, '0')}`);
const rowOf = (index: number): CardRow => ({ leadId: leadIdOf(index), place: `place ${index}`, card: null });

/** Rows in a list of `count`, and what was asked of them. */
function listOf(
  count: number,
  belongs: (index: number) => boolean,
  { rows: given, ...more }: Partial<PageWish> & { rows?: CardRow[] } = {},
) {
  const batches: number[] = [];
  let taken = 0;
  async function* rows(): AsyncGenerator<CardRow> {
    for (let index = 0; index < count; index += 1) {
      taken += 1;
      yield given?.[index] ?? rowOf(index);
    }
  }
  const wish: PageWish = {
    limit: 25,
    mayFit: () => true,
    isLate: () => false,
    lookUp: async (leadIds) => {
      batches.push(leadIds.length);
      const fitting = leadIds.filter((leadId) => belongs(Number(leadId.slice(1))));
      return new Map(fitting.map((leadId): [LeadId, Lead] => [leadId, { ...template, leadId } as Lead]));
    },
    ...more,
  };
  return { batches, rowsTaken: () => taken, page: () => fillPage(rows(), wish) };
}

describe('filling a page', () => {
  it('reads one batch as large as the page where every lead belongs to it', async () => {
    const { page, batches, rowsTaken } = listOf(1_000, () => true);

    const { leads, next } = await page();

    expect([leads.length, next, batches, rowsTaken()]).toEqual([25, 'place 24', [25], 25]);
  });

  it('reads a handful more where one of them was erased', async () => {
    const { page, batches } = listOf(1_000, (index) => index !== 3);

    const { next } = await page();

    expect([next, batches]).toEqual(['place 25', [25, 2]]);
  });

  it.each([1, 25])('reads as many at a time as can be where the first %i do not belong to it', async (limit) => {
    const { page, batches } = listOf(1_000, (index) => index >= 300, { limit });

    const { leads, next } = await page();

    expect([leads.length, next]).toEqual([limit, `place ${299 + limit}`]);
    expect(Math.max(...batches.slice(1))).toBe(100);
    expect(batches.length).toBeLessThanOrEqual(5);
  });

  it('reads no lead whose card says that it does not fit', async () => {
    const { page, batches } = listOf(200, () => true, { mayFit: (card) => card !== null });

    expect([await page(), batches]).toEqual([{ leads: [], next: null }, []]);
  });

  it('ends with a place to go on from when enough rows were looked at', async () => {
    const { page, batches, rowsTaken } = listOf(20_000, () => true, { mayFit: () => false });

    expect([await page(), batches, rowsTaken()]).toEqual([{ leads: [], next: `place ${rowsPerRequest - 1}` }, [], rowsPerRequest]);
  });

  it('ends when enough leads were read, none of them in vain', async () => {
    const { page, batches } = listOf(20_000, () => false);

    const { next } = await page();

    expect([next, batches.reduce((sum, size) => sum + size, 0)]).toEqual([`place ${leadsPerRequest - 1}`, leadsPerRequest]);
  });

  it('ends when its time is over, with what it found', async () => {
    let looks = 0;
    const { page } = listOf(20_000, (index) => index === 7, { isLate: () => ++looks >= 3 });

    const { leads, next } = await page();

    expect([leads.map(({ leadId }) => leadId), next]).toEqual([[leadIdOf(7)], 'place 299']);
  });

  it('names a lead once that has two rows while it moves', async () => {
    const { page } = listOf(3, () => true, { rows: [rowOf(1), { ...rowOf(1), place: 'its place before' }, rowOf(2)] });

    const { leads } = await page();

    expect(leads.map(({ leadId }) => leadId)).toEqual([leadIdOf(1), leadIdOf(2)]);
  });
});
