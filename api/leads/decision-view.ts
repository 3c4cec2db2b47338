import { z } from 'zod';
import { Bilingual, nextCursor } from '../words.ts';

const choice = {
  at: z.string(),
  rules: z.object({
    territories: z.number().int(),
    pools: z.number().int(),
    reps: z.number().int(),
    company: z.number().int().optional().meta({ description: 'Where hours of the company counted' }),
  }),
  input: z.object({
    region: z.object({ provinceCode: z.string().nullable(), macroRegion: z.string().nullable(), reason: z.string() }),
    products: z.array(z.string()),
    territoryId: z.string(),
    matchedBy: z.array(z.string()),
  }),
  asked: z
    .array(z.object({ repId: z.string(), name: z.string(), why: z.enum(['samePerson', 'referral', 'company', 'account']) }))
    .meta({ description: 'Who was asked before the others, in this order' }),
  poolId: z.string(),
  poolVersion: z.number().int(),
  credit: z.number(),
  candidates: z.array(
    z.object({
      repId: z.string(),
      weight: z.number().int().positive(),
      level: z.number(),
      owed: z.number(),
      credits: z.number(),
      name: z.string(),
      kept: z.boolean(),
      reason: z.string().nullable(),
      why: Bilingual.nullable(),
    }),
  ),
  chosen: z.object({ repId: z.string(), name: z.string() }).nullable(),
  reason: z.enum([
    'turn',
    'onlyCandidate',
    'leastLoaded',
    'samePerson',
    'referral',
    'company',
    'account',
    'anySkill',
    'noCandidate',
    'outsideHours',
    'full',
    'lacksSkill',
    'notAccepted',
    'forLeader',
    'openToClaim',
    'poolUnknown',
  ]),
  sentence: Bilingual,
};

/** A choice that nobody has recorded. */
export const ChoiceView = z
  .object(choice)
  .meta({ id: 'RoutingChoice', description: 'A routing choice that was not made, with every candidate and why' });
export type ChoiceView = z.infer<typeof ChoiceView>;

export const DecisionView = z
  .object({
    decisionId: z.string(),
    subject: z.string().meta({ description: '`lead`, or one of its opportunities' }),
    inForce: z.boolean().meta({ description: 'By this choice the subject is whose it is now, or waits' }),
    ...choice,
  })
  .meta({ id: 'Decision', description: 'A routing choice with every candidate and why' });
export type DecisionView = z.infer<typeof DecisionView>;

export const DecisionListView = z.object({ items: z.array(DecisionView), nextCursor }).meta({ id: 'DecisionList' });
export type DecisionListView = z.infer<typeof DecisionListView>;
