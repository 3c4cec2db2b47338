import { z } from 'zod';
import { defineEvent, SubmissionReference } from '../contract.ts';

export const leadUpdated = defineEvent({
  detailType: 'lead.updated',
  version: 1,
  about: 'Fields of a lead changed; the names are given, the values are read from the lead.',
  data: {
    /** Names of the fields that changed. */
    fields: z.array(z.string()).min(1),
    submission: SubmissionReference.nullable(),
  },
  example: { fields: ['company'], submission: { channel: 'form', sourceId: 'contact', submissionId: '77aa' } },
});
