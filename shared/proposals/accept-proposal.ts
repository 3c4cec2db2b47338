import { type Actor, leadUpdated, proposalAccepted } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { namesCompatible, normaliseName } from '../identity/index.ts';
import {
  areMergeCandidates,
  changeLead,
  consentAtMailbox,
  draftEntry,
  type FieldValue,
  type Lead,
  type NotedPair,
  noteMergeCandidate,
  noteOnLead,
  putProvenance,
  readProvenance,
  withNewValue,
} from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { putMergeByRuleTimer } from '../merge-requests/index.ts';
import { assertNever, NotFoundError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { moveRefusals } from '../preferences/index.ts';
import { fitOfRecord, ruleSetInForce } from '../scoring/index.ts';
import { type DropParts, type OpenProposal, type ProposalDecision, readOpenProposal } from './decide-proposal.ts';
import { AddressHeldError } from './errors.ts';
import { holdProposed } from './hold.ts';
import type { Proposal } from './record.ts';
import { accepted } from './rules-accept.ts';
import { withDecided, withMailboxSaid } from './rules-proposals.ts';
import { putProposals } from './store.ts';

export interface AcceptParts extends DropParts {
  readonly config: ConfigReader;
}

/**
 * Takes a proposed name, number or address over into the record, as verified by who decides. A number that stood is kept beside; a number
 * that another lead claims is shared with it. The person (`lead`) may accept only what was posted under the record's own address, or an address by its own mailbox.
 * @throws NotFoundError, also for what the person may not accept; ProposalDecidedError where somebody has decided about it;
 * AddressHeldError where another lead has the address: the two are noted as a merge candidate, and what its mailbox said with the proposal
 */
export function acceptProposal(decision: ProposalDecision, parts: AcceptParts): Promise<Lead> {
  return untilWritten(() => acceptOnce(decision, parts));
}

async function acceptOnce(decision: ProposalDecision, parts: AcceptParts): Promise<Lead> {
  const { table, digests, clock, ids, config } = parts;
  const open = await readOpenProposal(table, decision);
  const { lead: before, stored, proposal } = open;
  const { actor, correlationId, along = () => [], mailbox } = decision;
  const isByMailbox = proposal.field === 'email' && digests.address(proposal.value) === mailbox;
  if (actor.kind === 'lead' && !isByMailbox && !mayBeConfirmed(proposal, before)) throw new NotFoundError('no such proposal');
  const at = clock();
  const act = { at, actor, cause: { correlationId, causationId: correlationId } };
  const held = await holdProposed(before, proposal, parts);
  const merge = held.sharedWith === null ? nothing : await mergeWith(table, open, held.sharedWith, at);
  if (held.isOthers) {
    // With the word of its mailbox the two may be proven to be one person.
    const said = isByMailbox
      ? [
          putProposals(stored, withMailboxSaid(stored, proposal, at.toISOString())),
          putMergeByRuleTimer(before.leadId, at, proposal.proposalId),
        ]
      : [];
    const merged = merge.entries.length > 0 ? [...noteOnLead(before, merge.entries, act, ids).writes, ...merge.writes] : [];
    if (said.length + merged.length > 0) await table.transact([...said, ...merged]);
    throw new AddressHeldError('This address belongs to another lead. The two are noted as one person perhaps.');
  }
  const taken = accepted(before, proposal, held.isClaimed);
  const after = withDecided(stored, proposal, 'accepted', { at: at.toISOString(), actor });
  const { proposalId, field, submission } = proposal;
  const [history, scoring, rules, moved] = await Promise.all([
    readProvenance(table, before.leadId),
    ruleSetInForce(config),
    lifecycleInForce(config),
    movedTo(before, proposal, isByMailbox ? at : undefined, parts),
  ]);
  const value: FieldValue = { value: taken.value, at: at.toISOString(), source: sourceOf(actor), verified: true };
  const { leadId, fields, extra } = history;
  const provenance = { leadId, extra, fields: { ...fields, [field]: withNewValue(fields[field], before, taken.old, value) } };
  const level = fitOfRecord({ ...before, ...taken.fields }, scoring);
  const evidence = { ...before.evidence, fit: level.fit };
  const changed = changeLead({
    ...act,
    ids,
    rules,
    before,
    draft: () => ({
      fields: { ...taken.fields, ...moved.fields, evidence, openProposals: after.open.length > 0 },
      entries: [
        draftEntry(proposalAccepted, { proposalId, field, submission }),
        draftEntry(leadUpdated, { fields: [field], submission }),
        ...level.entries,
        ...merge.entries,
      ],
    }),
  });
  await table.transact([
    ...changed.writes,
    putProposals(stored, after),
    putProvenance(history, provenance),
    ...held.writes,
    ...merge.writes,
    ...moved.writes,
    ...along(),
  ]);
  return changed.after;
}

/**
 * What a person refused at the old address holds for the one that their mails go to from now on; what they agreed to there, its mailbox says
 * anew.
 */
async function movedTo(
  { email, consent }: Lead,
  proposal: Proposal,
  provenAt: Date | undefined,
  { table, digests }: AcceptParts,
): Promise<{ readonly writes: readonly WriteItem[]; readonly fields: Partial<Pick<Lead, 'consent'>> }> {
  if (proposal.field !== 'email') return { writes: [], fields: {} };
  const from = email === null ? null : digests.address(email);
  const { writes, word } = await moveRefusals({ from, to: digests.address(proposal.value), ...(provenAt ? { provenAt } : {}) }, table);
  return { writes, fields: { consent: consentAtMailbox(consent, word) } };
}

/** Whether the person may accept a proposal by a link in a mail to the address of the record as it stands. */
export function mayBeConfirmed(proposal: Proposal, { nameKey }: Pick<Lead, 'nameKey'>): boolean {
  if (!proposal.confirmable) return false;
  return proposal.field !== 'fullName' || namesCompatible(normaliseName(proposal.value).searchKey, nameKey);
}

function sourceOf({ kind, id }: Actor): FieldValue['source'] {
  switch (kind) {
    case 'submission':
    case 'rep':
    case 'user':
    case 'lead':
      return { kind, id };
    case 'system':
      throw new TypeError('nobody but a person accepts a proposal');
    default:
      return assertNever(kind, 'actor');
  }
}

const nothing: NotedPair = { writes: [], entries: [] };

/** Notes that the record and the one that has the same detail may be one person, unless that is noted already. */
async function mergeWith(
  table: Table,
  { lead: { leadId }, proposal: { submission } }: OpenProposal,
  otherLeadId: LeadId,
  at: Date,
): Promise<NotedPair> {
  if (await areMergeCandidates(table, leadId, otherLeadId)) return nothing;
  return noteMergeCandidate(leadId, { otherLeadId, reason: 'acceptedDetail', submission, at });
}
