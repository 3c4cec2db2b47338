import { z } from 'zod';
import { defineEvent, ProposedField, SubmissionReference } from '../contract.ts';

export const proposalAccepted = defineEvent({
  detailType: 'lead.proposal_accepted',
  version: 1,
  about: 'What a post had proposed was taken over into the record.',
  data: {
    proposalId: z.string(),
    field: ProposedField,
    /** The latest post that said it. */
    submission: SubmissionReference,
  },
  example: {
    proposalId: 'mV3x0Yk2hQ8dR1sT5uW7zA9bC4e',
    field: 'phone',
    submission: { channel: 'form', sourceId: 'contact', submissionId: '77aa' },
  },
});
