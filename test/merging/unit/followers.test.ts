import { expect, it } from '@jest/globals';
import { mergeFollowers } from '../../../shared/merge-registry/index.ts';
import { keys } from '../../../shared/platform/keys.ts';

/** What the sort keys of all that can lie under a lead begin with: each key is made of words that stand for ids. */
function kindsUnderLeads(): string[] {
  const word = 'L1';
  const made = Object.values(keys).flatMap((key) => {
    if (typeof key !== 'function') return [];
    const found: unknown = (key as (...words: unknown[]) => unknown)(word, word, word, word);
    return typeof found === 'object' && found !== null && 'sk' in found ? [found as { readonly pk: string; readonly sk: string }] : [];
  });
  const under = made.filter(({ pk }) => pk === keys.leadPk(word as Parameters<typeof keys.leadPk>[0]));
  return [...new Set(under.map(({ sk }) => (sk.includes('#') ? sk.slice(0, sk.indexOf('#') + 1) : sk)))];
}

it('each kind of items under a lead is of one capability that says what becomes of it when leads are merged and part', () => {
  const kinds = kindsUnderLeads();
  const said = mergeFollowers.flatMap(({ items }) => items);

  const untold = kinds.filter((kind) => said.filter((one) => one === kind).length !== 1);
  expect(
    untold.map(
      (kind) =>
        `${kind} lies under leads: name it in one defineMergeFollower of its capability, listed in shared/merge-registry/followers.ts`,
    ),
  ).toEqual([]);
  expect(said.filter((one) => !kinds.includes(one))).toEqual([]);
  expect(kinds.length).toBeGreaterThan(30);
});
