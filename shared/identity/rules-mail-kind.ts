import file from '../../config/data/mail-kinds.json' with { type: 'json' };
import type { MailKind } from './mail-kind.ts';

const freeDomains = new Set(file.freeDomains);
const disposableDomains = new Set(file.disposableDomains);
const roleLocalParts = new Set(file.roleLocalParts);

/**
 * Tells the kind of a normalised address by the lists in config/data/mail-kinds.json. A role (`info@`, `ketoan@`) is told by what stands
 * before the @, wherever the mailbox is; a disposable mailbox is nothing else besides.
 */
export function mailKindOf(email: string): MailKind {
  const domain = mailDomainOf(email);
  const [local = ''] = email.toLowerCase().split(/[@+]/);
  if (isWithin(domain, disposableDomains)) return 'disposable';
  if (roleLocalParts.has(local)) return 'role';
  return freeDomains.has(domain) ? 'free' : 'company';
}

export const mailDomainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

/** Whether a domain is one of these or lies below one. */
export function isWithin(domain: string, domains: Pick<ReadonlySet<string>, 'has'>): boolean {
  const labels = domain.split('.');
  return labels.some((_, index) => domains.has(labels.slice(index).join('.')));
}
