import { z } from 'zod';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { EngagementAction } from '../engagement/record.ts';
import { type FieldConfig, fieldKind } from '../fields/field-config.ts';
import type { Fields } from '../fields/index.ts';
import { unaskable, valueFaults } from '../fields/index.ts';
import { MailKind } from '../identity/mail-kind.ts';
import { QualificationFactor, QualificationLevel } from '../leads/evidence.ts';
import { signalTypes } from '../tracking/signal-types.ts';

export const RuleId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'write small letters, digits and hyphens, a letter first');

const points = z
  .number()
  .int()
  .min(-100)
  .max(100)
  .refine((value) => value !== 0, 'a rule without points does nothing');

/** Compared without regard to case and accents. */
const texts = z.array(z.string().min(1).max(100)).min(1).max(500);

/** How to reach a person, and who they are: rules may ask whether it is known, never what it is. */
const ContactField = z.enum(['fullName', 'email', 'phone']);

/** What a fit rule may compare; `answers.` and a name is what this company's own form fields say. */
const OpenField = z.union([
  z.enum(['title', 'company', 'product', 'province', 'macroRegion', 'utmSource', 'utmCampaign', 'form']),
  z.templateLiteral(['answers.', z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/)]),
]);

/** What a fit rule may look at. */
export const FitField = z.union([OpenField, ContactField, z.literal('mailKind')]);
export type FitField = z.infer<typeof FitField>;

/** One condition on one field: one of `in`, `has` and `known`. */
export const FitCondition = z
  .strictObject({
    field: FitField,
    /** The value is one of these; a `*` at the end stands for any rest. */
    in: texts.optional(),
    /** The value has one of these words or phrases in it. */
    has: texts.optional(),
    known: z.boolean().optional(),
  })
  .superRefine(({ field, in: values, has, known }, context) => {
    const report = (path: string[], message: string) => void context.addIssue({ code: 'custom', path, message });
    if ([values, has, known].filter((asked) => asked !== undefined).length !== 1) return report([], 'write one of `in`, `has` and `known`');
    if (known !== undefined) return;
    const asked = values ? 'in' : 'has';
    if (ContactField.safeParse(field).success) return report([asked], `of ${field} a rule may ask only whether it is \`known\``);
    if (field !== 'mailKind') return;
    if (has) return report([asked], `write \`in\` and any of ${MailKind.options.join(', ')}`);
    for (const [index, value] of (values ?? []).entries()) {
      if (!MailKind.safeParse(value).success)
        context.addIssue({ code: 'custom', path: ['in', index], message: `write one of ${MailKind.options.join(', ')}` });
    }
  });
export type FitCondition = z.infer<typeof FitCondition>;

/** Who somebody is, against the ideal customer: all conditions must hold. */
export const FitRule = z.strictObject({ id: RuleId, label: bilingual, points, when: z.array(FitCondition).min(1).max(5) });
export type FitRule = z.infer<typeof FitRule>;

/** What a visitor does that rules may count; `page_read`: a page looked at for half a minute or more. */
const Signal = z.enum(signalTypes);

export const InterestCondition = z.union([
  /** `about`: topics of pages, names of clicks, files or forms; a `*` at the end stands for any rest. None given: all. */
  z.strictObject({ signal: Signal, about: texts.optional() }),
  /**
   * A post: of one of these forms, for one of these products, with one of these words in the message or in an answer to the company's own
   * questions; all that is given must hold.
   */
  z.strictObject({ submission: z.strictObject({ forms: texts.optional(), products: texts.optional(), says: texts.optional() }) }),
  z.strictObject({ mail: EngagementAction }),
]);
export type InterestCondition = z.infer<typeof InterestCondition>;

/** What doing so says of one factor of the qualification. */
const Qualifies = z.strictObject({ factor: QualificationFactor, level: QualificationLevel.extract(['partly', 'yes']) });

/** What somebody does: points that decay, for at most `cap.times` in each window of `cap.hours`, counted from local midnight on. */
export const InterestRule = z
  .strictObject({
    id: RuleId,
    label: bilingual,
    points,
    cap: z.strictObject({ times: z.number().int().min(1).max(6), hours: z.number().int().min(1).max(168) }),
    when: InterestCondition,
    qualifies: Qualifies.optional(),
  })
  .refine(({ when, qualifies }) => !qualifies || !('submission' in when), {
    path: ['qualifies'],
    message: 'write `qualifies` at the question of the form: there each answer says what it means',
  });
