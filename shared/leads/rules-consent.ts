import { type ConsentGrant, ConsentPurpose, type Lead } from './record.ts';

/** Lists what a person agrees to. Newsletters count when their mailbox has said so, as the claim of a mail counts them. */
export function consentsInForce({ consent }: Pick<Lead, 'consent'>): ConsentPurpose[] {
  return ConsentPurpose.options.filter((purpose) => {
    const grant = consent[purpose];
    return grant?.granted === true && (purpose !== 'newsletter' || grant.confirmedAt !== undefined);
  });
}

/** What the mailbox of a record says of newsletters itself, beside what was ticked. */
export type MailboxWord = Partial<Pick<ConsentGrant, 'confirmedAt' | 'refusedTopics'>>;

/** Returns what a consent holds of its mailbox's own word. */
export function mailboxWordIn({ confirmedAt, refusedTopics }: MailboxWord = {}): MailboxWord {
  return { ...(confirmedAt === undefined ? {} : { confirmedAt }), ...(refusedTopics === undefined ? {} : { refusedTopics }) };
}

/** Returns the consent of a record by the word of its mailbox: that of another one, which it had before, does not count. */
export function consentAtMailbox(consent: Lead['consent'], word: MailboxWord): Lead['consent'] {
  const { newsletter } = consent;
  if (newsletter?.granted !== true) return consent;
  const { confirmedAt: _confirmed, refusedTopics: _refused, ...ticked } = newsletter;
  return { ...consent, newsletter: { ...ticked, ...word } };
}
