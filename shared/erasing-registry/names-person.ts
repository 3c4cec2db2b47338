import type { ErasedPerson } from '../erasing/index.ts';
import { normaliseEmail, normalisePhones } from '../identity/index.ts';
import type { Digests } from '../platform/digests.ts';

const addresses = /[^\s"'<>()[\]{},;:=&?\\]{1,64}@[^\s"'<>()[\]{},;:=&?\\]{3,255}/g;
const numbers = /[+(]?\d[\d\s().-]{6,18}\d/g;
/** Nobody's post holds more, and whoever sends noise is not to hold up an erasure. */
const most = 40;

/**
 * Tells whether what somebody typed is of a person: it names one of their addresses, or, where it names no address at all, one of their
 * numbers. A number alone would take the post of whoever shares it.
 */
export function namesPerson(text: string, { emails, phones }: Pick<ErasedPerson, 'emails' | 'phones'>, digests: Digests): boolean {
  const typed = (text.match(addresses) ?? []).slice(0, most).flatMap((one) => {
    const read = normaliseEmail(one);
    return read.ok ? [read.email] : [];
  });
  if (typed.length > 0) return typed.some((email) => emails.has(digests.email(email)));
  const read = (text.match(numbers) ?? []).slice(0, most).flatMap((one) => normalisePhones(one).primary?.e164 ?? []);
  return read.some((e164) => phones.has(digests.phone(e164)));
}

/** Returns what a body says, also where it is spelt as forms spell it. */
export function textOfBody(body: Uint8Array): string {
  const text = Buffer.from(body).toString('utf8');
  return text.includes('%') ? text.replace(/\+/g, ' ').replace(/(?:%[0-9a-f]{2})+/gi, decoded) : text;
}

function decoded(bytes: string): string {
  return Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8');
}
