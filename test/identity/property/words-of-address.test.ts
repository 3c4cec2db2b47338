import { describe, expect, it } from '@jest/globals';
import { greetingName, namesCompatible, normaliseName } from '../../../shared/identity/name.ts';
import { size } from '../../support/proof.ts';
import { seed } from '../../support/seeded.ts';
import { random } from './seeded.ts';

type Words = [string, ...string[]];
const families = 'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Trịnh Đinh Châu Quách'.split(
  ' ',
) as Words;
const middles = 'Văn Thị Hữu Đức Ngọc Thanh Quốc Minh Thuý Đình Xuân Hoà Mỹ Bá Anh Chi Công Thị Ngọc'.split(' ') as Words;
/** Given names of two syllables whose first is a word of address to whoever does not look, and others. */
const givens = (
  'Anh Thư|Anh Tuấn|Anh Dũng|Anh Khoa|Anh Kiệt|Anh Minh|Anh Thi|Anh Quân|Anh Tú|Chi Mai|Chi Lan|Chi Pu|Ba Duy|Bá Thành|Cô Bình|Thùy Chi|Quỳnh Anh|' +
  'Thảo Em|Hường|Đạt|Ánh|Quỳnh|Thuỷ|Nghĩa|Bảo|Lộc|Diễm|Hằng|Thị Ba|Bảo Anh|Lan Chi|Minh Châu Anh|Tuấn|Lan|Mai|Hùng'
).split('|') as Words;
const address = ['Anh', 'Chị', 'Ông', 'Bà', 'Chú', 'Bác', 'Thầy', 'Cô'] as const;

// An independent fold: what a person does who types on a keyboard without Vietnamese.
const unmarked = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D');

describe('a word of address in front of a Vietnamese name', () => {
  const count = size(10_000, 100_000);

  it('is found in front of a family name, is cut from no name, and keeps nobody from being recognised', () => {
    const { pick, below } = random(seed);
    const failures: string[] = [];
    const must = (holds: boolean, what: string, name: string) => !holds && failures.push(`${name}: ${what}`);

    for (let index = 0; index < count; index += 1) {
      const given = pick(givens);
      const middle = Array.from({ length: below(3) }, () => pick(middles));
      const name = [pick(families), ...middle, given].join(' ');
      const word = pick([...address]);
      const stored = normaliseName(name);
      const addressed = normaliseName(`${word} ${name}`);
      const lower = normaliseName(`${word} ${name}`.toLowerCase());

      must(stored.searchKey === unmarked(name).toLowerCase(), 'its words are not its key', name);
      must(stored.salutation === null, 'a name alone addresses somebody', name);
      must(addressed.fullName === `${word} ${name}`, 'something is cut from what is stored', name);
      must(addressed.salutation === word && lower.salutation === word, `${word} is not found`, name);
      must(addressed.searchKey === stored.searchKey, `${word} is in its key`, name);
      must(greetingName(addressed.fullName, 'vi') === given.split(' ').at(-1), `with ${word} it is greeted otherwise`, name);

      // Without a family name nothing is certain: what may be a name stays one.
      const alone = normaliseName(given);
      const called = normaliseName(`${word} ${given}`);
      must(alone.fullName === given && alone.salutation === null, 'a given name is cut or addresses somebody', given);
      const isWhole = alone.searchKey === unmarked(given).toLowerCase() || given.startsWith('Cô ');
      must(isWhole, 'words of a given name are missing in its key', given);
      for (const [one, other] of [
        [addressed, stored],
        [called, alone],
        [called, stored],
        [alone, stored],
        [called, addressed],
      ] as const) {
        const isOne = namesCompatible(one.searchKey, other.searchKey) && namesCompatible(other.searchKey, one.searchKey);
        must(isOne, `${one.fullName} is somebody else than ${other.fullName}`, name);
      }
    }

    console.log(`words of address: ${count} names, ${failures.length} failures, seed ${seed}`);
    expect(failures.slice(0, 20)).toEqual([]);
  });
});
