import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { evidencePart } from './stage-changed.v1.ts';

export const handoverFlagged = defineEvent({
  detailType: 'lead.handover_flagged',
  version: 1,
  about: 'Evidence for which a rep has a lead was taken back.',
  data: {
    subject: z.string(),
    /** Who has the lead. */
    repId: z.string(),
    takenBack: z.array(evidencePart),
  },
  example: { subject: 'lead', repId: 'rep-lan', takenBack: ['temperature'] },
});
