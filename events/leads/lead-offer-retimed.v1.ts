import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const leadOfferRetimed = defineEvent({
  detailType: 'lead.offer_retimed',
  version: 1,
  about:
    'A rep has until another moment to accept what is offered to them, because hours, leave, holidays or the rules of the pool have changed since.',
  data: {
    subject: z.string(),
    repId: z.string(),
    poolId: z.string(),
    decisionId: z.string(),
    slaDueAt: z.string(),
    /** Until when it had to be accepted before. */
    fromSlaDueAt: z.string(),
  },
  example: {
    subject: 'lead',
    repId: 'rep-lan',
    poolId: 'south',
    decisionId: 'D01K9ZQ3V8A6G5Y2P0R7M3D9QTE',
    slaDueAt: '2026-11-24T03:30:00.000Z',
    fromSlaDueAt: '2026-11-24T02:30:00.000Z',
  },
});
