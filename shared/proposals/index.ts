export { type AcceptParts, acceptProposal, mayBeConfirmed } from './accept-proposal.ts';
export type { ProposalDecision } from './decide-proposal.ts';
export { dropProposal } from './drop-proposal.ts';
export { AddressHeldError, ProposalDecidedError } from './errors.ts';
export { DecidedProposal, Proposal, Proposals, ProposedValue } from './record.ts';
export { type AlsoSaid, alsoSaid, fieldsAlsoSaid } from './rules-also-said.ts';
export { type Proposed, type ProposingPost, valuesProposed, withProposed } from './rules-proposals.ts';
export { putProposals, readProposals } from './store.ts';
