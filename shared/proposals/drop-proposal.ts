import { proposalDropped } from '../../events/index.ts';
import { deleteProposedAddress } from '../identity/index.ts';
import { changeLead, draftEntry, type Lead, noLifecycleRules, noteOnLead } from '../leads/index.ts';
import { untilWritten } from '../platform/versioned.ts';
import { type DropParts, type ProposalDecision, readOpenProposal } from './decide-proposal.ts';
import { withDecided } from './rules-proposals.ts';
import { putProposals } from './store.ts';

/**
 * Sets a proposal aside; the record stays as it is. A later post may propose the same again.
 * @throws NotFoundError; ProposalDecidedError where somebody has decided about it
 */
export function dropProposal(decision: ProposalDecision, parts: DropParts): Promise<Lead> {
  return untilWritten(async () => {
    const { table, clock, ids, digests } = parts;
    const { lead, stored, proposal } = await readOpenProposal(table, decision);
    const { actor, correlationId, along = () => [] } = decision;
    const at = clock();
    const after = withDecided(stored, proposal, 'dropped', { at: at.toISOString(), actor });
    const { proposalId, field, submission } = proposal;
    const entries = [draftEntry(proposalDropped, { proposalId, field, submission })];
    const act = { at, actor, cause: { correlationId, causationId: correlationId } };
    const openProposals = after.open.length > 0;
    const changed =
      openProposals === lead.openProposals
        ? { after: lead, ...noteOnLead(lead, entries, act, ids) }
        : changeLead({ ...act, ids, rules: noLifecycleRules, before: lead, draft: () => ({ fields: { openProposals }, entries }) });
    const findable = proposal.field === 'email' ? [deleteProposedAddress(digests.email(proposal.value), lead.leadId)] : [];
    await table.transact([...changed.writes, putProposals(stored, after), ...findable, ...along()]);
    return changed.after;
  });
}
