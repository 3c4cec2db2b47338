import { describe, expect, it } from '@jest/globals';
import { greetingName, namesCompatible, normaliseName } from '../../../shared/identity/name.ts';
import { cutGraphemes } from '../../../shared/identity/text.ts';
import { size } from '../../support/proof.ts';
import { seed } from '../../support/seeded.ts';
import { random } from './seeded.ts';

type Words = [string, ...string[]];
const families = 'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Trịnh Đinh'.split(' ') as Words;
const middles = 'Văn Thị Hữu Đức Ngọc Thanh Quốc Minh Thuý Thúy Đình Xuân Hoà Hòa Mỹ Kỳ Phước Tường'.split(' ') as Words;
const givens =
  'Hường Đạt Ánh Ước Ngữ Quỳnh Tuyền Thuỷ Thủy Hoà Hòa Đức Ẩn Ỷ Vĩ Phượng Nghĩa Khuê Uyển Bảo Lộc Sỹ Diễm Hằng Giàu Bưởi Ơn Đoá'.split(
    ' ',
  ) as Words;

// An independent fold: what a person does who types on a keyboard without Vietnamese.
const unmarked = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D');

describe('Vietnamese names', () => {
  const count = size(1_500, 100_000);

  it('are found under every way to type them, and their accents survive cutting', () => {
    const { pick, below } = random(seed);
    const failures: string[] = [];
    let spellings = 0;

    for (let index = 0; index < count; index += 1) {
      const middle = Array.from({ length: below(3) }, () => pick(middles));
      const name = [pick(families), ...middle, pick(givens)].join(' ');
      const stored = normaliseName(name);
      const typed = [
        name.normalize('NFC'),
        name.normalize('NFD'),
        unmarked(name),
        unmarked(name).toLowerCase(),
        name.toUpperCase(),
        `  ${name.toLowerCase().replaceAll(' ', '\u00a0 ')}\u200b`,
        name.replaceAll('Đ', 'Ð'),
      ];
      spellings += typed.length;
      const lost = typed.some((query) => normaliseName(query).searchKey !== stored.searchKey || !namesCompatible(query, name));
      const given = name.split(' ').at(-1);
      const greeted = stored.givenName === given && greetingName(stored.fullName, 'vi') === given;
      const max = 1 + below(name.length);
      const whole = cutGraphemes(name.normalize('NFD'), max) === name.normalize('NFC').slice(0, max);
      if (lost || !greeted || !whole || stored.searchKey !== unmarked(name).toLowerCase()) failures.push(name);
    }

    console.log(`names: ${count} names, ${spellings} spellings, ${failures.length} failures, seed ${seed}`);
    expect(failures.slice(0, 20)).toEqual([]);
  });
});
