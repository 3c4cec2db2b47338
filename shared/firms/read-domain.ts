import { normaliseEmail } from '../identity/email.ts';
import { firmDomain, mayTellOfFirm } from './rules-domain.ts';

/** Returns the domain by which a mailbox tells of a firm; null where it tells of none. The list of suffixes is loaded with the first one. */
export async function firmDomainOf(email: string | null): Promise<string | null> {
  if (email === null || !mayTellOfFirm(email)) return null;
  const { default: file } = await import('../../config/data/public-suffixes.json', { with: { type: 'json' } });
  return firmDomain(email, file.suffixes);
}

/** Returns the domain that a firm has registered, as it was typed for one; null for what is none, or nobody's own. */
export async function registeredBy(typed: string): Promise<string | null> {
  const address = normaliseEmail(`x@${typed.trim().replace(/^(?:https?:\/\/)?(?:www\.)?/i, '')}`);
  return address.ok ? firmDomainOf(address.email) : null;
}
