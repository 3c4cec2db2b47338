const dayMs = 24 * 3600 * 1000;
/** 1900-01-01 is day 1, and Excel believes in 1900-02-29 (Lotus 1-2-3 did), so that days after it count one more. */
const zeroOf1900 = Date.UTC(1899, 11, 30);
/** Excel for Macintosh of old: 1904-01-01 is day 0 (ECMA-376 part 1, 18.17.4.1). */
const zeroOf1904 = Date.UTC(1904, 0, 1);
const lastDay = 2_958_465;

/** Returns the day or moment that a serial number of Excel stands for; null for what is no date. */
export function dateOfSerial(serial: number, is1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > lastDay) return null;
  const days = is1904 || serial >= 60 ? serial : serial + 1;
  // To the second: a fraction of a day cannot be written exactly.
  const at = (is1904 ? zeroOf1904 : zeroOf1900) + Math.round((days * dayMs) / 1000) * 1000;
  const iso = new Date(at).toISOString().slice(0, 19);
  return iso.endsWith('T00:00:00') ? iso.slice(0, 10) : iso;
}

/** Tells whether a text is a day, or a moment of it to the minute or second, that there is: `2026-03-01`, `2026-03-01T14:30:00`. */
export function isMoment(iso: string): boolean {
  const [, day] = /^(\d{4}-\d\d-\d\d)(?:T(?:[01]\d|2[0-3])(?::[0-5]\d){1,2})?$/.exec(iso) ?? [];
  if (day === undefined) return false;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

/** Returns the serial number of a day or a moment of it, of 1 March 1900 or later. */
export function serialOfDate(iso: string): number {
  const at = Date.parse(iso.length === 10 ? `${iso}T00:00:00Z` : `${iso.padEnd(19, ':00')}Z`);
  return Math.round((at - zeroOf1900) / 1000) / (dayMs / 1000);
}

/** Built-in formats that show a date (ECMA-376 part 1, 18.8.30), those of East Asian and Thai Excels among them. */
const builtIn = new Set([14, 15, 16, 17, 22, ...range(27, 36), ...range(50, 58), ...range(67, 71), ...range(75, 76), 81]);

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Tells whether a number format shows its number as a date; times alone are left as numbers. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtIn.has(id);
  // Quoted and escaped signs, colours, currencies and conditions are no part of the pattern.
  const pattern = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?:\$[^\]]*|[^\]hms][^\]]*)\]/gi, '').split(';')[0] ?? '';
  return /[dy]/i.test(pattern) && !/^general$/i.test(pattern.trim());
}
