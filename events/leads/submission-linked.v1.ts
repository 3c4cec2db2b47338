import { z } from 'zod';
import { defineEvent, ProposedField, SubmissionReference } from '../contract.ts';

export const submissionLinked = defineEvent({
  detailType: 'submission.linked',
  version: 1,
  about: 'A known person posted again.',
  data: {
    submission: SubmissionReference,
    /** How we knew the person; `link`: it was posted by a link that was sent to them. */
    matchedBy: z.enum(['email', 'phone', 'repeat', 'link']),
    /** Names of the fields that changed with it; empty when the post said nothing new. */
    fields: z.array(z.string()),
    /** Names of the contact fields in which the post says something else than the record keeps; it is unproven and replaces nothing. */
    proposed: z.array(ProposedField),
  },
  example: {
    submission: { channel: 'form', sourceId: 'contact', submissionId: '77aa' },
    matchedBy: 'phone',
    fields: ['company'],
    proposed: ['email'],
  },
});
