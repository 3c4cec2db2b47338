import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const leadReady = defineEvent({
  detailType: 'lead.ready',
  version: 1,
  about: 'A lead that marketing had has reached the level from which sales has it, and waits for a rep of its pool.',
  data: {
    subject: z.string(),
    territoryId: z.string(),
    poolId: z.string(),
    /** Version of the pools whose levels counted. */
    poolsVersion: z.number().int(),
    /** What the level that it reached asks for. `always`: the pool takes every lead by now. */
    by: z.array(z.enum(['always', 'temperature', 'fit', 'stage', 'qualification', 'confirmed', 'quoteAsked', 'reached'])).min(1),
    temperature: z.enum(['cold', 'warm', 'hot']),
    stage: z.enum(['anonymous', 'lead', 'mql', 'sql', 'sqo', 'customer', 'repeat']),
  },
  example: {
    subject: 'lead',
    territoryId: 'mien-nam',
    poolId: 'south',
    poolsVersion: 3,
    by: ['temperature'],
    temperature: 'hot',
    stage: 'mql',
  },
});
