import { once } from '../platform/once.ts';

// Whitespace that is also a control (tab, NEL) must become a space before controls are removed, or two words would grow together.
const whitespace = /[\s\u0085]+/gu;
const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;

// C0, DEL and C1; soft hyphen; zero-width and invisible operators; bidi marks, embeddings and isolates; tag characters.
// They are invisible to the person who checks the value, so they may neither split one person in two nor hide text.
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing control characters is the purpose
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

// Me holds the enclosing keycap of emoji digits.
const marks = /[\p{Mn}\p{Me}]/gu;

// đ has no canonical decomposition, so stripping marks leaves it; Ð (eth) and Ɖ are look-alikes that fonts and keyboards mix up.
const dWithStroke = /[đðɖ]/gu;

/** Makes one line of typed text safe to store: no invisible characters, NFC, single spaces, trimmed. */
export function cleanText(value: string): string {
  // A lone surrogate cannot be written as UTF-8, so it becomes U+FFFD here instead of differing between stores later.
  return value.toWellFormed().replace(whitespace, ' ').replace(invisible, '').normalize('NFC').replace(whitespace, ' ').trim();
}

/** Cleans each line as `cleanText` does and keeps the line breaks, with at most one empty line in a row. */
export function cleanMultiline(value: string): string {
  const lines = value.split(lineBreak).map(cleanText);
  return lines
    .filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''))
    .join('\n')
    .trim();
}

/** Gives the search key of a text: lower case, without diacritics, đ as d, so that every spelling of a name meets. */
export function fold(value: string): string {
  // Compatibility forms (full-width letters, ligatures) are unified in the key only: the stored value stays what was typed.
  const lower = cleanText(value).normalize('NFKD').toLowerCase().normalize('NFKD');
  return lower.replace(marks, '').replace(dWithStroke, 'd').normalize('NFC').replace(whitespace, ' ').trim();
}

/** Hardly any text is too long, and making it takes as long as a tenth of a function's start. */
const graphemes = once(() => new Intl.Segmenter('vi', { granularity: 'grapheme' }));

/** Cuts a text to at most `max` characters as a reader counts them, so that no accent is cut off its letter. */
export function cutGraphemes(value: string, max: number): string {
  const composed = value.normalize('NFC');
  if (composed.length <= max) return composed;
  let count = 0;
  for (const { index } of graphemes().segment(composed)) {
    if (count >= max) return composed.slice(0, index);
    count += 1;
  }
  return composed;
}

const address = /[^\s@<>,;:()"']{1,64}@[^\s@<>,;:()"']{1,255}/gu;
/** Eight digits or more with the signs that people write between them. */
const digitRun = /\+?\p{Nd}(?:[ \t\u00a0().\-–_/]{0,3}\p{Nd}){7,}/gu;

/** What people type about themselves, without what reaches them: a rule that could compare it would read numbers digit by digit. */
export function withoutContactDetails(text: string): string {
  return text.replace(address, ' ').replace(digitRun, (run) => (looksLikeNumber(run) ? ' ' : run));
}

/** With a dial code or the trunk zero, or as nine digits of a mobile number without it; amounts of money begin and end otherwise. */
function looksLikeNumber(run: string): boolean {
  const digits = run.normalize('NFKC').replace(/\D/g, '');
  if (run.startsWith('+') || digits.startsWith('0')) return true;
  return /^(?:84)?[235789]\d{8}$/.test(digits) && !digits.endsWith('000');
}
