import { expect, it } from '@jest/globals';
import { indexes, indexKeys } from '../../../shared/platform/keys.ts';
import { likelyRows } from '../../../shared/platform/likely-rows.ts';
import { walkIndex } from '../../../shared/platform/walk-index.ts';
import { countingTable } from '../../support/counting-table.ts';
import { memoryTable } from '../../support/memory-table.ts';

it.each([
  { everyOne: 1, limit: 25, atMost: 12 * 16 },
  { everyOne: 10, limit: 25, atMost: 400 },
  { everyOne: 40, limit: 25, atMost: 1_000 * 1.5 },
  { everyOne: Number.POSITIVE_INFINITY, limit: 25, atMost: 2_000 + 12 * 30 },
  { everyOne: Number.POSITIVE_INFINITY, limit: 1, atMost: 2_000 + 12 * 30 },
])('reads hardly more rows of twelve partitions than a page needs of which one in $everyOne fits', async ({ everyOne, limit, atMost }) => {
  const table = memoryTable();
  const partitions = indexKeys.cardPartitions();
  for (let index = 0; index < 6_000; index += 1) {
    const place = `2026-11-01T00:00:00.000Z#${String(index).padStart(6, '0')}`;
    table.seed({ pk: `LEAD#${index}`, sk: 'CARD', gsi1pk: partitions[index % partitions.length], gsi1sk: place, card: String(index) });
  }
  const counting = countingTable(table);
  const most = 2_000;
  const likely = likelyRows(limit, most);

  let looked = 0;
  let found = 0;
  for await (const { item } of walkIndex(
    counting,
    { index: indexes.gsi1, partitions },
    { from: null, to: null, before: null },
    likely.left,
  )) {
    const fits = (Number(item.card) + 1) % everyOne === 0;
    likely.note(fits);
    looked += 1;
    if (fits) found += 1;
    if (found === limit || looked === most) break;
  }

  expect(found).toBe(everyOne === Number.POSITIVE_INFINITY ? 0 : limit);
  expect(counting.rows).toBeLessThanOrEqual(atMost);
});
