import { z } from 'zod';
import { defineEvent, SubmissionReference } from '../contract.ts';

export const leadCreated = defineEvent({
  detailType: 'lead.created',
  version: 1,
  about: 'A person we can contact is now on record.',
  data: {
    submission: SubmissionReference,
    origin: z.enum(['inbound', 'outbound']),
    /** Names of the fields that hold a value. */
    fields: z.array(z.string()),
    provinceCode: z.string().nullable(),
    macroRegion: z.string().nullable(),
    regionReason: z.enum(['given', 'areaCodeHint', 'unknown']),
    poolId: z.string().nullable(),
    temperature: z.enum(['cold', 'warm', 'hot']),
    /** The person asked for nothing that a rep would have to do: marketing has them until they ask for more, or reach a level. */
    assignLater: z.boolean().optional(),
  },
  example: {
    submission: { channel: 'form', sourceId: 'contact', submissionId: '0b7d6c1e' },
    origin: 'inbound',
    fields: ['fullName', 'phone', 'province'],
    provinceCode: '79',
    macroRegion: 'south',
    regionReason: 'given',
    poolId: 'south',
    temperature: 'warm',
  },
});
