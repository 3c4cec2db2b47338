import { z } from 'zod';
import { defineEvent, ProposedField, SubmissionReference } from '../contract.ts';

export const leadProposed = defineEvent({
  detailType: 'lead.proposed',
  version: 1,
  about: 'A post says something else than the record of a known person; it waits until somebody accepts or drops it.',
  data: {
    /** Names of the fields with a new proposal; the values are read from the lead. */
    fields: z.array(ProposedField).min(1),
    submission: SubmissionReference,
  },
  example: { fields: ['phone'], submission: { channel: 'form', sourceId: 'contact', submissionId: '77aa' } },
});
