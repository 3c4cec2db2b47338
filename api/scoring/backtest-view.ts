import { z } from 'zod';
import { Temperature } from '../words.ts';

/** What a back-test answers: figures that hold no word of a person. */
const count = z.number().int().nonnegative();

export const Share = z
  .object({
    of: count,
    hits: count,
    rate: z.number().nullable().meta({ description: 'hits / of, 0 to 1; null of nothing' }),
    low: z.number().meta({ description: 'The true rate lies between low and high with 95 % (Wilson)' }),
    high: z.number(),
  })
  .meta({ id: 'Share', description: 'A rate, and how far it can be believed' });
export type Share = z.infer<typeof Share>;

export const Comparison = z.enum(['above', 'below', 'unclear']).meta({
  description: 'Against the rate of all leads; unclear: too few leads to tell them apart',
});
export type Comparison = z.infer<typeof Comparison>;

const ratedGroup = {
  leads: count,
  sql: Share.meta({ description: 'Became a sales-qualified lead or more' }),
  customer: Share,
  lift: z.number().nullable().meta({ description: 'Rate of sql over that of all leads; null where there is none' }),
  says: Comparison,
};

export const BandResult = z.object({ temperature: Temperature, ...ratedGroup }).meta({ id: 'BandResult' });
export type BandResult = z.infer<typeof BandResult>;

export const ScoreResult = z
  .object({ from: count, to: count, ...ratedGroup })
  .meta({ id: 'ScoreResult', description: 'Leads whose total score at their peak was in this range, both ends in it' });
export type ScoreResult = z.infer<typeof ScoreResult>;

export const RuleResult = z
  .object({ rule: z.string(), kind: z.enum(['fit', 'interest']), points: z.number().int(), ...ratedGroup })
  .meta({ id: 'RuleResult', description: 'Leads for which the rule counted before they converted' });
export type RuleResult = z.infer<typeof RuleResult>;

export const RuleSetResult = z
  .object({
    version: z.number().int().nullable().meta({ description: 'Null for a draft' }),
    bands: z.array(BandResult).meta({ description: 'Leads by their warmest moment before they converted; hot first' }),
    scores: z.array(ScoreResult),
    hot: z.object({
      precision: Share.meta({ description: 'Of the leads that became hot: those that converted' }),
      recall: Share.meta({ description: 'Of the leads that converted: those that had become hot' }),
    }),
  })
  .meta({ id: 'RuleSetResult' });
export type RuleSetResult = z.infer<typeof RuleSetResult>;

const byTemperature = z.object({ cold: count, warm: count, hot: count });

export const ChangedLead = z.object({
  leadId: z.string(),
  from: Temperature,
  to: Temperature,
  fit: z.number(),
  interest: z.number(),
});
export type ChangedLead = z.infer<typeof ChangedLead>;

export const Backtest = z
  .object({
    at: z.string().meta({ description: 'The moment as of which leads are counted' }),
    leads: count.meta({ description: 'Leads read' }),
    judged: count.meta({ description: 'Leads that the rates are of' }),
    leftOut: z.object({
      malformed: count.meta({ description: 'Leads with a record that cannot be read; the log names them' }),
      convertedBefore: count.meta({ description: 'Leads that had converted before they were known: nothing could have foretold it' }),
    }),
    conversions: z.object({
      sql: count,
      customers: count,
      byPurchase: count,
      byTimeline: count,
      withoutTime: count.meta({ description: 'Judged over their whole time, what came after included: read their rates with care' }),
      counted: z.object({ vi: z.string(), en: z.string() }),
    }),
    all: z.object({ sql: Share, customer: Share }),
    draft: RuleSetResult,
    inForce: RuleSetResult,
    rules: z.array(RuleResult).meta({ description: 'Rules of the draft' }),
    changes: z.object({
      leads: count,
      matrix: z
        .object({ cold: byTemperature, warm: byTemperature, hot: byTemperature })
        .meta({ description: 'From the temperature that stands on the lead to the one under the draft' }),
      alsoInForce: count.meta({ description: 'Leads that the rules in force would change as well: not counted by them yet' }),
      items: z.array(ChangedLead),
      more: count.meta({ description: 'Changed leads that are not listed' }),
    }),
    cut: z.enum(['limit', 'time']).nullable().meta({ description: 'Why it ended before the span did; null: the span is done' }),
    nextCursor: z.string().nullable().meta({ description: 'Give it as `cursor` to go on; counts of the parts add up' }),
  })
  .meta({ id: 'Backtest', description: 'A set of scoring rules tried on past leads; nothing is changed by it' });
export type Backtest = z.infer<typeof Backtest>;

/** Null: under ten leads, or all but under ten; others are to the nearest ten. */
const blurred = count.nullable();
const blurredGroup = { leads: blurred, sql: Share.nullable(), customer: Share.nullable() };
const blurredRow = z.object({ cold: blurred, warm: blurred, hot: blurred });
const blurredRuleSet = RuleSetResult.extend({
  bands: z.array(BandResult.extend(blurredGroup)),
  scores: z.array(ScoreResult.extend(blurredGroup)),
  hot: z.object({ precision: Share.nullable(), recall: Share.nullable() }),
});

export const BlurredBacktest = Backtest.extend({
  judged: blurred,
  leftOut: z.object({ malformed: blurred, convertedBefore: blurred }),
  conversions: Backtest.shape.conversions.extend({
    sql: blurred,
    customers: blurred,
    byPurchase: blurred,
    byTimeline: blurred,
    withoutTime: blurred,
  }),
  all: z.object({ sql: Share.nullable(), customer: Share.nullable() }),
  draft: blurredRuleSet,
  inForce: blurredRuleSet,
  rules: z.array(RuleResult.extend(blurredGroup)),
  changes: z.object({
    leads: blurred,
    matrix: z.object({ cold: blurredRow, warm: blurredRow, hot: blurredRow }),
    alsoInForce: blurred,
    items: z.array(ChangedLead).max(0),
    more: blurred,
  }),
  nextCursor: z.null(),
}).meta({
  id: 'BlurredBacktest',
  description:
    'For roles that do not see contact details: no lead by itself, no cell under ten leads or all but under ten, other counts to the nearest ten',
});
export type BlurredBacktest = z.infer<typeof BlurredBacktest>;

/** Which of the two depends on the caller's role. */
export const AnyBacktest = z.union([Backtest, BlurredBacktest]);
export type AnyBacktest = z.infer<typeof AnyBacktest>;
