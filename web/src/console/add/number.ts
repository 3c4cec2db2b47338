/** The digits of what is typed, with the plus of another country in front. */
export function numberIn(typed: string): string {
  const digits = typed.replace(/[^\d+]/g, '');
  return digits.startsWith('+') ? `+${digits.replaceAll('+', '')}` : digits.replaceAll('+', '');
}

/**
 * Tells whether a number may be whole, so that it is worth asking whose it is: ten digits that begin with 0, or those of a country.
 */
export function isWhole(number: string): boolean {
  return /^0\d{9}$/.test(number) || /^(?:\+84|84)\d{9}$/.test(number) || /^\+(?!84)\d{10,15}$/.test(number);
}
