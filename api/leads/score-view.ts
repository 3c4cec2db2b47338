import { z } from 'zod';
import { Bilingual, formId, source } from '../words.ts';
import { postId } from './post-id.ts';

export const ScoresView = z
  .object({
    fit: z.number().meta({ description: '0–100: who the lead is, against the ideal customer' }),
    interest: z.number().meta({ description: 'What the lead does; decays' }),
    total: z.number().meta({ description: '0–100: the mean of both, interest counted to 100' }),
  })
  .meta({ id: 'Scores' });
export type ScoresView = z.infer<typeof ScoresView>;

const EvidenceView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('attribute'), fields: z.array(z.string()) }),
  z.object({ kind: z.literal('visit'), signal: z.string(), about: z.string(), visitorId: z.string() }),
  z.object({ kind: z.literal('submission'), formId, ...source, submissionId: postId }),
  z.object({ kind: z.literal('mail'), action: z.string(), mailId: z.string() }),
]);

export const ScoreView = z
  .object({
    at: z.string(),
    rulesVersion: z.number().int().meta({ description: 'Version of the scoring configuration' }),
    halfLifeDays: z.number(),
    scores: ScoresView,
    contributions: z.array(
      z.object({
        score: z.enum(['fit', 'interest']),
        rule: z.string(),
        label: Bilingual,
        points: z.number().meta({ description: 'As the rule gives them' }),
        at: z.string().nullable().meta({ description: 'When it happened; null for what is known of the person' }),
        decayedTo: z.number().meta({ description: 'What is left of the points at the asked moment' }),
        evidence: EvidenceView,
      }),
    ),
  })
  .meta({ id: 'Score', description: 'Every point of a lead, and the sums; fit is held between 0 and 100' });
export type ScoreView = z.infer<typeof ScoreView>;
