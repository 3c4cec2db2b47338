/** Returns a number with all the digits that it was written with, without an exponent: `9.12345678E8` is `912345678`. */
export function plainDigits(written: string): string {
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] =
    /^([+-]?)(\d+)(?:\.(\d*))?(?:E([+-]?\d{1,3}))?$/i.exec(written.trim()) ?? [];
  if (whole === '') return written.trim();
  const exponent = Number(exponentText);
  if (exponent === 0) return written.trim();
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits.padEnd(point, '0')}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
