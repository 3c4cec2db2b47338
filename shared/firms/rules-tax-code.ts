/** A tax code as it identifies a firm. */
export interface TaxCode {
  /** `household`: it is a person's, the twelve digits of a citizen's number or the ten of an individual's own code. */
  readonly kind: 'enterprise' | 'household';
  /** Ten digits, or a citizen's twelve; without those of a branch, which is no firm of its own. */
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

/** Codes of individuals begin with 8, those of enterprises and offices with other digits (General Department of Taxation). */
const isIndividual = (code: string): boolean => code.startsWith('8');

const withoutSpaces = (typed: string): string => typed.trim().replace(/[\s.]/g, '').replace(/[–_]/g, '-');

/**
 * Reads a typed Vietnamese tax code; null where it is none. A branch (`0301234567-001`) is part of its firm (Law on Enterprises 59/2020, Art 44), so
 * its three digits are left out. A household business has the code of its owner: until June 2025 an individual's, since then the citizen's number
 * (Circular 86/2024/TT-BTC).
 */
export function readTaxCode(typed: string): TaxCode | null {
  const text = withoutSpaces(typed);
  if (/^\d{12}$/.test(text)) return isCitizen(text) ? { kind: 'household', code: text } : null;
  const code = /^(\d{10})(?:-?\d{3})?$/.exec(text)?.[1];
  return code !== undefined && isChecked(code) ? { kind: isIndividual(code) ? 'household' : 'enterprise', code } : null;
}

/** Shows a tax code: of a person the last three digits alone. */
export function shownTaxCode({ kind, code }: Pick<TaxCode, 'kind' | 'code'>): string {
  return kind === 'household' || isIndividual(code) ? lastDigits(code) : code;
}

const lastDigits = (code: string): string => `${'*'.repeat(code.length - 3)}${code.slice(-3)}`;

/** What a person's code looks like, with that of a branch, also where a digit of it is a slip: the others are the person's all the same. */
const personCode = /^(\d{12}|8\d{9})(?:-?\d{3})?$/;

/** Returns what somebody typed for a tax code, a code a line, without the codes of people; whatever else it is stays as it was typed. */
export function withoutPersonCode(typed: string): string {
  const hidden = (line: string): string => {
    const code = personCode.exec(withoutSpaces(line))?.[1];
    return code === undefined ? line : lastDigits(code);
  };
  return typed.split('\n').map(hidden).join('\n');
}

/** Returns answers to a company's own questions without the codes of people. */
export function withoutPersonCodes<Answers extends Readonly<Record<string, string>>>(answers: Answers): Answers {
  return answers.taxCode === undefined ? answers : { ...answers, taxCode: withoutPersonCode(answers.taxCode) };
}
