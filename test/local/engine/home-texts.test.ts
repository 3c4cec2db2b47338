import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { detailTypes } from '../../../events/detail-types.ts';

it('names every event in both languages of the home page', () => {
  // The page runs in a browser alone, so its words are read, not imported.
  const source = readFileSync(new URL('../../../local/pages/home-texts.js', import.meta.url), 'utf8');
  const named = [...source.matchAll(/ {2}news: \{\n(.*?)\n {2}\}/gs)].map(([, words = '']) => words);

  const missing = named.map((words) => detailTypes.filter((type) => !words.includes(`'${type}': '`)));

  expect(missing).toEqual([[], []]);
});
