import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LeadId } from '../../../shared/platform/ids.ts';
import { indexes, indexKeys, keys } from '../../../shared/platform/keys.ts';
import { type IndexRow, type Listing, type Order, type PlaceSpan, walkIndex } from '../../../shared/platform/walk-index.ts';
import { type CountingTable, countingTable } from '../../support/counting-table.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const partitions = indexKeys.cardPartitions();
const listing: Listing = { index: indexes.gsi1, partitions };
const allTime: PlaceSpan = { from: null, to: null, before: null };
const startMs = Date.parse('2026-11-01T00:00:00.000Z');

/** Rows by partition: the first of them one after the other, or in turn, or as the seed wants it. */
function tableOf(counts: readonly number[], order: 'blocks' | 'turns' | 'mixed'): { table: MemoryTable; places: string[] } {
  const rows = counts.flatMap((count, partition) => Array.from({ length: count }, (_, index) => ({ partition, index })));
  const rank = ({ partition, index }: (typeof rows)[number]) =>
    order === 'blocks' ? partition : order === 'turns' ? index : (index * 7_919 + partition) % 641;
  rows.sort((one, other) => rank(one) - rank(other));
  const table = memoryTable();
  const places: string[] = [];
  for (const [at, { partition }] of rows.entries()) {
    const leadId = LeadId.parse(`L${String(at).padStart(6, '0')}`);
    const place = `${new Date(startMs + at * 1_000).toISOString()}#${leadId}`;
    places.push(place);
    table.seed({ ...keys.card(leadId), gsi1pk: partitions[partition], gsi1sk: place, card: `card of ${leadId}` });
  }
  return { table, places: places.reverse() };
}

async function walked(
  table: CountingTable,
  span: PlaceSpan,
  rowsWanted: number,
  limit = Number.POSITIVE_INFINITY,
  walkOrder: Order = 'newestFirst',
): Promise<IndexRow[]> {
  const rows: IndexRow[] = [];
  for await (const row of walkIndex(table, { ...listing, order: walkOrder }, span, rowsWanted)) {
    rows.push(row);
    if (rows.length >= limit) break;
  }
  return rows;
}

/** 800 rows, cut at any places: often most of them lie in few partitions. */
const distribution = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 800 }), fc.constantFrom(0, 201, 402, 603, 800)), { minLength: 11, maxLength: 11 })
  .map((cuts) => [0, ...cuts.sort((one, other) => one - other), 800])
  .map((cuts) => cuts.slice(1).map((cut, index) => cut - (cuts[index] ?? 0)));
const order = fc.constantFrom('blocks' as const, 'turns' as const, 'mixed' as const);

describe('walking through the partitions of an index', () => {
  it('reads 800 rows with at most 15 queries, each once and newest first, however they are distributed over 12 partitions', async () => {
    const numRuns = runs(25, 1_000);
    let most = 0;
    await fc.assert(
      fc.asyncProperty(distribution, order, async (counts, kind) => {
        const { table, places } = tableOf(counts, kind);
        const counting = countingTable(table);

        const rows = await walked(counting, allTime, 5_000);

        expect(rows.map(({ place }) => place)).toEqual(places);
        expect(rows.every(({ place, item }) => item.card === `card of ${place.split('#')[1]}`)).toBe(true);
        expect(counting.reads.length).toBeLessThanOrEqual(15);
        expect(counting.rows).toBe(800);
        most = Math.max(most, counting.reads.length);
      }),
      { numRuns, seed },
    );
    report(`walks of 800 rows: ${numRuns}, at most ${most} queries, seed ${seed}`);
  });

  it('reads little for a page: sixteen rows of each partition, and more of those alone that gave them all', async () => {
    const numRuns = runs(25, 1_000);
    await fc.assert(
      fc.asyncProperty(distribution, order, fc.constantFrom(1, 10, 25), async (counts, kind, limit) => {
        const { table, places } = tableOf(counts, kind);
        const counting = countingTable(table);

        const rows = await walked(counting, allTime, limit, limit);

        expect(rows.map(({ place }) => place)).toEqual(places.slice(0, limit));
        expect(counting.reads.length).toBeLessThanOrEqual(12 + Math.floor(limit / 16));
        expect(counting.rows).toBeLessThanOrEqual(16 * counting.reads.length);
      }),
      { numRuns, seed },
    );
  });

  it.each<Order>(['newestFirst', 'oldestFirst'])(
    'goes on where it ended, within a span, whatever the parts it is walked in: %s',
    async (walkOrder) => {
      const numRuns = runs(12, 500);
      const moment = fc.option(fc.integer({ min: -10, max: 810 }), { nil: null });
      await fc.assert(
        fc.asyncProperty(distribution, order, moment, moment, fc.integer({ min: 1, max: 300 }), async (counts, kind, from, to, limit) => {
          const { table, places } = tableOf(counts, kind);
          const dateOf = (second: number | null) => (second === null ? null : new Date(startMs + second * 1_000));
          const span = { from: dateOf(from), to: dateOf(to) };
          const given: string[] = [];
          for (let before: string | null = null, isEnd = false; !isEnd; ) {
            const rows: IndexRow[] = await walked(countingTable(table), { ...span, before }, limit, limit, walkOrder);
            given.push(...rows.map(({ place }) => place));
            isEnd = rows.length < limit;
            before = rows.at(-1)?.place ?? before;
          }

          const secondOf = (place: string) => (Date.parse(place.slice(0, 24)) - startMs) / 1_000;
          const within = places.filter((place) => secondOf(place) >= (from ?? -1) && secondOf(place) <= (to ?? 800));
          expect(given).toEqual(walkOrder === 'newestFirst' ? within : within.reverse());
        }),
        { numRuns, seed },
      );
    },
  );

  it('asks a single partition for the whole page at once, and for the row where the page before ended', async () => {
    const { table } = tableOf([60], 'turns');
    const counting = countingTable(table);
    const single = { ...listing, partitions: partitions.slice(0, 1) };
    const page = async (before: string | null) => {
      const rows: IndexRow[] = [];
      for await (const row of walkIndex(counting, single, { ...allTime, before }, 25)) if (rows.push(row) >= 25) break;
      return rows;
    };

    const first = await page(null);
    const second = await page(first.at(-1)?.place ?? null);

    expect([second.length, counting.reads.length, counting.rows]).toEqual([25, 2, 51]);
  });

  it('asks nothing for a span that ends before it begins, and nothing where there are no partitions', async () => {
    const counting = countingTable(tableOf([20], 'turns').table);

    const backwards = await walked(counting, { from: new Date(startMs + 9_000), to: new Date(startMs), before: null }, 25);
    const nowhere = await walkIndex(counting, { ...listing, partitions: [] }, allTime).next();

    expect([backwards, nowhere.done, counting.reads]).toEqual([[], true, []]);
  });
});
