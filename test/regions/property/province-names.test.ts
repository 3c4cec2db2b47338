import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import file from '../../../config/data/vn-provinces.json' with { type: 'json' };
import { furtherAliases } from '../../../shared/regions/data.ts';
import { resolveProvince } from '../../../shared/regions/index.ts';
import { runs, seed } from '../../support/seeded.ts';
import { names, spellingsOf, unmarked } from './spellings.ts';

const numRuns = runs(500, 50_000);

const bare = (text: string) =>
  unmarked(text)
    .toLowerCase()
    .replace(/[^a-z]/g, '');
const known = new Set(
  [
    ...names.map(({ name }) => name),
    ...file.provinces.flatMap(({ nameEn, aliases, formerUnits }) => [nameEn, ...aliases, ...formerUnits.flatMap((unit) => unit.aliases)]),
    ...Object.values(furtherAliases).flat(),
  ].map(bare),
);

describe('province names as people type them', () => {
  it('lead to the right province in every spelling', () => {
    const tally = { right: 0, unknown: 0, wrong: 0, wrongFormerUnit: 0 };
    const failures: string[] = [];

    for (const { name, code, former } of names) {
      for (const typed of spellingsOf(name)) {
        const match = resolveProvince(typed);
        const verdict = match === null ? 'unknown' : match.provinceCode !== code ? 'wrong' : 'right';
        tally[verdict] += 1;
        // "Thừa Thiên Huế" and "Huế" are two names of the unit that the mergers left alone.
        const formerIsWrong = match !== null && (match.formerUnit?.code ?? null) !== former;
        if (formerIsWrong) tally.wrongFormerUnit += 1;
        if (verdict !== 'right' || formerIsWrong) failures.push(`${JSON.stringify(typed)}: ${match?.provinceName}, not ${code}`);
      }
    }

    const total = tally.right + tally.unknown + tally.wrong;
    console.log(`province names: ${names.length} names, ${total} spellings, ${JSON.stringify(tally)}`);
    expect(names).toHaveLength(34 + 63);
    expect(total).toBeGreaterThanOrEqual(5_000);
    expect(failures.slice(0, 20)).toEqual([]);
  });

  it('include every alias of the data file', () => {
    const lost = file.provinces.flatMap(({ code, nameEn, slug, fullName, aliases, formerUnits }) =>
      [nameEn, slug, fullName, ...aliases, ...formerUnits.flatMap((unit) => [unit.slug, ...unit.aliases])].filter(
        (alias) => resolveProvince(alias)?.provinceCode !== code || resolveProvince(unmarked(alias))?.provinceCode !== code,
      ),
    );

    expect(lost).toEqual([]);
  });
});

describe('addresses', () => {
  const streets = [
    '12 Lê Lợi',
    '120 Xa lộ Hà Nội',
    'Đường Điện Biên Phủ',
    'P. Phú Thọ',
    'Quận Bình Thạnh',
    'xã Hòa Bình',
    'Số 3/4 ngõ 5 Cao Bằng',
  ];
  const joins = [', ', ' - ', ' – ', '\n', ' / ', '; ', ','];
  const ends = ['.', ', Việt Nam', ' 700000, Vietnam', ' - VN'];
  const frames = [...joins.map((join) => [join, '']), ...ends.map((end) => [', ', end])] as const;
  const typed = (name: string, type: string) => [
    name,
    unmarked(name),
    name.toUpperCase(),
    `${type === 'city' ? 'TP. ' : 'Tỉnh '}${name}`,
    `${unmarked(name)} ${type === 'city' ? 'City' : 'Province'}`,
  ];

  it('lead to the province at their end, whatever names stand before it', () => {
    const failures = names.flatMap(({ name, code, former, type }) =>
      streets.flatMap((street) =>
        typed(name, type).flatMap((place) =>
          frames
            // "Đường Hà Nội - Huế" may be the road between the two.
            .filter(([join]) => !(/Xa lộ|Điện Biên/.test(street) && /[-–]/.test(join ?? '')))
            .map(([join, end]) => `${street}${join}${place}${end}`)
            .filter((address) => {
              const match = resolveProvince(address);
              return match?.provinceCode !== code || (match.formerUnit?.code ?? null) !== former;
            }),
        ),
      ),
    );

    expect(failures.slice(0, 20)).toEqual([]);
  });

  it('never lead anywhere by a street, ward or district that bears a name', () => {
    const labels = [
      'Đường',
      'Xa lộ',
      '12',
      '120 đường',
      'Phường',
      'Xã',
      'Quận',
      'Huyện',
      'Thị trấn',
      'P.',
      'Q.',
      'duong',
      'phuong',
      'Chung cư',
    ];
    // What stands behind a dash is a part of its own: "Phường Bà Rịa - Vũng Tàu" does name a place.
    const guessed = names
      .filter(({ name }) => !name.includes('-'))
      .flatMap(({ name }) =>
        labels.flatMap((label) =>
          [name, unmarked(name)].map((place) => `${label} ${place}`).filter((text) => resolveProvince(text) !== null),
        ),
      );

    expect(guessed).toEqual([]);
  });
});

describe('texts that name no province', () => {
  const syllables = [...new Set(names.flatMap(({ name }) => name.split(/[ -]+/)))] as [string, ...string[]];
  const mixed = fc.array(fc.constantFrom(...syllables), { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  const letter = fc.constantFrom(...'abcdeghiklmnopqrstuvxy');
  const oneLetterOff = fc
    .tuple(fc.constantFrom(...names), fc.nat(20), letter, fc.constantFrom('change', 'add', 'drop'))
    .map(([{ name }, at, by, how]) => {
      const plain = unmarked(name);
      const index = at % plain.length;
      return plain.slice(0, index) + (how === 'drop' ? '' : by) + plain.slice(how === 'add' ? index : index + 1);
    });
  // "Tĩnh Huế" is "tỉnh Huế" with a slip of the tone mark, ㉖ is the code 26, and "Riap- Vung Tau" ends in a place, as does "Lang SGN" in an
  // abbreviation that is no word: they do name a province.
  const namesOne = (text: string) =>
    known.has(bare(text).replace(/^tinh(?=.)/, '')) ||
    known.has(bare(text.replace(/^.*-/s, ''))) ||
    /\s(?:sgn|hcm)$/i.test(text) ||
    /^\d{1,2}$/.test(text.normalize('NFKC').trim());
  const nonNames = fc.oneof(mixed, oneLetterOff, fc.string({ unit: 'grapheme' })).filter((text) => !namesOne(text));

  it('are never guessed at, however close they are', () => {
    const guesses: string[] = [];
    fc.assert(
      fc.property(nonNames, (text) => {
        const match = resolveProvince(text);
        if (match !== null) guesses.push(`${text}: ${match.provinceName}`);
      }),
      { numRuns, seed },
    );

    console.log(`non-names: ${numRuns} texts, ${guesses.length} guessed, seed ${seed}`);
    expect(guesses.slice(0, 20)).toEqual([]);
  });
});
