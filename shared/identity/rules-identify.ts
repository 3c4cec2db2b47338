import type { Lead } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import { namesCompatible } from './name.ts';

/** What the post says, as far as identity goes. */
export interface Claimant {
  readonly nameKey: string;
  readonly email: string | null;
  /** A valid mobile number in E.164, else null. */
  readonly phone: string | null;
}

/** Who holds the posted address and number now. */
export interface KnownHolders {
  readonly byEmail: Lead | null;
  readonly byPhone: { readonly lead: Lead; readonly nameKey: string } | null;
}

export type MergeReason = 'samePhone' | 'emailAndPhoneOfTwoLeads';

/** Whose post it is. `claimsPhone`: the lead may claim the number; `mergeWith`: a human should look at the pair. */
export type Identification =
  | {
      readonly kind: 'known';
      readonly lead: Lead;
      readonly matchedBy: 'email' | 'phone';
      readonly claimsPhone: boolean;
      readonly mergeWith: { readonly leadId: LeadId; readonly reason: MergeReason } | null;
    }
  | {
      readonly kind: 'new';
      readonly claimsPhone: boolean;
      readonly mergeWith: { readonly leadId: LeadId; readonly reason: MergeReason } | null;
    };

/**
 * Decides whether a post comes from a known person. An address is the person. A number is a claim: it identifies only without a
 * contradicting address and with a compatible name. Never by address of the network, device or name alone (peers merged strangers so).
 */
export function identify(claimant: Claimant, holders: KnownHolders): Identification {
  const { byEmail, byPhone } = holders;
  if (byEmail) {
    const other = byPhone && byPhone.lead.leadId !== byEmail.leadId ? byPhone.lead.leadId : null;
    return {
      kind: 'known',
      lead: byEmail,
      matchedBy: 'email',
      claimsPhone: claimant.phone !== null && byPhone === null,
      mergeWith: other ? { leadId: other, reason: 'emailAndPhoneOfTwoLeads' } : null,
    };
  }
  if (byPhone) {
    const contradictingEmail = claimant.email !== null && byPhone.lead.email !== null && byPhone.lead.email !== claimant.email;
    const sameName = namesCompatible(claimant.nameKey, byPhone.nameKey) && namesCompatible(claimant.nameKey, byPhone.lead.nameKey);
    if (!contradictingEmail && sameName) {
      return { kind: 'known', lead: byPhone.lead, matchedBy: 'phone', claimsPhone: false, mergeWith: null };
    }
    return { kind: 'new', claimsPhone: false, mergeWith: { leadId: byPhone.lead.leadId, reason: 'samePhone' } };
  }
  return { kind: 'new', claimsPhone: claimant.phone !== null, mergeWith: null };
}
