import { z } from 'zod';
import { defineEvent } from '../contract.ts';

const stage = z.enum(['anonymous', 'lead', 'mql', 'sql', 'sqo', 'customer', 'repeat']);

/** A part of what is known of a lead. */
export const evidencePart = z.enum([
  'temperature',
  'fit',
  'qualification',
  'quoteAsked',
  'attempts',
  'reached',
  'opportunities',
  'purchases',
]);

const count = z.number().int().nonnegative();

export const stageChanged = defineEvent({
  detailType: 'lead.stage_changed',
  version: 1,
  about: 'A lead moved along its life, or back.',
  data: {
    from: stage,
    to: stage,
    /** What moved it: the evidence by the rules, a change of the rules themselves, a person's decision, or evidence that was taken back. */
    reason: z.enum(['evidence', 'rules', 'person', 'retraction']),
    /** What was known when it moved; null, or left out, for what is not known. */
    evidence: z.strictObject({
      temperature: z.enum(['cold', 'warm', 'hot']).nullable(),
      fit: z.enum(['A', 'B', 'C', 'D']).nullable(),
      /** A letter (unknown, no, partly, yes) for each of need, fit, budget, authority, timeline; large: a colleague confirmed it. */
      qualification: z.string().optional(),
      quoteAsked: z.boolean().optional(),
      attempts: count.optional(),
      reached: count.optional(),
      opportunities: z.strictObject({ open: count, accepted: count, won: count }).optional(),
      purchases: z.strictObject({ paid: count }).optional(),
    }),
    /** Version of the rules that moved it; null: no rule did. */
    rulesVersion: z.number().int().nullable(),
    /** Why a person moved it; null: no person did. */
    because: z.enum(['spoke', 'askedForQuote', 'notReady', 'mistake', 'other']).nullable(),
    /** Which evidence was taken back; left out where none was. */
    takenBack: z.array(evidencePart).optional(),
    /** How long the lead was at the stage that it left. */
    secondsInStage: z.number().int().nonnegative(),
  },
  example: {
    from: 'lead',
    to: 'mql',
    reason: 'evidence',
    evidence: { temperature: 'warm', fit: 'B' },
    rulesVersion: 1,
    because: null,
    secondsInStage: 86_400,
  },
});
