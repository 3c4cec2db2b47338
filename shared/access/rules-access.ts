import type { ConfigKind } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import { assertNever } from '../platform/errors.ts';
import type { Principal } from './principal.ts';

/** The parts of a lead that decide who may read it. */
export type LeadToRead = Pick<Lead, 'owner' | 'region'>;

/**
 * Invariant 8: nobody reads a lead outside their role and territory.
 * @param isSeated tells whether the caller has a seat at the lead; only a rep can have one
 */
export function mayReadLead(principal: Principal, lead: LeadToRead, isSeated: boolean): boolean {
  switch (principal.role) {
    case 'admin':
    case 'marketer':
      return true;
    case 'manager':
      return inRegions(principal.regions, lead);
    case 'rep':
      return isOwner(principal, lead) || isSeated;
    default:
      return assertNever(principal, 'role');
  }
}

/** Tells whether the caller owns the lead; no seat has to be read of who does. */
export function isOwner(principal: Principal, lead: Pick<Lead, 'owner'>): boolean {
  return principal.role === 'rep' && lead.owner?.repId === principal.repId;
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
export function mayCorrectLead(principal: Principal, lead: LeadToRead, isSeated: boolean): boolean {
  return mayReadLead(principal, lead, isSeated) && seesContactDetails(principal);
}

/** Tells whether the caller may read a kind of configuration. */
export function mayReadConfig(principal: Principal, { reserved }: Pick<ConfigKind, 'reserved'>): boolean {
  return principal.role === 'admin' || (mayConfigure(principal) && reserved !== 'all');
}

/** Tells whether the caller may publish a kind: who could change where mails go, or who has which role, could read any lead. */
export function mayPublishConfig(principal: Principal, { reserved }: Pick<ConfigKind, 'reserved'>): boolean {
  return principal.role === 'admin' || (mayConfigure(principal) && reserved === 'nothing');
}

/** Who writes the rules of the business, and tries them; the company's own figures come with it, no lead's contact details. */
export function mayConfigure(principal: Principal): boolean {
  return principal.role === 'admin' || principal.role === 'marketer';
}
