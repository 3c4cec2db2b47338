import { createHmac } from 'node:crypto';
import { daysMs } from '../platform/clock.ts';
import { LeadId } from '../platform/ids.ts';
import { sameSecret } from '../platform/secrets.ts';

/** The parameter by which an address in a mail to a lead tells whom the mail was sent to. */
export const mailTokenParameter = 'pheu';
/** Days after the mail's day on which its links still tell it. */
export const mailTokenDays = 90;

/** 144 bits: too many to guess, and no half-used sign at the end. */
const signatureBytes = 18;

/**
 * `<lead>.<day of the mail, base 36>.<HMAC-SHA-256, cut>`: says whom a mail was sent to, to nobody but us, and holds no address, number
 * or name. Mails of one day carry the same, so a mail that is tried again does not change.
 */
export function signMailToken(leadId: LeadId, mailedAt: Date, key: string): string {
  const day = dayOf(mailedAt).toString(36);
  return `${leadId}.${day}.${signature(leadId, day, key)}`;
}

export type JudgedMailToken = { readonly kind: 'valid'; readonly leadId: LeadId } | { readonly kind: 'forged' | 'expired' };

/**
 * Several keys are good at once: links live for months, and a rotation must not break those in mails that were sent.
 * @param usedAt when we were told of it, by our own clock
 */
export function judgeMailToken(token: string, usedAt: Date, signingKeys: readonly string[]): JudgedMailToken {
  const [, leadId = '', day = '', signed = ''] = /^([A-Za-z0-9_-]{1,64})\.([0-9a-z]{1,8})\.([A-Za-z0-9_-]{24})$/.exec(token) ?? [];
  if (!signingKeys.some((key) => sameSecret(signed, signature(leadId, day, key)))) return { kind: 'forged' };
  const ageDays = dayOf(usedAt) - Number.parseInt(day, 36);
  return ageDays > mailTokenDays ? { kind: 'expired' } : { kind: 'valid', leadId: LeadId.parse(leadId) };
}

const dayOf = (at: Date): number => Math.floor(at.getTime() / daysMs);

function signature(leadId: string, day: string, key: string): string {
  const mac = createHmac('sha256', key).update(`mail-link\u0000${leadId}\u0000${day}`).digest();
  return mac.subarray(0, signatureBytes).toString('base64url');
}

/** Takes the token out of addresses, wherever they stand in a text: a page's address is kept, whom a mail was sent to is not. */
export function withoutMailToken(text: string): string {
  return text.replace(/(?<=\?|&|%3f|%26)pheu(?:=|%3d)[\w.~-]*(?:&|%26)?/gi, '').replace(/[?&](?=#|$)/, '');
}
