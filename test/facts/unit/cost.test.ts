import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { demoFile, unpackSnapshot } from '../../../local/demo/snapshot.ts';
import { readFacts } from '../../../shared/facts/index.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { itemSize, memoryTable } from '../../support/memory-table.ts';
import { report } from '../../support/seeded.ts';

const wanted = 10_000;

it('reads the facts of ten thousand people such as the demo company’s by 500 read units', async () => {
  const { items } = unpackSnapshot(readFileSync(demoFile), Date.parse('2026-11-27T08:31:00+07:00'));
  const facts = items.filter(({ pk, f }) => String(pk).startsWith(keys.factsPrefix) && f !== undefined);
  const table = memoryTable();
  const shards = keys.factPartitions('2026-11');
  for (let place = 0; place < wanted; place += 1) {
    const fact = facts[place % facts.length] ?? {};
    // Ids as long as the real ones, each once.
    const sk = `${String(fact.sk).slice(0, -5)}${String(place).padStart(5, '0')}`;
    table.seed({ ...fact, pk: shards[place % shards.length] ?? '', sk });
  }
  const before = table.used.read;

  let read = 0;
  for await (const month of readFacts(['2026-11'], { table })) read += month.facts.length;

  const bytes = facts.reduce((sum, fact) => sum + itemSize(fact), 0) / facts.length;
  const units = table.used.read - before;
  report(`${facts.length} facts of ${bytes.toFixed(0)} B each on average; ${read} read by ${units} RRU`);
  expect(read).toBe(wanted);
  expect(bytes).toBeLessThanOrEqual(400);
  expect(units).toBeLessThanOrEqual(500);
});
