import type { Digests } from '../platform/digests.ts';
import type { FormId, LeadId } from '../platform/ids.ts';

/** Crockford's: no letter that is taken for a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 8;

/** Makes the code that a person shows at the door: 40 bits, the same each time, and nobody's guess. */
export function codeOf(formId: FormId, leadId: LeadId, round: number, digests: Digests): string {
  const bytes = Buffer.from(digests.body('event code', formId, leadId, String(round)), 'base64url');
  return [...bytes.subarray(0, length)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

/** Reads a code as people type it: in small letters, with spaces or dashes, with O for 0 and I or L for 1; null for what is none. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return code.length === length && [...code].every((sign) => alphabet.includes(sign)) ? code : null;
}
