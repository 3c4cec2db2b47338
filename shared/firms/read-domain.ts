import { firmDomain, mayTellOfFirm } from './rules-domain.ts';

/** Returns the domain by which a mailbox tells of a firm; null where it tells of none. The list of suffixes is loaded with the first one. */
export async function firmDomainOf(email: string | null): Promise<string | null> {
  if (email === null || !mayTellOfFirm(email)) return null;
  const { default: file } = await import('../../config/data/public-suffixes.json', { with: { type: 'json' } });
  return firmDomain(email, file.suffixes);
}
