import { z } from 'zod';

const count = z.number().int().nonnegative();
const place = z.object({
  territoryId: z.string(),
  poolId: z.string(),
  repId: z.string().nullable().meta({ description: 'Null: it waits, or marketing has it' }),
  inMarketing: z.boolean().meta({ description: 'It has not reached the level from which on the pool takes leads' }),
});

export const ReplayView = z
  .object({
    decisions: count.meta({ description: 'Decisions that were made again' }),
    since: z.string().nullable().meta({ description: 'When the first of them was made' }),
    cut: z.enum(['limit', 'time']).nullable().meta({ description: 'Why earlier decisions of the span were left out; null: none were' }),
    subjects: count.meta({ description: 'Leads, and needs of leads, that were decided about' }),
    differences: count.meta({ description: 'Of them, those that would have come elsewhere' }),
    unmatched: z.object({
      newly: count.meta({ description: 'Had a rep, and would wait' }),
      noLonger: count.meta({ description: 'Wait, and would have a rep' }),
    }),
    marketing: z.object({
      kept: count.meta({ description: 'Leads that marketing would keep to the end, by levels that the draft asks for' }),
      unsure: count.meta({
        description: 'Leads whose decisions do not record what a level asks for (all but temperature and stage): they count as ready',
      }),
    }),
    reps: z
      .array(z.object({ repId: z.string(), name: z.string(), recorded: count, instead: count }))
      .meta({ description: 'Leads given to each' }),
    pools: z.array(z.object({ poolId: z.string(), recorded: count, instead: count })),
    items: z.array(z.object({ leadId: z.string(), subject: z.string(), at: z.string(), recorded: place, instead: place })),
    more: count.meta({ description: 'Differences that are not listed' }),
  })
  .meta({ id: 'RoutingReplay', description: 'Who would have got what' });
export type ReplayView = z.infer<typeof ReplayView>;
