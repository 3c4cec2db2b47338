import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isWhole, numberIn } from '../../../web/src/console/add/number.ts';
import { noteOpened, openedBy } from '../../../web/src/console/app/opened.ts';
import { highlight, highlightDigits, type Piece } from '../../../web/src/console/find/highlight.ts';

const foundIn = (pieces: readonly Piece[]): string[] => pieces.filter(({ isFound }) => isFound).map(({ text }) => text);

describe('what was asked for, marked in a name', () => {
  it.each([
    ['Nguyễn Thị Hường', 'huong', ['Hường']],
    ['Nguyễn Thị Hường', 'ng hu', ['Ng', 'Hư']],
    ['Đặng Đình Đạt', 'da', ['Đặ', 'Đạ']],
    ['Trần Văn Nam'.normalize('NFD'), 'trần', ['Trần'.normalize('NFD')]],
    ['Lê Hoàng', 'oang', []],
    ['O’Neil', 'neil', ['Neil']],
    ['Lê Hoàng', '', []],
  ])('in %s by %s', (name, question, marked) => {
    expect(foundIn(highlight(name, question))).toEqual(marked);
  });

  it('loses no letter of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, question) => {
        expect(
          highlight(text, question)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
        expect(
          highlightDigits(text, question)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it.each([
    ['0912 345 678', '5678', ['5 678']],
    ['0912 345 678', '0912345678', ['0912 345 678']],
    ['0912 345 678', '9999', []],
    ['•••• ••5 678', '5678', ['5 678']],
  ])('in the number %s by %s', (phone, question, marked) => {
    expect(foundIn(highlightDigits(phone, question))).toEqual(marked);
  });
});

describe('the leads that were opened last', () => {
  const storeOf = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      kept,
    };
  };

  it('are five, the latest first, each once, of each user apart, and nothing but ids', () => {
    const store = storeOf();

    for (const id of ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L2']) noteOpened(store, 'user-lan', id);

    expect(openedBy(store, 'user-lan')).toEqual(['L2', 'L6', 'L5', 'L4', 'L3']);
    expect(openedBy(store, 'user-anh')).toEqual([]);
    expect([...store.kept.values()]).toEqual(['L2 L6 L5 L4 L3']);
  });

  it('are none where the browser keeps nothing, or something else', () => {
    const store = storeOf();
    store.setItem('pheu:opened:user-lan', '<script> ../x L9');

    expect(openedBy(undefined, 'user-lan')).toEqual([]);
    expect(openedBy(store, 'user-lan')).toEqual(['L9']);
  });
});

describe('a number that is typed', () => {
  it.each([
    ['0912 345 678', true],
    ['091.234.567', false],
    ['+84 912 345 678', true],
    ['84912345678', true],
    ['+1 (415) 555-2671', true],
    ['1900 1234', false],
    ['', false],
    ['0912 345 6789', false],
  ])('%s is worth asking about: %s', (typed, whole) => {
    expect(isWhole(numberIn(typed))).toBe(whole);
  });
});
