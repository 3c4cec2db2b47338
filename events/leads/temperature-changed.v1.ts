import { z } from 'zod';
import { defineEvent } from '../contract.ts';

const temperature = z.enum(['cold', 'warm', 'hot']);

export const temperatureChanged = defineEvent({
  detailType: 'lead.temperature_changed',
  version: 1,
  about: 'A lead became warmer or colder.',
  data: {
    from: temperature,
    to: temperature,
    /** What moved it: new evidence, time, what is known of the person, evidence taken back or linked, or new rules. */
    reason: z.enum(['interest', 'cooled', 'fit', 'recounted', 'rules']),
    /** The rules that carry most of the interest of the last days, the strongest first; empty when all of it is older. */
    rules: z.array(z.string()),
    /** Version of the scoring configuration. */
    rulesVersion: z.number().int(),
    /** Who owned the lead then; null: whoever gets it will be told with the assignment. */
    repId: z.string().nullable(),
  },
  example: {
    from: 'warm',
    to: 'hot',
    reason: 'interest',
    rules: ['asked-for-advice', 'filled-the-cart', 'looked-at-prices'],
    rulesVersion: 1,
    repId: 'rep-lan',
  },
});
