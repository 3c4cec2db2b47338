import { z } from 'zod';
import { Actor, ProposedField } from '../../events/index.ts';
import { LeadPhone } from '../leads/record.ts';
import { LeadId, ProposalId, SubmissionRef } from '../platform/ids.ts';

/** A number as it will stand in the record; who has claimed it is asked when it is accepted. */
export const ProposedPhone = LeadPhone.omit({ claimed: true });
export type ProposedPhone = z.infer<typeof ProposedPhone>;

/** What a post says against one field of a record, with all that is needed to take it over. */
export const ProposedValue = z.discriminatedUnion('field', [
  z.object({ field: z.literal('fullName'), value: z.string() }),
  z.object({ field: z.literal('email'), value: z.string() }),
  z.object({ field: z.literal('phone'), value: ProposedPhone }),
]);
export type ProposedValue = z.infer<typeof ProposedValue>;

/** A value that waits for somebody to accept or drop it. */
export const Proposal = z.intersection(
  ProposedValue,
  z.object({
    proposalId: ProposalId,
    /** Of the latest post that said it. */
    at: z.string(),
    submission: SubmissionRef,
    /** The person may accept it: it was posted under the record's own address, with a name that can be theirs. */
    confirmable: z.boolean(),
    /** When the proposed address's own mailbox said that it is the person's, while another lead holds it. */
    mailboxSaidAt: z.string().optional(),
  }),
);
export type Proposal = z.infer<typeof Proposal>;

/** What became of a proposal, without its value. `displaced`: three newer ones of the field took its place. */
export const DecidedProposal = z.object({
  proposalId: ProposalId,
  field: ProposedField,
  became: z.enum(['accepted', 'dropped', 'displaced']),
  at: z.string(),
  actor: Actor,
});
export type DecidedProposal = z.infer<typeof DecidedProposal>;

/** All proposals of a lead, newest first; version 0: nothing was proposed yet. */
export const Proposals = z.object({
  leadId: LeadId,
  version: z.number().int().nonnegative(),
  open: z.array(Proposal),
  decided: z.array(DecidedProposal),
});
export type Proposals = z.infer<typeof Proposals>;
