import { createHash, createHmac } from 'node:crypto';
import { daysMs } from '../platform/clock.ts';
import { LeadId, type MailId } from '../platform/ids.ts';
import { sameSecret } from '../platform/secrets.ts';
import { fromBase32, toBase32, ulidOfBytes, ulidToBytes } from './base32.ts';

/** What a mail to an address says: its words are an answer, or it refuses, whatever stands in it. */
export type ReplyPurpose = 'reply' | 'refusal';

/**
 * The first letter says what the address is for and how the rest is made. Others may follow: what was sent stays readable.
 * 1 letter, then in base 32: lead 16 bytes, mail 8, day 2, MAC 12. That makes 62 of the 64 octets that RFC 5321 (4.5.3.1.1) gives a local part.
 */
const letters = { reply: 'a', refusal: 'u' } as const satisfies Record<ReplyPurpose, string>;
type Letter = (typeof letters)[ReplyPurpose];
const purposes = ['reply', 'refusal'] as const;
const macBytes = 12;
const unsignedBytes = 26;
const wholeLength = 62;

/** People answer old mails; what is older still is for a person to look at. */
const goodForDays = 400;

/** Tells a mail among those of its lead: 64 bits of a digest of its id. */
export function mailMark(mailId: MailId): string {
  return markBytes(mailId).toString('hex');
}

const markBytes = (mailId: MailId): Buffer => createHash('sha256').update(mailId).digest().subarray(0, 8);

/** A mail to a lead, and the day on which it was sent. */
export interface AnsweredMail {
  readonly leadId: LeadId;
  readonly mailId: MailId;
  readonly at: Date;
}

/**
 * Returns the local part of the address to which answers to a mail go. It holds no personal data, and nobody can make one of another mail. Lower case
 * and without `+`, because servers on the way change the one and forms refuse the other. Null for a lead whose id is of another kind than ours.
 */
export function signReplyAddress({ leadId, mailId, at }: AnsweredMail, key: string, purpose: ReplyPurpose = 'reply'): string | null {
  const lead = leadId.startsWith('L') ? ulidToBytes(leadId.slice(1)) : null;
  if (!lead) return null;
  const day = Buffer.alloc(2);
  day.writeUInt16BE(Math.floor(at.getTime() / daysMs));
  const unsigned = Buffer.concat([lead, markBytes(mailId), day]);
  const letter = letters[purpose];
  return letter + toBase32(Buffer.concat([unsigned, mac(letter, unsigned, key)]));
}

export type JudgedReplyAddress =
  | { readonly kind: 'valid' | 'expired'; readonly purpose: ReplyPurpose; readonly leadId: LeadId; readonly mark: string }
  /** It has not the shape of ours: somebody writes to the domain without having a mail of ours. */
  | { readonly kind: 'unsigned' }
  /** It has the shape, and we did not sign it. */
  | { readonly kind: 'forged' };

/** Judges the local part to which a mail came, before anything is read for it. Several keys are good at once, so that a rotation loses no answer. */
export function judgeReplyAddress(localPart: string, now: Date, signingKeys: readonly string[]): JudgedReplyAddress {
  if (localPart.length !== wholeLength) return { kind: 'unsigned' };
  const lower = localPart.toLowerCase();
  const purpose = purposes.find((one) => lower.startsWith(letters[one]));
  const bytes = purpose === undefined ? null : fromBase32(lower.slice(1));
  if (purpose === undefined || bytes?.length !== unsignedBytes + macBytes) return { kind: 'unsigned' };
  const unsigned = bytes.subarray(0, unsignedBytes);
  const signed = bytes.subarray(unsignedBytes).toString('hex');
  if (!signingKeys.some((key) => sameSecret(signed, mac(letters[purpose], unsigned, key).toString('hex')))) return { kind: 'forged' };
  const sentMs = unsigned.readUInt16BE(24) * daysMs;
  return {
    kind: now.getTime() > sentMs + goodForDays * daysMs ? 'expired' : 'valid',
    purpose,
    leadId: LeadId.parse(`L${ulidOfBytes(unsigned.subarray(0, 16))}`),
    mark: unsigned.subarray(16, 24).toString('hex'),
  };
}

/** Another purpose than those of links: a token of the one is none of the other. */
function mac(letter: Letter, unsigned: Buffer, key: string): Buffer {
  return createHmac('sha256', key).update(`reply address ${letter}\u0000`).update(unsigned).digest().subarray(0, macBytes);
}
