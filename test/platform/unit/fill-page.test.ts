import { describe, expect, it } from '@jest/globals';
import { fillPage, type PageWish } from '../../../shared/platform/fill-page.ts';

interface Row {
  readonly id: string;
  readonly place: string;
}

const most = { rows: 5_000, reads: 2_000 };
const rowOf = (index: number): Row => ({ id: String(index), place: `place ${index}` });

/** Rows in a list of `count`, and what was asked of them. */
function listOf(
  count: number,
  belongs: (index: number) => boolean,
  { rows: given, ...more }: Partial<PageWish<Row, string, string>> & { rows?: Row[] } = {},
) {
  const batches: number[] = [];
  let taken = 0;
  async function* rows(): AsyncGenerator<Row> {
    for (let index = 0; index < count; index += 1) {
      taken += 1;
      yield given?.[index] ?? rowOf(index);
    }
  }
  const wish: PageWish<Row, string, string> = {
    limit: 25,
    most,
    idOf: ({ id }) => id,
    mayFit: () => true,
    lookUp: async (found) => {
      batches.push(found.length);
      return new Map(found.flatMap(({ id }) => (belongs(Number(id)) ? [[id, `record ${id}`]] : [])));
    },
    ...more,
  };
  return { batches, rowsTaken: () => taken, page: () => fillPage(rows(), wish) };
}

describe('filling a page', () => {
  it('reads one batch as large as the page where every record belongs to it', async () => {
    const { page, batches, rowsTaken } = listOf(1_000, () => true);

    const { items, next } = await page();

    expect([items.length, next, batches, rowsTaken()]).toEqual([25, 'place 24', [25], 25]);
  });

  it('reads a handful more where one of them was erased', async () => {
    const { page, batches } = listOf(1_000, (index) => index !== 3);

    const { next } = await page();

    expect([next, batches]).toEqual(['place 25', [25, 2]]);
  });

  it.each([1, 25])('reads as many at a time as can be where the first %i do not belong to it', async (limit) => {
    const { page, batches } = listOf(1_000, (index) => index >= 300, { limit });

    const { items, next } = await page();

    expect([items.length, next]).toEqual([limit, `place ${299 + limit}`]);
    expect(Math.max(...batches.slice(1))).toBe(100);
    expect(batches.length).toBeLessThanOrEqual(5);
  });

  it('reads no record whose row says that it does not fit', async () => {
    const { page, batches } = listOf(200, () => true, { mayFit: () => false });

    expect([await page(), batches]).toEqual([{ items: [], next: null }, []]);
  });

  it('ends with a place to go on from when enough rows were looked at', async () => {
    const { page, batches, rowsTaken } = listOf(20_000, () => true, { mayFit: () => false });

    expect([await page(), batches, rowsTaken()]).toEqual([{ items: [], next: `place ${most.rows - 1}` }, [], most.rows]);
  });

  it('ends when enough records were read, none of them in vain', async () => {
    const { page, batches } = listOf(20_000, () => false);

    const { next } = await page();

    expect([next, batches.reduce((sum, size) => sum + size, 0)]).toEqual([`place ${most.reads - 1}`, most.reads]);
  });

  it('ends when its time is over, with what it found', async () => {
    let looks = 0;
    const { page } = listOf(20_000, (index) => index === 7, { isLate: () => ++looks >= 3 });

    expect(await page()).toEqual({ items: ['record 7'], next: 'place 299' });
  });

  it('names a record once that has two rows while it moves', async () => {
    const { page } = listOf(3, () => true, { rows: [rowOf(1), { ...rowOf(1), place: 'its place before' }, rowOf(2)] });

    const { items } = await page();

    expect(items).toEqual(['record 1', 'record 2']);
  });
});
