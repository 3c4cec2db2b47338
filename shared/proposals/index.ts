export { acceptProposal, mayBeConfirmed } from './accept-proposal.ts';
export { dropProposal } from './drop-proposal.ts';
export { AddressHeldError, ProposalDecidedError } from './errors.ts';
export { partedProposals } from './part-proposals.ts';
export { Proposal, Proposals } from './record.ts';
export { alsoSaid, fieldsAlsoSaid } from './rules-also-said.ts';
export { isProposedBy, valuesProposed, withProposed, withTakenOver } from './rules-proposals.ts';
export { putProposals, readOpenProposals, readProposals } from './store.ts';
