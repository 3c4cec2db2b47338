import type { CompanyId } from '../platform/ids.ts';
import type { Firm } from './firm.ts';
import { isNamedLike, isSameFirmName } from './rules-firm-name.ts';
import type { TaxCode } from './rules-tax-code.ts';

/** What somebody says of the firm that they are of. */
export interface FirmSaid {
  readonly name: string | null;
  /** Null where none was typed, or what was typed is none. */
  readonly taxCode: TaxCode | null;
  /** Of their mailbox; null where it tells of no firm. */
  readonly domain: string | null;
}

/** Who has what was said. */
export interface FirmKnown {
  readonly byTaxCode: Firm | null;
  /** Null where nobody claims the domain. */
  readonly claim: { readonly isShared: boolean; readonly firm: Firm | null } | null;
}

/** What a firm gains by what was said. */
export interface FirmGains {
  readonly name: boolean;
  readonly taxCode: boolean;
  readonly domain: boolean;
}

/** To which firm somebody belongs; `sharesDomain`: the domain is found to be of several firms, and tells of none from now on. */
export type Belonging = { readonly sharesDomain: boolean } & (
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly firm: Firm; readonly gains: FirmGains }
  | { readonly kind: 'new'; readonly gains: FirmGains }
);

const nothing: FirmGains = { name: false, taxCode: false, domain: false };

/**
 * Decides to which firm somebody belongs by what they say. A tax code counts before the domain of a mailbox, and a name alone never joins: an
 * accountant types the codes of clients under a mailbox of their own, and the firms of a group share a domain. So a tax code and a domain become one firm's
 * only where a name says so, and a domain under which a second code is typed tells of no firm any more.
 */
export function belongingOf(said: FirmSaid, known: FirmKnown): Belonging {
  return said.taxCode ? byTaxCode(said, known) : byDomain(said, known);
}

function byTaxCode({ name, domain }: FirmSaid, { byTaxCode: firm, claim }: FirmKnown): Belonging {
  const isOpen = domain !== null && claim === null;
  if (firm) {
    const gains = { name: firm.name === null && name !== null, taxCode: false, domain: isOpen && isNamedLike(domain, firm.name ?? name) };
    return { kind: 'known', firm, gains, sharesDomain: isOfOther(claim, firm.companyId) };
  }
  const named = claim && !claim.isShared ? claim.firm : null;
  if (named?.taxCode === null && isSameFirmName(named.name, name)) {
    return { kind: 'known', firm: named, gains: { ...nothing, taxCode: true }, sharesDomain: false };
  }
  const gains = { name: name !== null, taxCode: true, domain: isOpen && isNamedLike(domain, name) };
  return { kind: 'new', gains, sharesDomain: isOfOther(claim, null) };
}

/** Whether a domain is claimed by a firm whose tax code is another one. */
function isOfOther(claim: FirmKnown['claim'], companyId: CompanyId | null): boolean {
  return claim !== null && !claim.isShared && claim.firm !== null && claim.firm.companyId !== companyId && claim.firm.taxCode !== null;
}

function byDomain({ name, domain }: FirmSaid, { claim }: FirmKnown): Belonging {
  if (domain === null || claim?.isShared || claim?.firm === null) return { kind: 'none', sharesDomain: false };
  if (!claim) return { kind: 'new', gains: { name: name !== null, taxCode: false, domain: true }, sharesDomain: false };
  const gains = { ...nothing, name: claim.firm.name === null && name !== null };
  return { kind: 'known', firm: claim.firm, gains, sharesDomain: false };
}
