import type { MailRequest } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { mailDomainOf, mailKindOf } from '../identity/index.ts';
import { type HeldBack, letThrough } from '../mail-limits/index.ts';
import type { GateParts } from './gate-parts.ts';

/** A mail to a person that is about to be claimed. */
interface DueToPerson {
  readonly request: MailRequest;
  readonly to: string;
  readonly isProven: boolean;
  readonly company: Pick<CompanyConfig, 'mailLimits'>;
}

/** Asks the limits of mails to people for one of them; each that they let through has an ordinal. */
export function askLimits(
  { request, to, isProven, company }: DueToPerson,
  now: Date,
  parts: GateParts,
): Promise<{ readonly ordinal?: number } | { readonly heldBack: HeldBack }> {
  const domain = mailDomainOf(to);
  // At a provider of free mail everybody's mails are to one domain: there the limit of all is the only one that tells an attack.
  const isShared = mailKindOf(`x@${domain}`) === 'free';
  // A message that is tried again had been let through: the mail was claimed.
  const mail = { domain: isShared ? null : domain, isProven, wasCounted: request.retry !== undefined };
  return letThrough(mail, now, { ...parts, limits: company.mailLimits });
}
