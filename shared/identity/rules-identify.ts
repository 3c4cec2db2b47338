import type { Lead, MergeCandidate } from '../leads/index.ts';
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
  /** Who claimed the number, then those who use it without the claim. */
  readonly byPhone: { readonly holder: Claim; readonly sharers: readonly Claim[] } | null;
}

/** A lead that uses a number, and the name that was given with it. */
export interface Claim {
  readonly lead: Lead;
  readonly nameKey: string;
}

export type MergeReason = MergeCandidate['reason'];

/**
 * Whose post it is. `claimsPhone`: nobody has the number, so the lead claims it; `ownsPhone`: the claim is the lead's, now or
 * already; `mergeWith`: a human should look at the pair.
 */
export type Identification =
  | {
      readonly kind: 'known';
      readonly lead: Lead;
      /** `repeat`: the very same post of the same sender, a moment ago. */
      readonly matchedBy: 'email' | 'phone' | 'repeat' | 'link';
      readonly claimsPhone: boolean;
      readonly ownsPhone: boolean;
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
  const hasPhone = claimant.phone !== null;
  if (byEmail) {
    const other = byPhone && byPhone.holder.lead.leadId !== byEmail.leadId ? byPhone.holder.lead.leadId : null;
    // A number that comes with somebody else's name is left free for whoever has it.
    const claimsPhone = hasPhone && byPhone === null && namesCompatible(claimant.nameKey, byEmail.nameKey);
    return {
      kind: 'known',
      lead: byEmail,
      matchedBy: 'email',
      claimsPhone,
      ownsPhone: claimsPhone || (byPhone !== null && other === null),
      mergeWith: other ? { leadId: other, reason: 'emailAndPhoneOfTwoLeads' } : null,
    };
  }
  if (byPhone) {
    const same = [byPhone.holder, ...byPhone.sharers].find((claim) => canBe(claimant, claim));
    if (same) {
      const ownsPhone = same === byPhone.holder;
      return { kind: 'known', lead: same.lead, matchedBy: 'phone', claimsPhone: false, ownsPhone, mergeWith: null };
    }
    return { kind: 'new', claimsPhone: false, mergeWith: { leadId: byPhone.holder.lead.leadId, reason: 'samePhone' } };
  }
  return { kind: 'new', claimsPhone: hasPhone, mergeWith: null };
}

function canBe(claimant: Claimant, { lead, nameKey }: Claim): boolean {
  if (claimant.email !== null && lead.email !== null && lead.email !== claimant.email) return false;
  // Whoever knows no more than a number may write any address beside it: a name has to vouch for the two, on either side.
  if (claimant.email !== null && claimant.nameKey === '') return false;
  if (lead.email !== null && lead.nameKey === '' && claimant.nameKey !== '') return false;
  return namesCompatible(claimant.nameKey, nameKey) && namesCompatible(claimant.nameKey, lead.nameKey);
}
