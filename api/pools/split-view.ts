import { z } from 'zod';
import { GiveReason } from '../leads/give-reason.ts';
import { Bilingual, Moment } from '../words.ts';

const count = z.number().int().nonnegative();

/** Why leads are left out, or stay where they are, with the first of them. */
const Reasons = z.array(z.object({ reason: z.string(), why: Bilingual, leads: count, examples: z.array(z.string()) }));

export const SplitView = z
  .object({
    splitId: z.string().nullable().meta({ description: 'Null: a preview, nothing is kept of it' }),
    kind: z.enum(['split', 'recall', 'handOver']),
    state: z.enum(['preview', 'moving', 'moved', 'undoing', 'undone']),
    reason: GiveReason,
    by: z.string(),
    askedAt: Moment,
    endedAt: Moment.nullable(),
    progress: z.object({ done: count, of: count }).meta({ description: 'Leads looked at, in parts of fifty' }),
    leads: count.meta({ description: 'Leads that go, or went so far' }),
    shares: z.array(
      z.object({
        repId: z.string().nullable().meta({ description: 'Null: they wait in the pool' }),
        name: z.string(),
        planned: count,
        moved: count,
        back: count.meta({ description: 'Taken back by the undo' }),
        warning: Bilingual.nullable().meta({ description: 'Of a preview: why the turn would not give this rep so many' }),
      }),
    ),
    leftOut: Reasons.meta({ description: 'Leads that are no part of it; of a preview with the first of them' }),
    missed: Reasons.meta({ description: 'Leads of the plan that had changed before they could go' }),
    undo: z
      .object({
        by: z.string(),
        at: Moment,
        kept: Reasons.meta({ description: 'Leads that stay, because somebody has worked with them since' }),
      })
      .nullable(),
    isCut: z.boolean().meta({ description: 'There are more than one split takes: split again afterwards' }),
    warnings: z.array(Bilingual),
    holds: z
      .object({ owned: count, offered: count, callbacks: count, tasks: count, opportunities: count, protected: count })
      .nullable()
      .meta({ description: 'Of a preview of a hand-over: what the rep has' }),
  })
  .meta({ id: 'Split', description: 'Many leads that are given at once' });
export type SplitView = z.infer<typeof SplitView>;

export const SplitListView = z.object({ items: z.array(SplitView) }).meta({ id: 'Splits' });
export type SplitListView = z.infer<typeof SplitListView>;
