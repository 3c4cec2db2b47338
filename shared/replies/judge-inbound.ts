import { normaliseEmail } from '../identity/index.ts';
import type { LeadId } from '../platform/ids.ts';
import { type JudgedReplyAddress, judgeReplyAddress } from '../signed-links/index.ts';
import { type ReadMail, readMail } from './read-mail.ts';
import { type Automatic, type HeldReason, heldByAddress, judgeMail, type MailVerdicts } from './rules-mail.ts';

/** A mail as SES took it in. */
export interface InboundMail {
  /** Addresses of the envelope, at whatever domain. */
  readonly recipients: readonly string[];
  /** Of the envelope; empty where a mail server speaks. */
  readonly sender: string;
  readonly failed: MailVerdicts;
  /** Null: it is too large. */
  readonly raw: () => Promise<Uint8Array | null>;
}

/** The lead and the mail that are answered. */
export interface Answered {
  readonly leadId: LeadId;
  readonly mark: string;
}

export type JudgedInbound =
  /** It went to the address by which a mail program refuses: nothing of it is read. */
  | { readonly kind: 'refusal'; readonly answered: Answered }
  | { readonly kind: 'held'; readonly reason: HeldReason; readonly answered: Answered | null }
  | (Automatic & { readonly answered: Answered })
  | {
      readonly kind: 'reply';
      readonly answered: Answered;
      readonly isProven: boolean;
      readonly mail: ReadMail;
      /** Nothing of it was read but whom its envelope names. @default - it was read */
      readonly isTooLarge?: true;
    };

export interface JudgeParts {
  readonly replyDomain: string;
  readonly signedLinkKeys: readonly string[];
  readonly now: Date;
  /** The address that the lead of a mail has; null: it has none, or there is no such lead. */
  readonly addressOf: (leadId: LeadId) => Promise<string | null>;
}

/** Finds what a mail is, and whose. Its bytes are looked at only behind a signed address and what SES says of it. */
export async function judgeInbound(
  { recipients, sender, failed, raw }: InboundMail,
  { replyDomain, signedLinkKeys, now, addressOf }: JudgeParts,
): Promise<JudgedInbound> {
  const address = bestAddress(recipients, replyDomain, (localPart) => judgeReplyAddress(localPart, now, signedLinkKeys));
  const answered = address.kind === 'valid' || address.kind === 'expired' ? { leadId: address.leadId, mark: address.mark } : null;
  // As by a link, a refusal holds for as long as the mail lies about, whatever came along with it.
  if (answered !== null && 'purpose' in address && address.purpose === 'refusal') return { kind: 'refusal', answered };
  const held = heldByAddress(address, failed);
  if (held !== null || answered === null) return { kind: 'held', reason: held ?? 'unsigned', answered };
  const bytes = await raw();
  if (bytes === null) return tooLarge(sender, answered);
  const mail = await readMail(bytes);
  if (mail === null) return { kind: 'held', reason: 'unreadable', answered };
  const judged = judgeMail(mail, { sender, address: await addressOf(answered.leadId), failed, now });
  return judged.kind === 'automatic' ? { ...judged, answered } : { ...judged, answered, mail };
}

/** Somebody who answers with pictures is heard of all the same; a report of non-delivery of that size is nobody's. */
function tooLarge(sender: string, answered: Answered): JudgedInbound {
  const read = normaliseEmail(sender);
  if (!read.ok) return { kind: 'held', reason: 'tooLarge', answered };
  const mail = { messageId: null, from: read.email, subject: '', text: null, files: [], headers: new Map(), contentType: '' };
  return { kind: 'reply', answered, isProven: false, mail, isTooLarge: true };
}

const ranks: readonly JudgedReplyAddress['kind'][] = ['valid', 'expired', 'forged', 'unsigned'];

/** A mail to several addresses of the domain is the one of the best of them: it was one act of one person. */
function bestAddress(
  recipients: readonly string[],
  replyDomain: string,
  judge: (localPart: string) => JudgedReplyAddress,
): JudgedReplyAddress {
  const judged = recipients
    .map((recipient) => recipient.trim())
    .filter((recipient) => recipient.toLowerCase().endsWith(`@${replyDomain}`))
    .map((recipient) => judge(recipient.slice(0, recipient.lastIndexOf('@'))));
  return judged.toSorted((one, other) => ranks.indexOf(one.kind) - ranks.indexOf(other.kind))[0] ?? { kind: 'unsigned' };
}
