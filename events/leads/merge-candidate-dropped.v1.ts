import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const mergeCandidateDropped = defineEvent({
  detailType: 'lead.merge_candidate_dropped',
  version: 1,
  about: 'Somebody says that two leads which share a contact detail are two people; no post brings it up again.',
  data: { otherLeadId: z.string() },
  example: { otherLeadId: 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCN' },
});
