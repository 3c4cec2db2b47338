import { describe, expect, it } from '@jest/globals';
import { callOf, type DraftStore, isGivenUp, isWritingOf, keepDraft, moveDrafts, readDraft } from '../../../web/src/console/app/drafts.ts';

function tab(): DraftStore & { readonly names: () => string[] } {
  const items = new Map<string, string>();
  return {
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
    names: () => [...items.keys()],
  };
}
const closed: DraftStore = {
  getItem: () => {
    throw new Error('SecurityError');
  },
  setItem: () => {
    throw new Error('QuotaExceededError');
  },
  removeItem: () => {
    throw new Error('SecurityError');
  },
};
const empty: { readonly text: string; readonly at: string | null; readonly products: readonly string[] } = {
  text: '',
  at: null,
  products: [],
};

describe('what somebody is writing', () => {
  it('is there again for whoever wrote it, and for nobody else', () => {
    const store = tab();
    const draft = { text: 'Gọi sau giờ họp', at: '2026-11-28T09:00:00Z', products: ['ban-hang'] };

    keepDraft(store, 'user-lan', 'note:1', draft, empty);

    expect(readDraft(store, 'user-lan', 'note:1', empty)).toEqual(draft);
    expect(readDraft(store, 'user-huy', 'note:1', empty)).toEqual(empty);
    expect(readDraft(store, 'user-lan', 'note:2', empty)).toEqual(empty);
  });

  it('leaves nothing behind once it is empty again', () => {
    const store = tab();
    keepDraft(store, 'user-lan', 'note:1', { ...empty, text: 'x' }, empty);

    keepDraft(store, 'user-lan', 'note:1', { ...empty }, empty);

    expect(store.names()).toEqual([]);
  });

  it.each([
    ['another build wrote it', '{"text":7,"at":"soon","products":"all","more":1}', { ...empty, at: 'soon' }],
    ['it lacks a part', '{"text":"a"}', { ...empty, text: 'a' }],
    ['it is no draft', '[]', empty],
    ['it is nothing', 'null', empty],
    ['it is torn', '{"text":', empty],
  ])('counts as far as it fits where %s', (_, text, expected) => {
    const store = tab();
    store.setItem('pheu:draft:user-lan:note:1', text);

    expect(readDraft(store, 'user-lan', 'note:1', empty)).toEqual(expected);
  });

  it('is read with its inner parts, or without any of them', () => {
    const record = { base: { name: '', products: [] as readonly string[] }, version: 0 };
    const store = tab();
    store.setItem('pheu:draft:user-lan:edit:1', '{"base":{"name":"Hường"},"version":4}');
    store.setItem('pheu:draft:user-lan:edit:2', '{"base":{"name":"Hường","products":["a"]},"version":4}');

    expect(readDraft(store, 'user-lan', 'edit:1', record)).toEqual({ ...record, version: 4 });
    expect(readDraft(store, 'user-lan', 'edit:2', record)).toEqual({ base: { name: 'Hường', products: ['a'] }, version: 4 });
  });

  it.each([
    ['closed', closed],
    ['none', undefined],
  ])('goes with the page where the storage is %s', (_, store) => {
    keepDraft(store, 'user-lan', 'note:1', { ...empty, text: 'x' }, empty);
    keepDraft(store, 'user-lan', 'note:1', empty, empty);

    expect(readDraft(store, 'user-lan', 'note:1', empty)).toEqual(empty);
  });
});

describe('what a tab keeps', () => {
  it.each([
    ['pheu:draft:user-lan:note:1', true, true],
    [callOf('user-lan'), true, true],
    ['pheu:draft:user-lan-2:note:1', true, false],
    [callOf('user-lan-2'), true, false],
    ['pheu:renewed', false, false],
  ])('%s: is writing: %s, of Lan: %s', (name, isWriting, isLans) => {
    expect([isWritingOf(null, name), isWritingOf('user-lan', name)]).toEqual([isWriting, isLans]);
  });
});

describe('what was being written when a session ended by itself', () => {
  it.each([
    ['waits', 'a minute ago', 60_000, false],
    ['is given up', 'a quarter of an hour ago', 15 * 60_000, true],
    ['is given up', 'at no moment that can be read', Number.NaN, true],
  ])('%s where that was %s', (_is, _when, agoMs, isOver) => {
    expect(isGivenUp(1_000_000_000 - agoMs, 1_000_000_000)).toBe(isOver);
  });
});

describe('what was being written about a lead that is part of another one by now', () => {
  const noText = { text: '' };
  const written = (store: DraftStore, name: string) => readDraft(store, 'user-lan', name, noText).text;

  it('is about that one, in every form of it, and nothing of others is', () => {
    const store = tab();
    for (const name of ['note:L1', 'call:L1:lead', 'note:L2']) keepDraft(store, 'user-lan', name, { text: name }, noText);
    keepDraft(store, 'user-anh', 'note:L1', { text: 'Anh' }, noText);

    moveDrafts(store, store.names(), 'user-lan', 'L1', 'L9');

    expect(['note:L9', 'call:L9:lead', 'note:L2', 'note:L1'].map((name) => written(store, name))).toEqual([
      'note:L1',
      'call:L1:lead',
      'note:L2',
      '',
    ]);
    expect(readDraft(store, 'user-anh', 'note:L1', noText).text).toBe('Anh');
  });

  it('is added to what is being written there, and takes nothing else away', () => {
    const store = tab();
    const more = { text: '', at: '' };
    for (const [name, text] of Object.entries({ 'note:L1': 'một', 'note:L9': 'hai' })) keepDraft(store, 'user-lan', name, { text }, noText);
    for (const name of ['task:L1', 'task:L9']) keepDraft(store, 'user-lan', name, { text: name, at: 'mai' }, more);

    moveDrafts(store, store.names(), 'user-lan', 'L1', 'L9');

    expect(written(store, 'note:L9')).toBe('hai\nmột');
    expect(readDraft(store, 'user-lan', 'task:L9', more).text).toBe('task:L9');
    expect(readDraft(store, 'user-lan', 'task:L1', more).text).toBe('task:L1');
  });

  it('stays where the tab keeps nothing', () => {
    expect(() => moveDrafts(closed, ['pheu:draft:user-lan:note:L1'], 'user-lan', 'L1', 'L9')).not.toThrow();
  });
});
