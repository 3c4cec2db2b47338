import { expect, it } from '@jest/globals';
import { kindOfItem } from '../../../shared/erasing/index.ts';
import { erasers } from '../../../shared/erasing-registry/index.ts';
import { keys } from '../../../shared/platform/keys.ts';

/** The kinds of all items of the table: each key is made of words that stand for ids. */
function kindsOfItems(): string[] {
  const word = 'L1';
  const made = Object.entries(keys).flatMap(([, key]) => {
    const found: unknown = typeof key === 'function' ? (key as (...words: unknown[]) => unknown)(word, word, word, word) : key;
    return typeof found === 'object' && found !== null && 'sk' in found ? [found as { readonly pk: string; readonly sk: string }] : [];
  });
  return [...new Set(made.map((key) => kindOfItem(key).replace(` ${word}`, ' *')))];
}

it('each kind of items of the table is of one eraser, which says what becomes of it', () => {
  const kinds = kindsOfItems();
  const said = erasers.flatMap(({ items }) => items);

  const untold = kinds.filter((kind) => said.filter((one) => one === kind).length !== 1);
  expect(untold.map((kind) => `${kind}: name it in one eraser, listed in shared/erasing-registry/erasers.ts`)).toEqual([]);
  expect(said.filter((one) => !kinds.includes(one))).toEqual([]);
});
