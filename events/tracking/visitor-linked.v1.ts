import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const visitorLinked = defineEvent({
  detailType: 'visitor.linked',
  version: 1,
  about: 'What a device did until now, and will do, belongs to the lead.',
  data: {
    visitorId: z.string(),
    /** Which part of the visitor's history: 1 is the first. */
    segment: z.number().int().positive(),
    /** By a link in our mail alone, which may have been passed on; a form post confirms or ends it. Absent in entries before there were such. */
    weak: z.boolean().optional(),
  },
  example: { visitorId: '6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9', segment: 1, weak: false },
});
