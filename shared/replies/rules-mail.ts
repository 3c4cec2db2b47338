import type { JudgedReplyAddress } from '../signed-links/index.ts';
import type { ReadMail } from './read-mail.ts';
import { returnDate } from './rules-return.ts';

/** Why a mail waits for a person. `unknownMail`: there is no such mail any more; `tooMany`: its lead answered too often for a day. */
export const heldReasons = ['unsigned', 'forged', 'expired', 'virus', 'spam', 'tooLarge', 'unreadable', 'unknownMail', 'tooMany'] as const;
export type HeldReason = (typeof heldReasons)[number];

/** What SES found before it handed the mail over. */
export interface MailVerdicts {
  readonly spam: boolean;
  readonly virus: boolean;
  /** The domain of the sender says that it did not send it. */
  readonly dmarc: boolean;
}

/** Decides from the address alone whether a mail is looked into; null: it is. */
export function heldByAddress(address: JudgedReplyAddress, failed: MailVerdicts): HeldReason | null {
  // Nothing of a virus is parsed, and nothing of a stranger's who has no mail of ours.
  if (failed.virus) return 'virus';
  if (address.kind !== 'valid') return address.kind;
  return failed.spam ? 'spam' : null;
}

/**
 * A machine wrote it. It changes nothing but when a person is written to, and is never answered. `isAway`: it answers for a person who is not there; reports of
 * mail servers and mails of lists do not. `returnsOn`: the day on which they are back, or the last one of their absence.
 */
export interface Automatic {
  readonly kind: 'automatic';
  readonly isAway: boolean;
  readonly returnsOn: string | null;
}

/** What a mail to a signed address is. */
export type JudgedMail =
  | Automatic
  /** `isProven`: it came from the address to which we wrote. */
  | { readonly kind: 'reply'; readonly isProven: boolean };

/**
 * Judges a mail to a signed address.
 * @param sender of the envelope; empty where a mail server speaks (RFC 5321, 4.5.5)
 * @param address of the lead whose mail is answered; null where there is none any more
 */
export function judgeMail(
  mail: ReadMail,
  {
    sender,
    address,
    failed,
    now,
  }: { readonly sender: string; readonly address: string | null; readonly failed: MailVerdicts; readonly now: Date },
): JudgedMail {
  if (isAutomatic(mail, sender)) {
    const isAway = isAbsence(mail);
    return { kind: 'automatic', isAway, returnsOn: isAway ? returnDate(`${mail.subject}\n${mail.text ?? ''}`, now) : null };
  }
  return { kind: 'reply', isProven: address !== null && mail.from === address && !failed.dmarc };
}

/** Written by responders that know no RFC: any value says so. */
const responderHeaders = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-auto-reply',
  'x-autoreply-from',
  'x-mail-autoreply',
  'x-mail-autoresponder',
  'list-id',
  'list-unsubscribe',
  'feedback-id',
  'x-failed-recipients',
] as const;

/** Subjects of responders that set no header, in both languages. A person's answer begins with what we wrote, behind `Re:`. */
const responderSubjects =
  /^\W*(auto(matic)?[ -]?(reply|response|responder)|out[ -]of[ -](the[ -])?office|ooo\b|(thư )?trả lời tự động|tự động trả lời|phản hồi tự động|thông báo (vắng mặt|nghỉ phép|đi công tác)|vắng mặt:)/iu;
/** Subjects of mail servers that could not deliver. */
const failureSubjects =
  /^\W*(undeliver(able|ed)|mail delivery (failed|failure)|delivery status notification|returned mail|không gửi được)/iu;

/** RFC 3834, RFC 2919, RFC 3462 and what is older than they. */
export function isAutomatic({ headers, contentType, subject, from }: ReadMail, sender: string): boolean {
  const textOf = (name: string) => headers.get(name)?.trim().toLowerCase();
  const submitted = textOf('auto-submitted');
  const precedence = textOf('precedence') ?? '';
  const isNobodys = sender.replace(/[<>\s]/g, '') === '' || /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply)@/i.test(from ?? '');
  return (
    (submitted !== undefined && !/^no\b/.test(submitted)) ||
    /^(bulk|list|junk|auto_reply)$/.test(precedence) ||
    responderHeaders.some((name) => headers.has(name)) ||
    // Outlook's own responders; programs of people set a part of it at most.
    /\ball\b/.test(textOf('x-auto-response-suppress') ?? '') ||
    textOf('return-path')?.replace(/[<>\s]/g, '') === '' ||
    contentType === 'multipart/report' ||
    isNobodys ||
    responderSubjects.test(subject) ||
    failureSubjects.test(subject)
  );
}

/** Headers of what is sent to many, or tells of a mail that was not delivered: their words are nobody's absence. */
const ofMany = ['list-id', 'list-unsubscribe', 'feedback-id', 'x-failed-recipients'] as const;

/** Tells whether an automatic mail answers for a person. */
function isAbsence({ headers, contentType, subject, from }: ReadMail): boolean {
  const textOf = (name: string) => headers.get(name)?.trim().toLowerCase() ?? '';
  const submitted = textOf('auto-submitted');
  // Old programs of absence call their answers bulk.
  const saysSo = submitted.startsWith('auto-replied') || responderSubjects.test(subject);
  return !(
    contentType === 'multipart/report' ||
    /^auto-(generated|notified)/.test(submitted) ||
    (/^(bulk|list)$/.test(textOf('precedence')) && !saysSo) ||
    ofMany.some((name) => headers.has(name)) ||
    /^(mailer-daemon|postmaster)@/i.test(from ?? '') ||
    failureSubjects.test(subject)
  );
}
