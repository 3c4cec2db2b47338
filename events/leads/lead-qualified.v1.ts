import { z } from 'zod';
import { defineEvent, SubmissionReference } from '../contract.ts';

const level = z.enum(['unknown', 'no', 'partly', 'yes']);
const change = z.strictObject({ from: level, to: level }).optional();

export const leadQualified = defineEvent({
  detailType: 'lead.qualified',
  version: 1,
  about: 'More is known of a lead’s need, fit, budget, authority or timeline, or what was known was taken back.',
  data: {
    /** How it is known: an answer in a form, what the person did, a colleague’s call, or a colleague who heard it otherwise. */
    kind: z.enum(['form', 'behaviour', 'call', 'person']),
    /** What each factor was and is; a colleague who confirms what was known leaves the level as it is. */
    factors: z.strictObject({ need: change, fit: change, budget: change, authority: change, timeline: change }),
    /** The scoring rules that say so of a behaviour. */
    rules: z.array(z.string()),
    /** Version of the rules that were read: of scoring for a behaviour, of the questions for a colleague; null for a form. */
    rulesVersion: z.number().int().nullable(),
    /** The post that answers; null: no post did. */
    submission: SubmissionReference.nullable(),
  },
  example: {
    kind: 'call',
    factors: { need: { from: 'partly', to: 'yes' }, budget: { from: 'unknown', to: 'partly' } },
    rules: [],
    rulesVersion: 1,
    submission: null,
  },
});
