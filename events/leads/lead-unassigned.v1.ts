import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const leadUnassigned = defineEvent({
  detailType: 'lead.unassigned',
  version: 1,
  about: 'A lead waits without an owner: nobody in its pool could take it, or its owner gave it back.',
  data: {
    poolId: z.string(),
    repId: z.string().nullable(),
    reason: z.enum(['noCandidate', 'poolUnknown', 'returned', 'recalled']),
    decisionId: z.string(),
  },
  example: { poolId: 'south', repId: null, reason: 'noCandidate', decisionId: 'D01K9ZQ3V8A6G5Y2P0R7M3D9QTE' },
});
