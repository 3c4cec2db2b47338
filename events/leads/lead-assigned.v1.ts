import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const leadAssigned = defineEvent({
  detailType: 'lead.assigned',
  version: 1,
  about: 'A rep has a lead, or one of its opportunities, now.',
  data: { subject: z.string(), repId: z.string(), poolId: z.string(), decisionId: z.string() },
  example: { subject: 'lead', repId: 'rep-lan', poolId: 'south', decisionId: 'D01K9ZQ3V8A6G5Y2P0R7M3D9QTE' },
});
