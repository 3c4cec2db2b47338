import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const leadOffered = defineEvent({
  detailType: 'lead.offered',
  version: 1,
  about:
    'A lead, or one of its opportunities, is offered to a rep, who has to accept it until `slaDueAt`. `offer`: how many it was offered to so far.',
  data: {
    subject: z.string(),
    repId: z.string(),
    poolId: z.string(),
    decisionId: z.string(),
    slaDueAt: z.string(),
    offer: z.number().int().positive(),
  },
  example: {
    subject: 'lead',
    repId: 'rep-lan',
    poolId: 'south',
    decisionId: 'D01K9ZQ3V8A6G5Y2P0R7M3D9QTE',
    slaDueAt: '2026-11-24T02:30:00.000Z',
    offer: 1,
  },
});
