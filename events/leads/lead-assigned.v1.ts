import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { GiveReason } from './give-reason.ts';

export const leadAssigned = defineEvent({
  detailType: 'lead.assigned',
  version: 1,
  about:
    'A rep has a lead, or one of its opportunities, now. `how`: somebody gave it by hand, for the reason `why`, or the rep took it from what floats (`claim`), a leader split many (`split`), a rep left (`handOver`), one of the two was taken back (`undo`), the rep typed the person in (`manual`), a list named the rep whom the lead is to go to (`import`), or the rep was the first to accept what `decisionId` had open to several (`open`); but for that no decision lies behind `decisionId`, `fromRepId` had it before, and `credit` says whether it counts as given to the new owner instead.',
  data: {
    subject: z.string(),
    repId: z.string(),
    poolId: z.string(),
    decisionId: z.string(),
    how: z.enum(['hand', 'claim', 'open', 'split', 'handOver', 'undo', 'manual', 'import']).optional(),
    why: GiveReason.optional(),
    fromRepId: z.string().nullable().optional(),
    credit: z.enum(['moved', 'kept']).optional(),
    /** Until when no rule would have taken it from whoever had it before. */
    wasProtectedUntil: z.string().optional(),
  },
  example: { subject: 'lead', repId: 'rep-lan', poolId: 'south', decisionId: 'D01K9ZQ3V8A6G5Y2P0R7M3D9QTE' },
});
