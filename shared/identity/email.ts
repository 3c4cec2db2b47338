import { domainToASCII } from 'node:url';
import { cleanText } from './text.ts';

declare const brand: unique symbol;

/** A normalised e-mail address: ASCII, lower case, deliverable by syntax. */
export type Email = string & { readonly [brand]: 'Email' };

export type EmailResult = { ok: true; email: Email; raw: string } | { ok: false; raw: string; reason: 'empty' | 'malformed' | 'tooLong' };

// RFC 5321 4.5.3.1: 64 octets before the @; 254 for the whole address (256 for the path with its angle brackets).
const maxLocal = 64;
const maxAddress = 254;
// Nothing longer is worth looking at; it leaves room for "Name <address>" and mailto parameters.
const maxInput = 2_000;

// RFC 5322 dot-atom. Quoted local parts and non-ASCII ones (RFC 6531) are refused: SES sends to neither.
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const typedDomain = /^[\p{L}\p{N}\p{M}.-]+$/u;
const domainLabel = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const topLevel = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/**
 * Normalises a typed e-mail address into the key of a person; never throws.
 *
 * Provider rules (dots and +tags of Gmail, aliases of other hosts) are left alone on purpose: they differ per host and change
 * without notice, and applying one wrongly merges two strangers into one lead, which shows one person's data to another.
 * Two leads for one person are the smaller harm and can be merged by hand.
 */
export function normaliseEmail(raw: string): EmailResult {
  const refuse = (reason: 'empty' | 'malformed' | 'tooLong'): EmailResult => ({ ok: false, raw, reason });
  if (raw.length > maxInput) return refuse('tooLong');
  const typed = unwrap(fullWidthToAscii(cleanText(raw)));
  if (typed === '') return refuse('empty');

  const at = typed.lastIndexOf('@');
  if (at < 1) return refuse('malformed');
  // Only ASCII capitals: lower-casing other letters can yield ASCII (İ gives i), and so another person's address.
  const local = typed.slice(0, at).trimEnd().replace(/[A-Z]/g, lower);
  if (!localPart.test(local)) return refuse('malformed');
  const domain = asciiDomain(typed.slice(at + 1).trimStart());
  if (domain === null) return refuse('malformed');

  const address = `${local}@${domain}`;
  if (local.length > maxLocal || address.length > maxAddress) return refuse('tooLong');
  return { ok: true, email: address as Email, raw };
}

function lower(letter: string): string {
  return letter.toLowerCase();
}

/** Vietnamese and Japanese keyboards can type full-width letters; NFKC would change far more than those. */
function fullWidthToAscii(value: string): string {
  return value.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replace(/[\u3002\uff61]/g, '.');
}

/** Takes the address out of what people paste: `Lan <lan@x.vn>`, `mailto:lan@x.vn?subject=…`, `(lan@x.vn).` */
function unwrap(value: string): string {
  const opening = value.lastIndexOf('<');
  const closing = value.indexOf('>', opening);
  let inner = opening >= 0 && closing > opening ? value.slice(opening + 1, closing) : value;
  inner = inner.trim();
  const scheme = /^(?:mailto|e-?mail) ?: ?/i.exec(inner);
  if (scheme) inner = inner.slice(scheme[0].length);
  const query = inner.indexOf('?', inner.lastIndexOf('@') + 1);
  if (query > 0 && inner.includes('@')) inner = inner.slice(0, query);
  return withoutEdges(inner, '"([< ', '")]>,;. ');
}

/** Walks from both ends instead of a regular expression, whose end anchor would make long runs quadratic. */
function withoutEdges(value: string, leading: string, trailing: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && leading.includes(value.charAt(start))) start += 1;
  while (end > start && trailing.includes(value.charAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

function asciiDomain(typed: string): string | null {
  // Checked before conversion, which would decode percent signs and read numbers as IPv4 addresses.
  if (!typedDomain.test(typed)) return null;
  const domain = domainToASCII(typed);
  const labels = domain.split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || !topLevel.test(last)) return null;
  return labels.every((label) => label.length <= 63 && domainLabel.test(label)) ? domain : null;
}

/** Nobody types more addresses than fit. */
const maxTyped = 1_000;

/** What was typed where one address is asked for: the first that is one, or else what was typed; and all other addresses and words. */
export function firstAddress(values: readonly string[]): { readonly text: string; readonly spare: readonly string[] } {
  const spellings = new Map<string, string>();
  const unusable: string[] = [];
  for (const value of values) {
    if (cleanText(value) === '') continue;
    const found = addressesIn(value);
    if (found[0] !== value) unusable.push(value);
    for (const one of found) {
      const read = normaliseEmail(one);
      if (read.ok && !spellings.has(read.email)) spellings.set(read.email, one);
    }
  }
  const [text = '', ...spare] = [...spellings.values(), ...unusable];
  return { text, spare };
}

/** The address that a value is, else those among other words: "lan@x.vn; nam@x.vn", "lan@x.vn hoặc 0912 345 678". */
function addressesIn(value: string): string[] {
  if (normaliseEmail(value).ok) return [value];
  const parts = value.slice(0, maxTyped).split(/[\s,;/|<>()]+/);
  return parts.filter((part) => part.includes('@') && normaliseEmail(part).ok);
}
