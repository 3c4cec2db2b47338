import { z } from 'zod';
import { defineKind } from '../config/kind.ts';
import { FitLevel, Stage, Temperature } from '../leads/record.ts';

/** Levels that must be reached, all that are named. */
const Condition = z
  .strictObject({ temperature: Temperature.extract(['warm', 'hot']).optional(), fit: FitLevel.exclude(['D']).optional() })
  .refine((condition) => Object.keys(condition).length > 0, 'a condition that names nothing would move every lead');

/** Stages between which a person may choose: what comes after rests on what happened. */
const Chosen = Stage.extract(['lead', 'mql', 'sql']);

const Move = z
  .strictObject({ from: Chosen, to: Chosen, needs: Condition.optional() })
  .refine(({ from, to }) => from !== to, 'a move leads to another stage');

/** What brings a lead to a stage: any of these. */
const Conditions = z.array(Condition).max(10);

/** When evidence moves a lead along its life, and when a person may. From SQO on a stage rests on what happened, not on levels, so that it has no conditions. */
export const LifecycleConfig = z.strictObject({
  id: z.literal('lifecycle'),
  stages: z.strictObject({ mql: Conditions.default([]), sql: Conditions.default([]) }),
  /** What a person may do; whatever is not listed is impossible. */
  moves: z
    .array(Move)
    .max(6)
    .default([])
    .refine((moves) => new Set(moves.map(({ from, to }) => `${from} ${to}`)).size === moves.length, 'a move is listed twice'),
});
export type LifecycleConfig = z.infer<typeof LifecycleConfig>;

/** When a lead moves to another stage. */
export const lifecycleKind = defineKind({
  name: 'lifecycle',
  schema: LifecycleConfig,
  isSingle: true,
  example: {
    id: 'lifecycle',
    stages: { mql: [{ temperature: 'hot' }, { temperature: 'warm', fit: 'A' }] },
    moves: [
      { from: 'lead', to: 'sql', needs: { fit: 'C' } },
      { from: 'sql', to: 'lead' },
    ],
  },
});
