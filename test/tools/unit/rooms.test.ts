import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../../..');
const readme = readFileSync(join(root, 'shared/README.md'), 'utf8');

/** Rows of the table of capabilities: name, and where its link leads. */
const rows = [...readme.matchAll(/^\| \[([a-z-]+)\]\(([^)]+)\) \| (.+) \|$/gm)].map(([, name = '', target = '', asks = '']) => ({
  name,
  target,
  asks,
}));

it('shared/README.md says of each capability what it answers, and leads to it', () => {
  const folders = readdirSync(join(root, 'shared'), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

  expect(rows.map(({ name }) => name).sort()).toEqual(folders.sort());
  expect(rows.filter(({ target }) => !existsSync(join(root, 'shared', target)))).toEqual([]);
});

it('leads to the README of whatever has one', () => {
  const missed = rows.filter(({ name, target }) => existsSync(join(root, 'shared', name, 'README.md')) && target !== `${name}/README.md`);

  expect(missed).toEqual([]);
});
