import { z } from 'zod';
import { Bilingual } from '../words.ts';

const rep = { repId: z.string(), name: z.string() };

export const LedgerView = z
  .object({
    poolId: z.string(),
    name: Bilingual,
    version: z.number().int().meta({ description: 'Leads that the pool has given so far' }),
    window: z
      .object({
        beganAt: z.string().nullable().meta({ description: 'Null: nothing was given yet, or longer ago than is looked at' }),
        changes: z.array(z.object({ ...rep, kind: z.enum(['joined', 'left', 'weight']), why: Bilingual })).meta({
          description: 'What began it: who joined or left those who take part, or has another weight; none where it is the first',
        }),
      })
      .meta({ description: 'The time in which the same reps take part with the same weights, as of the last lead' }),
    members: z.array(
      z.object({
        ...rep,
        weight: z.number().int().meta({ description: '0: no member of the pool any more' }),
        takesPart: z.boolean().meta({ description: 'In the present window' }),
        share: z.number().nullable().meta({ description: 'Of the leads of the window, 0 to 1; null for who takes no part' }),
        level: z.number().meta({ description: 'Share of the window minus given, in leads × sum of weights' }),
        due: z
          .number()
          .nullable()
          .meta({ description: 'The same in leads: above 0, the rep has had less than their share; null for who takes no part' }),
        credits: z.number().meta({ description: 'What the rep was given by the pool so far' }),
        owed: z.number().meta({ description: 'Leads owed over the long run; below 0 for who is ahead' }),
      }),
    ),
    decisions: z
      .array(
        z.object({
          decisionId: z.string(),
          at: z.string(),
          leadId: z.string().nullable().meta({ description: 'Null for a rep, of leads that others got' }),
          chosen: z.object(rep).nullable(),
          reason: z.string(),
          credit: z.number(),
        }),
      )
      .meta({ description: 'The last twenty, newest first; those about erased leads are gone' }),
    bookings: z
      .array(
        z.object({
          at: z.string(),
          how: z.string().meta({
            description:
              '`hand`: somebody gave it to another owner; `claim`: a rep took it; `split`, `handOver`: part of many that went at once; `undo`: part of one that was taken back; `declined`: an offer that a rep declined for what is not their doing; `excused`: one to a rep who was away',
          }),
          leadId: z.string().nullable().meta({ description: 'Null for a rep, of what others gave up and got, and where there are many' }),
          splitId: z.string().nullable().meta({ description: 'What it is a part of' }),
          leads: z.number().int(),
          entries: z.array(z.object({ ...rep, credit: z.number().meta({ description: 'Below 0: it counts no more for this rep' }) })),
        }),
      )
      .meta({
        description:
          'The last twenty credits that were counted apart from the turn, or that the turn counts no more, newest first; they count in `credits` and `owed`, and what is `declined` or `excused` in the window as well',
      }),
  })
  .meta({ id: 'PoolLedger', description: 'Who of a pool was given what, and what each is owed' });
export type LedgerView = z.infer<typeof LedgerView>;
