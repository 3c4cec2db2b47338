import { fold } from '../identity/text.ts';

/** A day as somebody wrote it. */
export interface WrittenDay {
  /** Below 100 where two digits were written; null where none were. */
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
}

const words = ['mot', 'hai', 'ba', 'tu', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi', 'muoi mot', 'muoi hai'];
const english = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Longer words first, so that `muoi mot` is not read as `muoi`. */
const wordMonth = [...words].reverse().join('|');
const englishMonth = `(?:${english.join('|')})[a-z]*`;

/** Folded text. Whatever stands beside a day makes it no day: `15/3 lunar` is another one, and nobody knows which. */
const forms: readonly RegExp[] = [
  /^(?<year>\d{4})([-/.])(?<month>\d{1,2})\2(?<day>\d{1,2})(?:[t ]\d{2}:\d{2}\S*)?$/,
  /^(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4})$/,
  /^(?:ngay )?(?:mung |mong )?(?<day>\d{1,2}) ?[-/. ] ?(?<month>\d{1,2})(?: ?[-/. ] ?(?<year>\d{4}|\d{2}))?$/,
  new RegExp(
    String.raw`^(?:ngay )?(?:mung |mong )?(?<day>\d{1,2}),? ?(?:thang|thg|th)\.? ?(?<month>\d{1,2}|${wordMonth})(?:(?:,| nam) ?| )?(?<year>\d{4}|\d{2})?$`,
  ),
  new RegExp(String.raw`^(?<day>\d{1,2})(?:st|nd|rd|th)?[- ](?:of )?(?<month>${englishMonth})\.?(?:(?:,|-)? ?(?<year>\d{4}))?$`),
  new RegExp(String.raw`^(?<month>${englishMonth})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year>\d{4}))?$`),
];

/** Returns the first day that an answer names, the Vietnamese way (day first), the ISO way or by the name of the month; null for what is none. */
export function readDay(answer: string): WrittenDay | null {
  for (const line of answer.split('\n')) {
    const day = dayIn(fold(line).replace(/[.,]$/, ''));
    if (day) return day;
  }
  return null;
}

function dayIn(text: string): WrittenDay | null {
  for (const form of forms) {
    const { year, month = '', day } = form.exec(text)?.groups ?? {};
    if (day === undefined) continue;
    const found = { year: year === undefined ? null : Number(year), month: monthOf(month), day: Number(day) };
    if (isDay(found)) return found;
  }
  return null;
}

const monthOf = (text: string): number => Number(text) || words.indexOf(text) + 1 || english.findIndex((name) => text.startsWith(name)) + 1;

/** A year of four digits is one in which somebody living was born, or something bought will end. */
function isDay({ year, month, day }: WrittenDay): boolean {
  if (year !== null && year >= 100 && (year < 1900 || year > 2100)) return false;
  // Where no year is known, a day of leap years is one.
  const known = year === null ? 2000 : year < 100 ? 2000 + year : year;
  const at = new Date(Date.UTC(known, month - 1, day));
  return month >= 1 && month <= 12 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}
