import { z } from 'zod';
import { Currency } from '../../api/money-words.ts';
import { FieldCondition } from '../fields/index.ts';
import { FitLevel, QualificationFactor, QualificationLevel, Temperature } from '../leads/evidence.ts';
import { ConsentPurpose, LeadStatus, Locale, Stage } from '../leads/record.ts';
import { ProfileCondition } from '../profiles/profile-conditions.ts';
import { macroRegion, provinceCodes } from '../regions/codes.ts';
import { standings } from '../registrations/rules-standing.ts';

const namesSomething = (asked: object) => Object.values(asked).some((value) => value !== undefined);

/** Any of these. */
const oneOf = <Schema extends z.ZodType>(value: Schema) => z.array(value).min(1).max(100);

/** A word as leads carry it, compared exactly. */
const Word = z.string().min(1).max(200);

const count = z.number().int().min(0).max(1_000_000_000_000);
const between = { atLeast: count.optional(), atMost: count.optional() };
type Between = { readonly atLeast?: number | undefined; readonly atMost?: number | undefined };
const isBounded = ({ atLeast, atMost }: Between) => atLeast !== undefined || atMost !== undefined;
const isInOrder = ({ atLeast = 0, atMost = Number.POSITIVE_INFINITY }: Between) => atLeast <= atMost;
const notBounded = 'write atLeast, atMost or both';
const notInOrder = { path: ['atMost'], message: 'must not be below atLeast' };

/** How often something happened; both ends are in it. */
const Count = z.strictObject(between).refine(isBounded, notBounded).refine(isInOrder, notInOrder);
export type Count = z.infer<typeof Count>;

/** Paid less refunded, over all orders in one currency, in its smallest unit. */
const NetPaid = z
  .strictObject({ currency: Currency, ...between })
  .refine(isBounded, notBounded)
  .refine(isInOrder, notInOrder);

const days = z.number().int().min(1).max(3_650);

