import file from '../../../config/data/vn-provinces.json' with { type: 'json' };
import type { Random } from './seeded.ts';

/** A typed text and what must come of it: the E.164 number, or null when nothing in it can be called. */
export type PhoneCase = { kind: string; typed: string; e164: string | null };

// Written out from the numbering plan, not taken from the library under test.
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
const mobilePrefixes = [
  ...range(32, 39),
  ...['522', '523', '528', '56', '58', '59', '70'],
  ...range(76, 79),
  ...range(81, 88),
  ...['896', '897', '898', '899'],
  ...range(90, 98),
  ...['990', '991', '993', '994', '995', '996', '997', '998', '999'],
];

// The renumbering of 15 Sep 2018.
const renumbered =
  '120:70 121:79 122:77 126:76 128:78 123:83 124:84 125:85 127:81 129:82 162:32 163:33 164:34 165:35 166:36 167:37 168:38 169:39 186:56 188:58 199:59'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]);

const areaCodes = file.provinces.flatMap(({ landlineAreaCodes }) => landlineAreaCodes);

const group = (national: string, sign: string) => `${national.slice(0, 4)}${sign}${national.slice(4, 7)}${sign}${national.slice(7)}`;
const inScript = (text: string, zero: number) => text.replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));

/** The ways to type one national number (with its 0); each keeps the number. */
const variants: readonly ((national: string) => string)[] = [
  (n) => n,
  (n) => `+84${n.slice(1)}`,
  (n) => `84${n.slice(1)}`,
  (n) => `0084${n.slice(1)}`,
  (n) => `00 84 ${n.slice(1)}`,
  (n) => `+84 (0) ${n.slice(1)}`,
  (n) => `+84 ${n}`,
  (n) => `(+84)${n.slice(1)}`,
  (n) => `84${n}`,
  (n) => `+${n}`,
  (n) => n.slice(1),
  (n) => group(n, ' '),
  (n) => group(n, '.'),
  (n) => group(n, '-'),
  (n) => group(n, ' - '),
  (n) => group(n, '–'),
  (n) => group(n, '\u00a0'),
  (n) => group(n, '\u200b'),
  (n) => `(${n.slice(0, 4)}) ${n.slice(4)}`,
  (n) => `\u202d${n}\u202c`,
  (n) => inScript(n, 0xff10),
  (n) => inScript(n, 0x0660),
  (n) => `tel:${n}`,
  (n) => `tel:+84${n.slice(1)};ext=12`,
  (n) => `ĐT: ${n}`,
  (n) => `Số điện thoại ${group(n, ' ')} nhé`,
  (n) => `${n} (Zalo)`,
  (n) => `${n} ext. 5`,
  (n) => `O${n.slice(1)}`,
  (n) => `o${group(n, ' ').slice(1)}`,
  (n) => `  ${n}\t\n`,
  (n) => [...n].join(' '),
];

/** All classes once for each prefix and variant, then random ones up to `count`. */
export function* phoneCases(count: number, random: Random): Generator<PhoneCase> {
  let made = 0;
  for (;;) {
    for (const one of round(random)) {
      if (made >= count) return;
      made += 1;
      yield one;
    }
  }
}

/** One round: every prefix in every variant, and some junk of every kind. */
export function round(random: Random): PhoneCase[] {
  const cases: PhoneCase[] = [];
  const add = (kind: string, national: string, e164: string) => {
    for (const variant of variants) cases.push({ kind, typed: variant(national), e164 });
  };
  for (const prefix of mobilePrefixes) {
    const national = prefix + random.digits(9 - prefix.length);
    add('mobile', `0${national}`, `+84${national}`);
  }
  for (const [old, now] of renumbered) {
    const last = random.digits(7);
    add('old 11 digits', `0${old}${last}`, `+84${now}${last}`);
  }
  for (const code of areaCodes) {
    const national = `${code}3${random.digits(9 - code.length)}`;
    add('landline', `0${national}`, `+84${national}`);
  }
  for (let index = 0; index < 200; index += 1) cases.push(twoNumbers(random), dead(random), junk(random));
  return cases;
}

function twoNumbers(random: Random): PhoneCase {
  const first = `9${random.digits(8)}`.replace(/^99/, '98');
  const separator = random.pick([' / ', '/', ', ', '; ', ' | ', '\n', ' - ', ' hoặc ', ' hoac ', ' or ', ' ', '-', ' và ', ' (Zalo) ']);
  return { kind: 'two numbers', typed: `0${first}${separator}03${2 + random.below(8)}${random.digits(7)}`, e164: `+84${first}` };
}

function dead(random: Random): PhoneCase {
  // 071–075, 080 and 0120–0199 in ten digits never reached anybody; 1900 and 1800 are hotlines; 04 and 0511 ended in 2017.
  const typed = random.pick<() => string>([
    () => `07${1 + random.below(5)}${random.digits(7)}`,
    () => `080${random.digits(7)}`,
    () => `01${random.pick(['2', '6', '8', '9', '4'])}${random.digits(7)}`,
    () => `1900${random.digits(4)}`,
    () => `1900 ${random.digits(6)}`,
    () => `1800${random.digits(4)}`,
    () => `04 3${random.digits(7)}`,
    () => `0511 3${random.digits(6)}`,
    () => `055${random.below(9)}${random.digits(6)}`,
    () => `0891${random.digits(6)}`,
  ])();
  return { kind: 'dead or hotline', typed, e164: null };
}

function junk(random: Random): PhoneCase {
  const typed = random.pick<() => string>([
    () => random.digits(1 + random.below(6)),
    () => `9${random.digits(20 + random.below(300))}`.replace(/0/g, '1'),
    () => 'không có',
    () => 'gọi sau giờ làm việc',
    () => '+'.repeat(1 + random.below(50)),
    () => `24/12/19${random.digits(2)}`,
    () => `lan${random.digits(4)}@example.com`,
    () => '0'.repeat(1 + random.below(60)),
    () => '---',
    () => '☎️',
  ])();
  return { kind: 'junk', typed, e164: null };
}

export const variantCount = variants.length;
