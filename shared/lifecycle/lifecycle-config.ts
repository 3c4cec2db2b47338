import { z } from 'zod';
import { defineKind } from '../config/kind.ts';
import { FitLevel, QualificationFactor, QualificationLevel, Temperature } from '../leads/evidence.ts';
import { Stage } from '../leads/record.ts';

export const namesSomething = (condition: object): boolean => Object.keys(condition).length > 0;
const namesNothing = 'a condition that names nothing would move every lead';

/** Answers of a qualification that are asked for, each at least. */
const Answers = z
  .partialRecord(QualificationFactor, QualificationLevel.extract(['partly', 'yes']))
  .refine(namesSomething, 'name at least one factor');

const atLeast = z.number().int().min(1).max(100);

/** What happened, and how often at least. */
const facts = { acceptedOpportunities: atLeast.optional(), paidPurchases: atLeast.optional() };

/** Levels that a lead must have reached. */
export const levels = {
  temperature: Temperature.extract(['warm', 'hot']).optional(),
  fit: FitLevel.exclude(['D']).optional(),
  /** Whoever says so: a form, behaviour or a colleague. */
  qualification: Answers.optional(),
  /** As a colleague heard it from the person. */
  confirmed: Answers.optional(),
  quoteAsked: z.literal(true).optional(),
  /** Calls that reached the person. */
  reached: atLeast.optional(),
};

/** Levels that must be reached and things that must have happened, all that are named. */
const Condition = z.strictObject({ ...levels, ...facts }).refine(namesSomething, namesNothing);

/** From SQO on a stage rests on what happened, not on levels. */
const AcceptedOrPaid = z.strictObject(facts).refine(namesSomething, namesNothing);
const Paid = z.strictObject({ paidPurchases: atLeast });

/** Stages between which a person may choose: what comes after rests on what happened. */
const Chosen = Stage.extract(['lead', 'mql', 'sql']);

const Move = z
  .strictObject({ from: Chosen, to: Chosen, needs: Condition.optional() })
  .refine(({ from, to }) => from !== to, 'a move leads to another stage');

/** What brings a lead to a stage: any of these. */
const anyOf = <Schema extends z.ZodType>(condition: Schema) => z.array(condition).max(10);

/** When evidence moves a lead along its life, and when a person may. */
export const LifecycleConfig = z.strictObject({
  id: z.literal('lifecycle'),
  stages: z.strictObject({
    mql: anyOf(Condition).default([]),
    sql: anyOf(Condition).default([]),
    sqo: anyOf(AcceptedOrPaid).default([{ acceptedOpportunities: 1 }]),
    customer: anyOf(Paid).default([{ paidPurchases: 1 }]),
    repeat: anyOf(Paid).default([{ paidPurchases: 2 }]),
  }),
  /** After so many days without anything that a lead did, and without a change, nobody works with it any more; customers are left out. */
  retireAfterDays: z.number().int().min(30).max(3_650).default(180),
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
    stages: {
      mql: [{ temperature: 'hot' }, { temperature: 'warm', fit: 'A' }, { quoteAsked: true }],
      sql: [{ confirmed: { need: 'yes', budget: 'partly' } }],
    },
    moves: [
      { from: 'lead', to: 'sql', needs: { fit: 'C' } },
      { from: 'sql', to: 'lead' },
    ],
  },
});
