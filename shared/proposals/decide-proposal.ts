import type { Actor } from '../../events/index.ts';
import { type Lead, readLead } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { AddressDigest, Digests } from '../platform/digests.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { IdSource, LeadId, ProposalId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { ProposalDecidedError } from './errors.ts';
import type { Proposal, Proposals } from './record.ts';
import { readProposals } from './store.ts';

/** Somebody decides about one proposal. */
export interface ProposalDecision {
  readonly leadId: LeadId;
  readonly proposalId: ProposalId;
  /** `lead`: the person, by a link in a mail to the record's own address. Who may decide is for the caller to know. */
  readonly actor: Actor;
  /** The request that it is decided by. */
  readonly correlationId: string;
  /** The proposed address whose mailbox decides, which shows that it is the person's. @default - none does */
  readonly mailbox?: AddressDigest;
  /** Returns further writes for the same transaction. @default - none */
  readonly along?: () => readonly WriteItem[];
}

export interface DropParts {
  readonly table: Table;
  readonly digests: Digests;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
}

/** A proposal that can be decided about, and the record that it is made against. */
export interface OpenProposal {
  readonly lead: Lead;
  readonly stored: Proposals;
  readonly proposal: Proposal;
}

/**
 * Reads a proposal to decide about it.
 * @throws NotFoundError where the lead has no such proposal; ProposalDecidedError where somebody has decided
 */
export async function readOpenProposal(table: Table, { leadId, proposalId }: ProposalDecision): Promise<OpenProposal> {
  const lead = await readLead(table, leadId, { consistent: true });
  if (!lead) throw new NotFoundError('no such proposal');
  const stored = await readProposals(table, lead.leadId, { consistent: true });
  const proposal = stored.open.find((one) => one.proposalId === proposalId);
  if (proposal) return { lead, stored, proposal };
  const decided = stored.decided.find((one) => one.proposalId === proposalId);
  throw decided ? new ProposalDecidedError(decided) : new NotFoundError('no such proposal');
}