/** When something was, all that is named; a moment that there never was fits nothing. A day is 24 hours, but `from` and `until` are dates of the company. */
const Span = z
  .strictObject({
    /** Less than so many days ago. */
    withinDays: days.optional(),
    /** So many days ago or more. */
    beforeDays: days.optional(),
    from: z.iso.date().optional(),
    /** That day is in it. */
    until: z.iso.date().optional(),
  })
  .refine(namesSomething, 'write withinDays, beforeDays, from or until')
  .refine(({ withinDays = Number.POSITIVE_INFINITY, beforeDays = 0 }) => beforeDays < withinDays, {
    path: ['beforeDays'],
    message: 'must be less than withinDays, or nobody fits',
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from <= until, {
    path: ['until'],
    message: 'must not be before from',
  });
export type Span = z.infer<typeof Span>;

/** Levels of factors, any of those that are listed for each. */
const Levels = z.partialRecord(QualificationFactor, oneOf(QualificationLevel)).refine(namesSomething, 'name at least one factor');

/** What happened at a moment: when the lead was made, last did something, came to its stage and status, last paid for an order and last made one. */
export const momentNames = ['created', 'active', 'stageSince', 'statusSince', 'lastPaid', 'lastOrdered'] as const;
export type MomentName = (typeof momentNames)[number];

const conditions = {
  /** Parts of the country; `unknown`: nobody knows it. */
  region: oneOf(z.enum([...macroRegion.options, 'unknown'])).optional(),
  province: oneOf(z.string().refine((code) => provinceCodes.has(code), 'write a code of one of the 34 provinces')).optional(),
  /** `b2b`: a company is named, or the address is one of a company. */
  kind: z.enum(['b2b', 'b2c']).optional(),
  /** The form or other way, or the `utm_source`, of the first touch. */
  source: oneOf(Word).optional(),
  /** The `utm_campaign` of the first touch. */
  campaign: oneOf(Word).optional(),
  /** What the person asks about. */
  product: oneOf(Word).optional(),
  tag: oneOf(Word).optional(),
  /** Declared fields that are open: all that are named. */
  fields: z.record(z.string().max(40), FieldCondition).refine(namesSomething, 'name at least one field').optional(),
  locale: Locale.optional(),
  /** What the person agreed to. */
  consent: oneOf(ConsentPurpose).optional(),
  /** What surveys and colleagues brought of the person: all that is named. */
  profile: ProfileCondition.optional(),
  /** How the person stands to events, by the forms of those: any of these for each that is named. */
  registration: z
    .record(z.string().max(64), oneOf(z.enum(standings)))
    .refine(namesSomething, 'name at least one form that has an event')
    .optional(),
  stage: oneOf(Stage).optional(),
  status: oneOf(LeadStatus).optional(),
  temperature: oneOf(Temperature).optional(),
  fit: oneOf(FitLevel).optional(),
  /** Whoever says so: a form, behaviour or a colleague. */
  qualification: Levels.optional(),
  /** As a colleague heard it from the person. */
  confirmed: Levels.optional(),
  quoteAsked: z.boolean().optional(),
  /** The person left a cart on the site, and has bought and ordered nothing since. */
  leftCart: z.boolean().optional(),
  /** Calls that reached the person. */
  reached: Count.optional(),
  openOpportunities: Count.optional(),
  acceptedOpportunities: Count.optional(),
  wonOpportunities: Count.optional(),
  /** Orders that are fully paid and were not taken back. */
  paidPurchases: Count.optional(),
  netPaid: NetPaid.optional(),
  /** Products of orders that are fully paid. */
  bought: oneOf(Word).optional(),
  created: Span.optional(),
  active: Span.optional(),
  stageSince: Span.optional(),
  statusSince: Span.optional(),
  lastPaid: Span.optional(),
  /** Of orders that were not cancelled, paid or not. */
  lastOrdered: Span.optional(),
} satisfies Record<MomentName, z.ZodType> & Record<string, z.ZodType>;

const Conditions = z.strictObject(conditions);
export type Conditions = z.infer<typeof Conditions>;

/** Conditions about when the person did something last, which stands on the card of the lead. */
export const activityConditions = ['active'] as const satisfies readonly (keyof Conditions)[];

/** Conditions about what all orders come to; how many are paid stands on the lead. */
export const purchaseConditions = ['lastPaid', 'lastOrdered', 'netPaid', 'bought'] as const satisfies readonly (keyof Conditions)[];

/** Conditions about what is known of the person beside their record. */
export const profileConditions = ['profile'] as const satisfies readonly (keyof Conditions)[];

/** Conditions about events that the person registered for. */
export const registrationConditions = ['registration'] as const satisfies readonly (keyof Conditions)[];

/** What leads must be like: everything that is named holds. */
export interface SegmentRule extends Conditions {
  readonly all?: readonly SegmentRule[] | undefined;
  readonly any?: readonly SegmentRule[] | undefined;
  readonly not?: SegmentRule | undefined;
}

const deepest = 5;

/** Made level by level, so that no rule is too deep to be read. */
function ruleOfDepth(depth: number): z.ZodType<SegmentRule, SegmentRule> {
  const inner = depth < deepest ? ruleOfDepth(depth + 1) : z.never(`a rule is at most ${deepest} levels deep`);
  const rules = z.array(inner).min(1).max(20).optional();
  return z.strictObject({ ...conditions, all: rules, any: rules, not: inner.optional() }).refine(namesSomething, {
    message: 'a rule that names nothing would take in everybody',
    // A misspelt name is told as such.
    when: ({ issues }) => issues.length === 0,
  });
}

export const SegmentRule: z.ZodType<SegmentRule, SegmentRule> = ruleOfDepth(1);

/** Returns a rule with all that lie in it, each with its path. */
export function* partsOf(
  rule: SegmentRule,
  path: readonly (string | number)[] = [],
): Generator<{
  readonly rule: SegmentRule;
  readonly path: readonly (string | number)[];
}> {
  yield { rule, path };
  for (const name of ['all', 'any'] as const) {
    for (const [place, inner] of (rule[name] ?? []).entries()) yield* partsOf(inner, [...path, name, place]);
  }
  if (rule.not) yield* partsOf(rule.not, [...path, 'not']);
}