export type InterestRule = z.infer<typeof InterestRule>;

/** Entering needs more than staying, so that a score near the line does not flicker. */
const threshold = z
  .strictObject({ enter: z.number().min(0).max(1_000), leave: z.number().min(0).max(1_000) })
  .refine(({ enter, leave }) => leave <= enter, { path: ['leave'], message: 'must not be above `enter`' });
const level = z.strictObject({
  interest: threshold.refine(({ leave }) => leave > 0, { path: ['leave'], message: 'must be above 0: interest never decays to nothing' }),
  fit: threshold,
});

/** The fewest points of fit for each level; below C is D. Points count as they add up, also below 0 and above 100. */
const fitPoints = z.number().int().min(-1_000).max(1_000);
const FitLevels = z.strictObject({ A: fitPoints, B: fitPoints, C: fitPoints }).superRefine(({ A, B, C }, context) => {
  if (B >= A) context.addIssue({ code: 'custom', path: ['B'], message: 'must be below A' });
  if (C >= B) context.addIssue({ code: 'custom', path: ['C'], message: 'must be below B' });
});

export const ScoringConfig = z
  .object({
    id: z.literal('scoring'),
    /** After this time interest is worth half. */
    halfLifeDays: z.number().positive().max(365),
    fit: z.array(FitRule).max(200),
    fitLevels: FitLevels.default({ A: 60, B: 30, C: 0 }),
    interest: z.array(InterestRule).max(100),
    temperature: z.strictObject({ warm: level, hot: level }),
  })
  .superRefine(({ fit, interest, temperature: { warm, hot } }, context) => {
    const ids = [...fit, ...interest].map(({ id }) => id);
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) === index) continue;
      const isFit = index < fit.length;
      const path = [isFit ? 'fit' : 'interest', isFit ? index : index - fit.length, 'id'];
      context.addIssue({ code: 'custom', path, message: `the rule ${id} is listed twice` });
    }
    for (const score of ['interest', 'fit'] as const) {
      for (const edge of ['enter', 'leave'] as const) {
        if (hot[score][edge] >= warm[score][edge]) continue;
        context.addIssue({ code: 'custom', path: ['temperature', 'hot', score, edge], message: 'hot must not be easier than warm' });
      }
    }
  });
export type ScoringConfig = z.infer<typeof ScoringConfig>;

/** The rules with the company's zone, by whose midnights they count days, and the fields that it declares, by which answers are read. */
export type ScoringRules = ScoringConfig & { readonly timeZone: string; readonly fields?: Fields };

/** How scores are made, as data: one document, named by version in each change that it causes. */
export const scoringKind = defineKind({
  name: 'scoring',
  schema: ScoringConfig,
  isSingle: true,
  example: {
    id: 'scoring',
    halfLifeDays: 14,
    fit: [{ id: 'decides', label: { vi: 'Người quyết định', en: 'Decides' }, points: 20, when: [{ field: 'title', has: ['giám đốc'] }] }],
    interest: [
      {
        id: 'asks',
        label: { vi: 'Gửi biểu mẫu', en: 'Posts a form' },
        points: 20,
        cap: { times: 1, hours: 24 },
        when: { submission: { forms: ['contact'] } },
      },
    ],
    temperature: {
      warm: { interest: { enter: 20, leave: 10 }, fit: { enter: 0, leave: 0 } },
      hot: { interest: { enter: 60, leave: 45 }, fit: { enter: 20, leave: 10 } },
    },
  },
  references: (scoring, all) => checkFields(scoring, all.of(fieldKind)),
});

/** Names what fit rules ask of declared fields that they may not ask, or that no record will have. */
function checkFields(scoring: readonly ScoringConfig[], fields: readonly FieldConfig[]): ReferenceFault[] {
  return scoring.flatMap(({ fit }, index) =>
    fit.flatMap(({ when }, rule) =>
      when.flatMap((condition, place) => {
        const name = condition.field.startsWith('answers.') ? condition.field.slice('answers.'.length) : null;
        if (name === null) return [];
        const path = ['fit', rule, 'when', place];
        const message = unaskable(name, fields);
        if (message !== null) return [{ index, path: [...path, 'field'], message }];
        const values = (condition.in ?? []).map((value, at) => ({ path: [...path, 'in', at], value }));
        return valueFaults(name, values, fields).map((fault) => ({ index, ...fault }));
      }),
    ),
  );
}
