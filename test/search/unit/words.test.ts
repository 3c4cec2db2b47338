import { describe, expect, it } from '@jest/globals';
import { findsOf, questionIn, wordsBegin, wordsFit, wordsOf } from '../../../shared/search/index.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';

const phoneOf = (e164: string | null, raw = '') => ({ raw, e164, valid: true, type: 'mobile' as const, claimed: true });
const region = { ...sampleLead().region, macroRegion: 'south' as const };
const keysOf = (fullName: string) =>
  findsOf(sampleLead({ fullName, phone: null, extraPhones: [], email: null, owner: null, region })).map(
    ({ kind, key, rest }) => `${kind} ${key} / ${rest}`,
  );

describe('the words of a name', () => {
  it('are told without their accents and as they were typed, in small letters', () => {
    expect(wordsOf('  Đặng THỊ Hường-Lan ')).toEqual([
      { exact: 'đặng', folded: 'dang' },
      { exact: 'thị', folded: 'thi' },
      { exact: 'hường', folded: 'huong' },
      { exact: 'lan', folded: 'lan' },
    ]);
    expect(wordsOf('Hường'.normalize('NFD'))).toEqual(wordsOf('Hường'));
  });

  it.each([
    [['minh'], true, true],
    [['min'], false, true],
    [['minh', 'ng'], true, true],
    [['van', 'nguyen', 'minh'], true, true],
    [['min', 'nguyen'], false, false],
    [['minh', 'minh'], false, false],
    [['lan'], false, false],
    [[], false, false],
  ])('are %j among those of nguyen van minh: whole %s, begun %s', (wanted, whole, begun) => {
    const name = ['nguyen', 'van', 'minh'];

    expect([wanted.length > 0 && wordsFit(wanted, name), wordsBegin(wanted, name)]).toEqual([whole, begun]);
  });
});

describe('a name', () => {
  it('is found by each of its words, a common one with the next', () => {
    expect(keysOf('Nguyễn Văn Minh')).toEqual([
      'first south nguyen van / minh|nguyễn văn minh',
      'between south van minh / nguyen|nguyễn văn minh',
      'last south minh / nguyen van|nguyễn văn minh',
    ]);
  });

  it('is found by the word that the person is called by, however common', () => {
    expect(keysOf('Trần Hoàng')).toEqual(['first south tran hoang / |trần hoàng', 'last south hoang / tran|trần hoàng']);
    expect(keysOf('Vân')).toEqual(['last south van / |vân']);
  });

  it('of four words is found by none that nobody is called by', () => {
    expect(keysOf('Bùi Thị Minh Khai').map((key) => key.split(' / ')[0])).toEqual([
      'first south bui',
      'between south minh',
      'last south khai',
    ]);
  });

  it('of any length takes six ways at most, and the family name alone is none of them', () => {
    const long = Array.from({ length: 20 }, (_, index) => `tên${String.fromCharCode(97 + index)}`).join(' ');

    expect(keysOf(long)).toHaveLength(6);
    expect(keysOf('').concat(keysOf('---'))).toEqual([]);
    expect(keysOf('Nguyễn Thị Hoa').some((key) => /south (nguyen|thi|van) \//.test(key))).toBe(false);
  });
});

describe('numbers and addresses', () => {
  it('are found by their last four digits and first three letters, each once', () => {
    const lead = sampleLead({
      fullName: null,
      phone: phoneOf('+84912345678'),
      extraPhones: [phoneOf('+84912345678'), phoneOf(null, '024 3825 7863'), phoneOf('+14155550132')],
      email: 'huong@example.com',
    });

    expect(findsOf(lead)).toEqual([
      { kind: 'number', key: '5678', rest: '432190' },
      { kind: 'number', key: '7863', rest: '5283420' },
      { kind: 'number', key: '0132', rest: '5555141' },
      { kind: 'address', key: 'huo', rest: 'ng@example.com' },
    ]);
  });

  it('are what somebody types', () => {
    expect(['5678', '0912 345 678', '+84 912-345-678', '84912345678', '０９１２３４５６７８'].map(questionIn)).toEqual([
      { kind: 'number', digits: '5678' },
      ...Array(4).fill({ kind: 'number', digits: '0912345678' }),
    ]);
    expect(questionIn(' Huong@Ex')).toEqual({ kind: 'address', start: 'huong@ex' });
    expect(['567', '@', 'a@', ' ', '...'].map(questionIn)).toEqual(Array(5).fill(null));
    expect(questionIn('Minh 2')).toMatchObject({ kind: 'name', words: [{ folded: 'minh' }, { folded: '2' }] });
  });
});
