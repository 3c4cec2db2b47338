import { z } from 'zod';
import { Moment } from '../words.ts';
import { TargetBand, TargetMetric } from './target-words.ts';

const target = {
  month: z.string(),
  kind: z.enum(['rep', 'pool']),
  id: z.string().meta({ description: 'Of the rep or the pool' }),
  version: z.number().int(),
  bands: z.array(TargetBand).meta({ description: 'As they were when the target was set: a later change moves no month that is over' }),
  setBy: z.string(),
  setAt: Moment,
};

export const TargetView = z
  .object({ ...target, goals: z.array(z.object({ metric: TargetMetric, amount: z.number().int() })) })
  .meta({ id: 'Target', description: 'What a rep or a pool is to reach in a month' });
export type TargetView = z.infer<typeof TargetView>;

export const TargetProgressView = z
  .object({
    ...target,
    name: z.string(),
    goals: z.array(
      z.object({
        metric: TargetMetric,
        amount: z.number().int(),
        done: z.number().meta({ description: 'To this moment, as the report `reps` counts it' }),
        percent: z.number().int().meta({ description: 'Of the target, rounded down' }),
        band: z.object({ vi: z.string(), en: z.string() }),
      }),
    ),
  })
  .meta({ id: 'TargetProgress' });

export const TargetListView = z
  .object({
    month: z.string(),
    passedPercent: z.number().int().meta({ description: 'How much of the days of the month is over' }),
    items: z.array(TargetProgressView),
    settable: z
      .array(z.object({ kind: target.kind, id: target.id, name: z.string(), version: target.version }))
      .meta({ description: 'Of whom the reader may set a target; `version` is what If-Match names, 0 where none was ever set' }),
  })
  .meta({ id: 'Targets' });
export type TargetListView = z.infer<typeof TargetListView>;
