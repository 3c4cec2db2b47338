import type { Lead } from '../leads/index.ts';
import { assertNever } from '../platform/errors.ts';
import type { Principal } from './principal.ts';

/** Invariant 8: nobody reads a lead outside their role and territory. */
export function mayReadLead(principal: Principal, lead: Pick<Lead, 'owner' | 'region'>): boolean {
  switch (principal.role) {
    case 'admin':
    case 'marketer':
      return true;
    case 'manager':
      return inRegions(principal.regions, lead);
    case 'rep':
      return lead.owner?.repId === principal.repId;
    default:
      return assertNever(principal, 'role');
  }
}

function inRegions(regions: readonly string[], { region }: Pick<Lead, 'region'>): boolean {
  if (regions.length === 0) return true;
  return [region.provinceCode, region.macroRegion].some((known) => known !== null && regions.includes(known));
}

/** Marketers work with who a lead is like, not with how to reach it. */
export function seesContactDetails(principal: Principal): boolean {
  return principal.role !== 'marketer';
}

/** Whoever works with a person may put right what is believed of them. */
export function mayCorrectLead(principal: Principal, lead: Pick<Lead, 'owner' | 'region'>): boolean {
  return mayReadLead(principal, lead) && seesContactDetails(principal);
}

/** Who writes the rules of the business, and tries them; the company's own figures come with it, no lead's contact details. */
export function mayConfigure(principal: Principal): boolean {
  return principal.role === 'admin' || principal.role === 'marketer';
}
