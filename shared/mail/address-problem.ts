import { isRoleAddress, isWithin, mailDomainOf, mailKindOf } from '../identity/index.ts';

/** Why an address gets no mail that nobody wrote by hand. */
export type AddressProblem = 'roleAddress' | 'ownAddress';

/** Addresses that are the company's own, and domains where every address is. */
export interface OwnAddresses {
  readonly mailboxes: readonly ReadonlySet<string>[];
  readonly domains: ReadonlySet<string>;
}

const gmailDomains = new Set(['gmail.com', 'googlemail.com']);
/** Kept for documents (RFC 2606): they are nobody's, so a company that has not set its own yet owns none of their addresses. */
const documentDomains = new Set(['example.com', 'example.net', 'example.org']);

/**
 * The mailbox that an address leads to, for quotas alone: whoever cuts tags and dots to tell people apart takes two for one.
 * Tags after a plus are cut everywhere, dots at Gmail, where they mean nothing. Takes a normalised address.
 */
export function mailboxOf(email: string): string {
  const domain = mailDomainOf(email);
  const local = email.slice(0, -domain.length - 1);
  const untagged = local.split('+')[0] || local;
  return gmailDomains.has(domain) ? `${untagged.replaceAll('.', '')}@gmail.com` : `${untagged}@${domain}`;
}

/** Returns the mailboxes behind addresses as people write them. */
export function mailboxesOf(emails: readonly string[]): ReadonlySet<string> {
  return new Set(emails.map((email) => mailboxOf(email.toLowerCase())));
}

/**
 * The company's addresses, and their domains where those are its own: at a provider of free mail it only has a mailbox.
 * @param people mailboxes of all who work there
 */
export function ownAddresses(company: readonly string[], people: readonly ReadonlySet<string>[]): OwnAddresses {
  const domains = company.map(mailDomainOf).filter((domain) => mailKindOf(`x@${domain}`) === 'company' && !documentDomains.has(domain));
  return { mailboxes: [mailboxesOf(company), ...people], domains: new Set(domains) };
}

/**
 * Tells whether mails to a domain have a limit of their own. At a provider of free mail everybody's go to one domain, where the limit of
 * all is the only one that tells an attack; a domain of documents has nobody to be written to.
 */
export function hasMailLimit(domain: string): boolean {
  return mailKindOf(`x@${domain}`) !== 'free' && !documentDomains.has(domain);
}

/** Finds why an address gets no automatic mail. Nobody behind a shared desk asked for it, and our own people need none. */
export function addressProblem(email: string, own: OwnAddresses): AddressProblem | null {
  const mailbox = mailboxOf(email);
  if (own.mailboxes.some((mailboxes) => mailboxes.has(mailbox)) || isWithin(mailDomainOf(email), own.domains)) return 'ownAddress';
  return isRoleAddress(email) ? 'roleAddress' : null;
}
