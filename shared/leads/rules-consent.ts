import { ConsentPurpose, type Lead } from './record.ts';

/** Lists what a person agrees to. Newsletters count when their mailbox has said so, as the claim of a mail counts them. */
export function consentsInForce({ consent }: Pick<Lead, 'consent'>): ConsentPurpose[] {
  return ConsentPurpose.options.filter((purpose) => {
    const grant = consent[purpose];
    return grant?.granted === true && (purpose !== 'newsletter' || grant.confirmedAt !== undefined);
  });
}

/** Returns the consent of a record for another mailbox: the word of the one before it holds for that one alone. */
export function consentAtMailbox(consent: Lead['consent'], confirmedAt: string | null): Lead['consent'] {
  const { newsletter } = consent;
  if (newsletter?.granted !== true) return consent;
  const { confirmedAt: _before, ...ticked } = newsletter;
  return { ...consent, newsletter: { ...ticked, ...(confirmedAt === null ? {} : { confirmedAt }) } };
}
