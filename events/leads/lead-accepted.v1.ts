import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const leadAccepted = defineEvent({
  detailType: 'lead.accepted',
  version: 1,
  about: 'A rep has accepted what was offered to them. `isLate`: behind `slaDueAt`, while nobody else had it.',
  data: {
    subject: z.string(),
    repId: z.string(),
    poolId: z.string(),
    decisionId: z.string(),
    offeredAt: z.string(),
    slaDueAt: z.string(),
    isLate: z.boolean(),
  },
  example: {
    subject: 'lead',
    repId: 'rep-lan',
    poolId: 'south',
    decisionId: 'D01K9ZQ3V8A6G5Y2P0R7M3D9QTE',
    offeredAt: '2026-11-24T02:00:00.000Z',
    slaDueAt: '2026-11-24T02:30:00.000Z',
    isLate: false,
  },
});
