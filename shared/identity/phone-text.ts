import { fold } from './text.ts';

// Nobody types a longer list of numbers; a cap keeps the work bounded whatever is posted.
const maxInput = 250;

// Two Vietnamese numbers need at least 16 digits; up to 13 can only be one number with punctuation inside.
const maxDigitsOfOne = 13;

// "ext. 5", ";ext=5", "x12", "#12", "máy lẻ 101", "nhánh 2", "nội bộ 15" (folded).
const extension = /(?:;? ?ext(?:ension)?\b ?|(?<![a-z])x ?|# ?|\bmay le ?|\bnhanh ?|\bnoi bo ?)[.:=]{0,2} ?\d{1,6}(?!\d)/g;

// "0912 chấm 345 chấm 678", "0912 (dot) 345 (dot) 678" (folded).
const spelledSign = /(?<=\d) ?\(?(?:cham|dot|dash|gach(?: ngang)?)\)? ?(?=\d)/g;

/**
 * Finds the numbers in a field and gives each as digits with an optional leading +.
 * `isNumber` decides whether digits with a separator between them are one number (`024/3825 1234`) or two.
 */
export function splitPhones(raw: string, isNumber: (compact: string) => boolean): string[] {
  const text = plain(raw);
  // Words always separate ("ĐT: … Fax: …", "… hoặc …"); so does any sign that no number contains.
  const chunks = text.split(/[^\d+()\-. /,;|&_']+/);
  return chunks.flatMap((chunk) => splitChunk(chunk, isNumber)).filter((compact) => /\d/.test(compact));
}

function plain(raw: string): string {
  const oneLine = raw.slice(0, maxInput).replace(/[\r\n\u2028\u2029]/g, ';');
  const ascii = fold(oneLine)
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/\p{Pd}/gu, '-');
  // A letter O for the zero: "O912…", "+84 (O) 912…"; never inside a word such as "or" or "Zalo".
  return ascii
    .replace(/(?<![a-z])o+(?=\d)/g, (letters) => '0'.repeat(letters.length))
    .replace(/(?<=\d)o(?=[ .-]?\d)/g, '0')
    .replace(/\(o\)/g, '(0)')
    .replace(spelledSign, '.')
    .replace(extension, ' ; ');
}

/** Decimal digits of every script stand in runs of ten that start with their zero. */
export function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  if (code < 0x80) return digit;
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

function splitChunk(chunk: string, isNumber: (compact: string) => boolean): string[] {
  const whole = compact(chunk);
  if (whole.length <= maxDigitsOfOne + 1 && isNumber(whole)) return [whole];
  return chunk.split(/[/,;|&]/).flatMap((piece) => splitPiece(piece, isNumber));
}

/** Splits on what also stands inside one number ("0912 - 345 - 678"), so only when the piece is no number as it is. */
function splitPiece(piece: string, isNumber: (compact: string) => boolean): string[] {
  const whole = compact(piece);
  if (isNumber(whole)) return [whole];
  for (const separator of [/ -+ |(?<=\d)(?= ?\+)/, /-+/]) {
    const parts = piece.split(separator).map(compact);
    if (parts.length > 1 && parts.some(isNumber)) return parts.filter((part) => part !== '');
  }
  return cutTwo(whole, isNumber) ?? (whole === '' ? [] : [whole]);
}

/** "0912 345 678 0987 654 321": two numbers with nothing but a space between. */
function cutTwo(whole: string, isNumber: (compact: string) => boolean): string[] | null {
  for (const length of [10, 11]) {
    const first = whole.slice(0, length);
    const second = whole.slice(length);
    if (first.startsWith('0') && second.startsWith('0') && isNumber(first) && isNumber(second)) return [first, second];
  }
  return null;
}

function compact(text: string): string {
  const digits = text.replace(/\D+/g, '');
  return /^[^\d+]*\+/.test(text) ? `+${digits}` : digits;
}
