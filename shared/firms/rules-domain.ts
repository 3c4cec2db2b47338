import file from '../../config/data/shared-domains.json' with { type: 'json' };
import { isWithin, mailDomainOf, mailKindOf } from '../identity/rules-mail-kind.ts';
import { meantDomain } from '../identity/rules-typo.ts';

/** Public suffixes of more than one label, by their last one, as the Public Suffix List writes them: `com`, `*.ck`, `!www.ck`. */
export type Suffixes = Readonly<Record<string, string>>;

const publicSector = new Set(file.publicSectorLabels);
const nobodys = new Set([...file.providerDomains, ...file.reservedDomains]);

const rulesOf = new Map<string, ReadonlySet<string>>();

function rulesUnder(last: string, suffixes: Suffixes): ReadonlySet<string> {
  const known = rulesOf.get(last);
  if (known) return known;
  const rules = new Set((Object.hasOwn(suffixes, last) ? (suffixes[last] ?? '') : '').split(' '));
  rulesOf.set(last, rules);
  return rules;
}

/** Returns how many labels of a domain are its public suffix (https://publicsuffix.org/list/, "Algorithm"). */
function suffixLength(labels: readonly string[], suffixes: Suffixes): number {
  const last = labels.at(-1) ?? '';
  const rules = rulesUnder(last, suffixes);
  for (let length = labels.length; length > 1; length -= 1) {
    const own = labels.slice(-length, -1);
    if (rules.has(`!${own.join('.')}`)) return length - 1;
    if (rules.has(own.join('.')) || rules.has(['*', ...own.slice(1)].join('.'))) return length;
  }
  return 1;
}

/** Returns the part of a domain that somebody registered: `abc.com.vn` of `mail.abc.com.vn`; null for a public suffix. */
export function registeredDomain(domain: string, suffixes: Suffixes): string | null {
  const labels = domain.split('.');
  const length = suffixLength(labels, suffixes);
  return labels.length > length ? labels.slice(-length - 1).join('.') : null;
}

/**
 * Returns the domain by which a mailbox tells of a firm; null where it tells of none: free mail, providers of access, throw-away mailboxes, and what
 * schools and authorities have, where many bodies share a name.
 */
export function firmDomain(email: string, suffixes: Suffixes): string | null {
  const full = mailDomainOf(email);
  const domain = registeredDomain(full, suffixes);
  if (domain === null) return null;
  // Whoever mistypes their provider is of no firm, and would meet all others who do so there.
  const isShared = [full, domain].some((one) => isWithin(one, nobodys) || !isOwnMailbox(one) || meantDomain(one) !== null);
  const suffix = domain.split('.').slice(1);
  return isShared || suffix.some((label) => publicSector.has(label)) ? null : domain;
}

/** Tells whether a mailbox may tell of a firm, before the list of suffixes is looked at. */
export function mayTellOfFirm(email: string): boolean {
  const full = mailDomainOf(email);
  return isOwnMailbox(full) && !isWithin(full, nobodys);
}

/** The desk of many people may be at a provider of free mail as well. */
const isOwnMailbox = (domain: string) => mailKindOf(`x@${domain}`) === 'company';
