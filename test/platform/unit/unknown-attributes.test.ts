import { describe, expect, it } from '@jest/globals';
import type { Item } from '../../../shared/platform/table.ts';
import { keepUnknown } from '../../../shared/platform/unknown-attributes.ts';

interface Case {
  readonly what: string;
  readonly stored: Item;
  /** What this version would write of the stored item. */
  readonly known: Item;
  readonly next: Item;
  readonly written: Item;
  readonly elementIds?: Readonly<Record<string, string>>;
}

const twoElements = {
  stored: {
    list: [
      { id: 'a', n: 1, later: 'x' },
      { id: 'b', n: 1, later: 'y' },
    ],
  },
  known: {
    list: [
      { id: 'a', n: 1 },
      { id: 'b', n: 1 },
    ],
  },
};

const cases: readonly Case[] = [
  {
    what: 'an attribute beside the known ones',
    stored: { a: 1, later: 'x' },
    known: { a: 1 },
    next: { a: 2 },
    written: { a: 2, later: 'x' },
  },
  {
    what: 'a known attribute that was removed',
    stored: { a: 1, b: 2, later: 'x' },
    known: { a: 1, b: 2 },
    next: { a: 1 },
    written: { a: 1, later: 'x' },
  },
  {
    what: 'an attribute inside of a known one',
    stored: { place: { city: 'Huế', later: 'x' } },
    known: { place: { city: 'Huế' } },
    next: { place: { city: 'Vinh' } },
    written: { place: { city: 'Vinh', later: 'x' } },
  },
  {
    what: 'an attribute inside of one that is gone',
    stored: { place: { city: 'Huế', later: 'x' } },
    known: { place: { city: 'Huế' } },
    next: {},
    written: {},
  },
  {
    what: 'an attribute inside of one that was empty, so that this version left it out',
    stored: { consent: { sms: { later: 'x' } } },
    known: {},
    next: { consent: { contact: { granted: true } } },
    written: { consent: { contact: { granted: true }, sms: { later: 'x' } } },
  },
  {
    what: 'an entry of a map that was removed',
    stored: { open: { one: { n: 1, later: 'x' }, two: { n: 2 } } },
    known: { open: { one: { n: 1 }, two: { n: 2 } } },
    next: { open: { two: { n: 3 } } },
    written: { open: { two: { n: 3 } } },
  },
  {
    what: 'elements that moved',
    stored: { list: [{ id: 'a', later: 'x' }, { id: 'b' }, { id: 'c', later: 'z' }] },
    known: { list: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] },
    next: { list: [{ id: 'c' }, { id: 'new' }, { id: 'a' }, { id: 'b' }] },
    written: { list: [{ id: 'c', later: 'z' }, { id: 'new' }, { id: 'a', later: 'x' }, { id: 'b' }] },
  },
  {
    what: 'an element that changed where it stands',
    ...twoElements,
    next: {
      list: [
        { id: 'a', n: 2 },
        { id: 'b', n: 1 },
      ],
    },
    written: {
      list: [
        { id: 'a', n: 2, later: 'x' },
        { id: 'b', n: 1, later: 'y' },
      ],
    },
  },
  {
    what: 'equal elements, each with attributes of its own',
    stored: {
      list: [
        { id: 'a', later: 1 },
        { id: 'a', later: 2 },
      ],
    },
    known: { list: [{ id: 'a' }, { id: 'a' }] },
    next: { list: [{ id: 'a' }, { id: 'a' }, { id: 'a' }] },
    written: { list: [{ id: 'a', later: 1 }, { id: 'a', later: 2 }, { id: 'a' }] },
  },
  {
    what: 'an element that changed and moved, known by its id',
    ...twoElements,
    next: {
      list: [
        { id: 'c', n: 1 },
        { id: 'b', n: 2 },
      ],
    },
    written: {
      list: [
        { id: 'c', n: 1 },
        { id: 'b', n: 2, later: 'y' },
      ],
    },
    elementIds: { list: 'id' },
  },
  {
    what: 'values that are no containers',
    stored: { tags: ['a'], bits: new Uint8Array([1]), later: 'x' },
    known: { tags: ['a'], bits: new Uint8Array([1]) },
    next: { tags: ['b', 'c'], bits: new Uint8Array([2]) },
    written: { tags: ['b', 'c'], bits: new Uint8Array([2]), later: 'x' },
  },
  {
    what: 'an attribute named like something that every object has',
    stored: { a: 1, constructor: 'x', toString: { a: 1 } },
    known: { a: 1 },
    next: { a: 2 },
    written: { a: 2, constructor: 'x', toString: { a: 1 } },
  },
];

describe('what a version writes over an item that another one wrote', () => {
  it.each(cases)('keeps or drops as an update of the known attributes would: $what', ({ stored, known, next, written, elementIds }) => {
    expect(keepUnknown(stored, known, next, elementIds)).toEqual(written);
  });

  it('writes what it wants when it knows all that is stored', () => {
    const next = { a: 2 };

    expect(keepUnknown({ a: 1 }, { a: 1 }, next)).toBe(next);
  });
});
