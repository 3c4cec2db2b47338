import type { RevealedView } from '../../api/leads/reveal-number.ts';
import type { Revealed } from './reveal-number.ts';

/** How a lead is reached, as the contract shows it to whoever has asked. */
export function revealedView({ lead, proposals, revealedAt }: Revealed): RevealedView {
  return {
    leadId: lead.leadId,
    phone: lead.phone && { raw: lead.phone.raw, e164: lead.phone.e164, valid: lead.phone.valid },
    extraPhones: lead.extraPhones.map(({ e164, raw, valid, claimed }) => ({ e164, raw, valid, claimed })),
    email: lead.email,
    emails: [...(lead.emails ?? [])],
    proposals: proposals.flatMap((proposal) => {
      if (proposal.field === 'fullName') return [];
      const value = proposal.field === 'phone' ? (proposal.value.e164 ?? proposal.value.raw) : proposal.value;
      return [{ proposalId: proposal.proposalId, field: proposal.field, value }];
    }),
    revealedAt,
  };
}
