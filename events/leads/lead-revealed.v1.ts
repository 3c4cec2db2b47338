import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const leadRevealed = defineEvent({
  detailType: 'lead.revealed',
  version: 1,
  about:
    'A rep has asked for the masked number of a lead that is theirs, or of whom they were handed a call; once for each visit of 15 minutes. It carries no number.',
  data: { repId: z.string() },
  example: { repId: 'rep-lan' },
});
