/**
 * Writes a number so that no spreadsheet takes it for a sum: a Vietnamese one with its zero and in groups (`0912 345 678`), others with their sign and
 * code, as texts. One that cannot be dialled, or is masked, stands as it is shown.
 */
export function shownPhone({ e164, raw }: { readonly e164: string | null; readonly raw: string }): string {
  if (e164 === null) return raw;
  const [, national] = /^\+84(\d{8,10})$/.exec(e164) ?? [];
  return national === undefined ? e164 : grouped(`0${national}`);
}

/** `0912 345 678`, `024 3826 1234`. */
function grouped(digits: string): string {
  if (digits.length === 11) return `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`;
  return `${digits.slice(0, -6)} ${digits.slice(-6, -3)} ${digits.slice(-3)}`;
}
