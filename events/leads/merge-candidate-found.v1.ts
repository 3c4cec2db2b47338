import { z } from 'zod';
import { defineEvent, SubmissionReference } from '../contract.ts';

export const mergeCandidateFound = defineEvent({
  detailType: 'lead.merge_candidate_found',
  version: 1,
  about:
    'Two leads share a contact detail but may be two people, or a rep said that they are one (`saidByRep`: the post is the one by which the lead came); a human decides.',
  data: {
    otherLeadId: z.string(),
    reason: z.enum(['samePhone', 'emailAndPhoneOfTwoLeads', 'proposedAddress', 'acceptedDetail', 'saidByRep']),
    submission: SubmissionReference,
  },
  example: {
    otherLeadId: 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCN',
    reason: 'samePhone',
    submission: { channel: 'form', sourceId: 'contact', submissionId: '77aa' },
  },
});
