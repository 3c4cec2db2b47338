/** A tax code as it identifies a firm. */
export interface TaxCode {
  /** `household`: twelve digits, which are the number of a citizen. */
  readonly kind: 'enterprise' | 'household';
  /** Ten digits, or the twelve of a household; without those of a branch, which is no firm of its own. */
  readonly code: string;
}

/** Weights of the first nine digits of a Vietnamese tax code; the tenth checks them (General Department of Taxation). */
const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** Whether the tenth digit fits the nine before it. */
function isChecked(code: string): boolean {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(code[place]), 0);
  return 10 - (sum % 11) === Number(code[9]);
}

/** The first three digits of a citizen's number name the province of birth: 001 to 096 (Circular 59/2021/TT-BCA). */
function isCitizen(code: string): boolean {
  const province = Number(code.slice(0, 3));
  return province >= 1 && province <= 96;
}

/**
 * Reads a typed Vietnamese tax code; null where it is none. A branch (`0301234567-001`) is part of its firm (Law on Enterprises 59/2020, Art 44), so
 * its three digits are left out. Since July 2025 a household business has the citizen's number of its owner (Circular 86/2024/TT-BTC).
 */
export function readTaxCode(typed: string): TaxCode | null {
  const text = typed.trim().replace(/[\s.]/g, '').replace(/[–_]/g, '-');
  if (/^\d{12}$/.test(text)) return isCitizen(text) ? { kind: 'household', code: text } : null;
  const code = /^(\d{10})(?:-?\d{3})?$/.exec(text)?.[1];
  return code !== undefined && isChecked(code) ? { kind: 'enterprise', code } : null;
}

/** Shows a tax code: of a household the last three digits alone. */
export function shownTaxCode({ kind, code }: TaxCode): string {
  return kind === 'household' ? `*********${code.slice(-3)}` : code;
}

/** Returns a typed text without the number of a citizen; whatever else it is stays as it was typed. */
export function withoutCitizenNumber(typed: string): string {
  const read = readTaxCode(typed);
  return read?.kind === 'household' ? shownTaxCode(read) : typed;
}
