import { type AnsweredMail, type ReplyPurpose, signReplyAddress } from '../signed-links/index.ts';
import type { Sender } from './compose.ts';

/** Where what is sent back to a mail comes in by itself. */
export interface AnswerAddresses {
  readonly reply: string;
  /** A mail to it refuses advertising at once, as the link of its header does. */
  readonly refusal: string;
}

/** Returns the addresses of a mail; null where no mail comes in, so that people read its answers in the company's mailbox. */
export function answerAddresses(
  mail: AnsweredMail,
  { replyDomain, signedLinkKey }: Pick<Sender, 'replyDomain' | 'signedLinkKey'>,
): AnswerAddresses | null {
  if (replyDomain === undefined) return null;
  const [reply, refusal] = (['reply', 'refusal'] satisfies ReplyPurpose[]).map((purpose) => signReplyAddress(mail, signedLinkKey, purpose));
  return reply && refusal ? { reply: `${reply}@${replyDomain}`, refusal: `${refusal}@${replyDomain}` } : null;
}
