import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gatherReads } from '../../../shared/platform/gathered-reads.ts';
import type { Key } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { memoryTable } from '../../support/memory-table.ts';

const letters = ['a', 'b', 'c', 'd'] as const;
const keyOf = (name: string): Key => ({ pk: `CONFIG#${name}`, sk: 'CURRENT' });

/** A table with two of the four items, and what it was asked. */
async function asked() {
  const table = memoryTable();
  for (const name of ['a', 'b']) await table.put({ Item: { ...keyOf(name), name } });
  const calls: string[][] = [];
  const counted: Table = {
    ...table,
    get: (key, options) => {
      calls.push([String(key.pk)]);
      return table.get(key, options);
    },
    batchGet: (keys, options) => {
      calls.push(keys.map(({ pk }) => String(pk)));
      return table.batchGet(keys, options);
    },
  };
  return { table, counted, calls };
}

describe('reads that begin in one turn', () => {
  it('are one call, and answered as if each had been made alone', async () => {
    const one = fc.constantFrom(...letters).map((name) => ({ name, names: null }));
    const many = fc.uniqueArray(fc.constantFrom(...letters)).map((names) => ({ name: null, names }));

    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(one, many), { minLength: 1, maxLength: 8 }), async (reads) => {
        const { table, counted, calls } = await asked();
        const from = (source: Table) =>
          Promise.all(
            reads.map(({ name, names }) => (names === null ? source.get(keyOf(name)) : source.batchGet(names.map(keyOf)).then(sorted))),
          );

        expect(await from(gatherReads(counted))).toEqual(await from(table));

        expect(calls.length).toBeLessThanOrEqual(1);
        for (const keys of calls) expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('go on together: what each asks for next is one call again', async () => {
    const { counted, calls } = await asked();
    const reads = gatherReads(counted);
    const twice = async (first: string, second: string) => {
      await reads.get(keyOf(first));
      return reads.batchGet([keyOf(second)]);
    };

    await Promise.all([twice('a', 'c'), twice('b', 'd')]);

    expect(calls).toEqual([
      ['CONFIG#a', 'CONFIG#b'],
      ['CONFIG#c', 'CONFIG#d'],
    ]);
  });

  it('fail together, and the next turn reads again', async () => {
    const { counted } = await asked();
    let isOut = true;
    const reads = gatherReads({
      ...counted,
      batchGet: (keys) => (isOut ? Promise.reject(new Error('no table')) : counted.batchGet(keys)),
    });

    const outage = await Promise.allSettled([reads.get(keyOf('a')), reads.get(keyOf('b'))]);
    isOut = false;

    expect(outage.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await Promise.all([reads.get(keyOf('a')), reads.get(keyOf('c'))])).toEqual([{ ...keyOf('a'), name: 'a' }, undefined]);
  });

  it('leave strong reads as they are', async () => {
    const { counted, calls } = await asked();
    const reads = gatherReads(counted);

    await Promise.all([reads.get(keyOf('a'), { consistent: true }), reads.batchGet([keyOf('b')], { consistent: true })]);

    expect(calls).toEqual([['CONFIG#a'], ['CONFIG#b']]);
  });
});

const sorted = <Item extends object>(items: readonly Item[]): Item[] =>
  [...items].sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
