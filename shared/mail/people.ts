import type { MailRequest } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { mailDomainOf } from '../identity/index.ts';
import { type HeldBack, letThrough } from '../mail-limits/index.ts';
import { hasMailLimit } from './address-problem.ts';
import type { GateParts } from './gate-parts.ts';

/** A mail to a person that is about to be claimed. */
interface DueToPerson {
  readonly request: MailRequest;
  readonly to: string;
  readonly isProven: boolean;
  readonly isAdvertising: boolean;
  readonly company: Pick<CompanyConfig, 'mailLimits'>;
}

/** Asks the limits of mails to people for one of them; each that they let through has an ordinal. */
export function askLimits(
  { request, to, isProven, isAdvertising, company }: DueToPerson,
  now: Date,
  parts: GateParts,
): Promise<{ readonly ordinal?: number } | { readonly heldBack: HeldBack }> {
  const domain = mailDomainOf(to);
  // A message that is tried again had been let through: the mail was claimed.
  const mail = { domain: hasMailLimit(domain) ? domain : null, isProven, isAdvertising, wasCounted: request.retry !== undefined };
  return letThrough(mail, now, { ...parts, limits: company.mailLimits });
}
