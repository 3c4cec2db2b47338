import { expect, it } from '@jest/globals';
import { type Erasure, erasureView, kindOfItem } from '../../../shared/erasing/index.ts';
import { fileErasers } from '../../../shared/erasing-registry/files.ts';
import { erasers } from '../../../shared/erasing-registry/index.ts';
import { ErasureId, LeadId } from '../../../shared/platform/ids.ts';
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

it('says on every certificate what went of files, and by when backups are gone', () => {
  const at = '2026-11-02T02:00:00.000Z';
  const leadId = LeadId.parse('L01K9ZQ3V7N8Q0WJ9F4TE6H1KCP');
  const erasure: Erasure = {
    erasureId: ErasureId.parse('E01K9ZQ3V7N8Q0WJ9F4TE6H1KCP'),
    version: 9,
    leadId,
    leadIds: [leadId],
    phase: 'done',
    reason: 'personAsked',
    reference: null,
    by: 'admin',
    askedAt: at,
    startsAt: at,
    closedAt: at,
    endedAt: at,
    emails: [],
    phones: [],
    gone: { 'FILES imports': 3 },
    handled: 0,
    late: 0,
  };

  const { gone, stays } = erasureView(erasure, erasers);
  const until = new Map(stays.map((one) => [one.what.en, one.until]));
  expect(gone.map(({ what, items }) => [what.en, items])).toEqual([['Rows in files of lists that were brought', 3]]);
  expect(until.get('Backups')).toBe('2026-12-07T02:00:00.000Z');
});

it('who keeps files in which people may be says what becomes of those', () => {
  const keeping = erasers.filter(({ keepsFiles }) => keepsFiles).map(({ capability }) => capability);
  expect(fileErasers.map(({ capability }) => capability)).toEqual(keeping);
});
