import { isNameWord } from '../identity/name.ts';
import { formatNational } from '../identity/phone.ts';
import type { Lead } from '../leads/index.ts';
import type { ProposalId } from '../platform/ids.ts';
import { mayBeConfirmed, type Proposal } from '../proposals/index.ts';

/** A detail that a person may take over by themselves, as the page shows it. */
export interface Offer {
  readonly proposalId: ProposalId;
  readonly field: 'fullName' | 'phone';
  readonly shown: string;
}

const mostWords = 8;

/**
 * Lists which of some proposals the person behind the record's own address may take over: one name and one number at most. An address is for a
 * rep to decide, and so is a name that could carry somebody's message or link to whoever opens the page.
 */
export function offersOf(lead: Pick<Lead, 'nameKey'>, proposals: readonly Proposal[]): Offer[] {
  const offers = proposals.flatMap((proposal) => (mayBeConfirmed(proposal, lead) ? offerOf(proposal) : []));
  return offers.filter(({ field }, place) => offers.findIndex((other) => other.field === field) === place);
}

function offerOf(proposal: Proposal): Offer[] {
  const { proposalId } = proposal;
  switch (proposal.field) {
    case 'fullName': {
      const { field, value } = proposal;
      return isPlainName(value) ? [{ proposalId, field, shown: value }] : [];
    }
    case 'phone':
      return [{ proposalId, field: proposal.field, shown: formatNational(proposal.value) }];
    case 'email':
      return [];
  }
}

function isPlainName(fullName: string): boolean {
  const words = fullName.split(' ');
  return words.length <= mostWords && words.every(isNameWord);
}
