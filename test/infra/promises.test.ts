import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

const head = '| promise | against whom | how it is held | test |';

it('docs/security.md names for each promise a test that there is', () => {
  const rows = readFileSync('docs/security.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|') && line !== head && !/^\|[-|]+\|$/.test(line.replaceAll(' ', '')));
  const tests = rows.map((row) => ({
    row,
    paths:
      row
        .split('|')
        .at(-2)
        ?.match(/(?:packages\/[\w-]+\/)?test\/[\w./-]+/g) ?? [],
  }));

  // A few say "the same", of the row above them.
  expect(tests.filter(({ row, paths }) => paths.length === 0 && !/\| the same/.test(row)).map(({ row }) => row)).toEqual([]);
  // A name may stand for several files that begin so.
  const there = (path: string) => existsSync(path) || existsSync(`${path}.test.ts`);
  expect(tests.flatMap(({ paths }) => paths).filter((path) => !there(path))).toEqual([]);
  expect(rows.length).toBeGreaterThan(40);
});
