import file from '../../config/data/mail-kinds.json' with { type: 'json' };
import type { MailKind } from './mail-kind.ts';

const freeDomains = new Set(file.freeDomains);
const disposableDomains = new Set(file.disposableDomains);
const roleLocalParts = new Set(file.roleLocalParts.map(withoutMarks));

/**
 * Tells the kind of a normalised address by the lists in config/data/mail-kinds.json. A role (`info@`, `ketoan@`) is told by what stands
 * before the @, wherever the mailbox is; a disposable mailbox is nothing else besides.
 */
export function mailKindOf(email: string): MailKind {
  const domain = mailDomainOf(email);
  if (isWithin(domain, disposableDomains)) return 'disposable';
  if (isRoleAddress(email)) return 'role';
  return freeDomains.has(domain) ? 'free' : 'company';
}

/** Whether a domain is neither that of a provider that everybody knows nor that of throw-away mailboxes: of such nobody need ask anything. */
export function isOwnDomain(domain: string): boolean {
  return !freeDomains.has(domain) && !isWithin(domain, disposableDomains);
}

/** Whether an address is the desk of many people, wherever the mailbox is, however its name is set: `no-reply@`, `no.reply+x@`. */
export function isRoleAddress(email: string): boolean {
  const [local = ''] = email.toLowerCase().split(/[@+]/);
  return roleLocalParts.has(withoutMarks(local));
}

function withoutMarks(local: string): string {
  return local.replace(/[._-]/g, '');
}

export const mailDomainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

/** Whether a domain is one of these or lies below one. */
export function isWithin(domain: string, domains: Pick<ReadonlySet<string>, 'has'>): boolean {
  const labels = domain.split('.');
  return labels.some((_, index) => domains.has(labels.slice(index).join('.')));
}
