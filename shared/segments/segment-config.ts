import { z } from 'zod';
import { type FormConfig, formKind } from '../capture/form-config.ts';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { type FieldConfig, fieldKind } from '../fields/field-config.ts';
import { conditionFaults } from '../fields/index.ts';
import { fold } from '../identity/text.ts';
import { SegmentId } from '../platform/ids.ts';
import { productNamed } from '../products/index.ts';
import { type ProductConfig, productKind } from '../products/product-config.ts';
import { offeredFields } from '../profiles/profile-conditions.ts';
import { partsOf, SegmentRule } from './rule-config.ts';

/** Whatever changes about a lead is held against all segments. */
const maxSegments = 200;
/** Conditions of one rule with all that lie in it. */
const maxParts = 60;

/** Leads that have something in common: by a rule, or because somebody put each of them in. */
export const SegmentConfig = z
  .strictObject({
    id: SegmentId,
    names: bilingual,
    rule: SegmentRule.optional(),
    /** A list that people keep by hand. */
    static: z.literal(true).optional(),
  })
  .superRefine(({ rule, static: isStatic }, context) => {
    const report = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if ((rule === undefined) === (isStatic === undefined)) report([], 'write one of `rule` and `static`');
    if (rule && [...partsOf(rule)].length > maxParts) report(['rule'], `has more than ${maxParts} parts`);
  });
export type SegmentConfig = z.infer<typeof SegmentConfig>;

/** Which leads have something in common. */
export const segmentKind = defineKind({
  name: 'segments',
  schema: SegmentConfig,
  example: {
    id: 'khach-lau-khong-mua',
    names: { vi: 'Khách lâu chưa mua lại', en: 'Customers who have not bought for long' },
    rule: { stage: ['customer', 'repeat'], lastPaid: { beforeDays: 90 }, not: { status: ['disqualified'] } },
  },
  confirmation: 'starts',
  references: (segments, all) => [
    ...checkCount(segments),
    ...checkRules(segments, { products: all.of(productKind), fields: all.of(fieldKind), forms: all.of(formKind) }),
  ],
});

function checkCount(segments: readonly SegmentConfig[]): ReferenceFault[] {
  if (segments.length <= maxSegments) return [];
  return [{ index: maxSegments, path: [], message: `there are ${segments.length} segments; at most ${maxSegments} can be kept` }];
}

/** What rules may name. */
export interface RuleWords {
  readonly products: readonly ProductConfig[];
  readonly fields: readonly FieldConfig[];
  readonly forms: readonly FormConfig[];
}

function checkRules(segments: readonly SegmentConfig[], words: RuleWords): ReferenceFault[] {
  return segments.flatMap(({ rule }, index) => (rule ? ruleFaults(rule, ['rule'], words) : []).map((fault) => ({ index, ...fault })));
}

type RuleFault = Omit<ReferenceFault, 'index'>;

/** Names what a rule asks for that no lead has, or that whoever tries rules may not see. */
export function ruleFaults(rule: SegmentRule, at: readonly (string | number)[], { products, fields, forms }: RuleWords): RuleFault[] {
  return [
    ...productFaults(rule, at, products),
    ...fieldFaults(rule, at, fields),
    ...profileFaults(rule, at, forms),
    ...eventFaults(rule, at, forms),
  ];
}

/** Whoever tries rules reads from the members what they say: of what is not open that would be too much. */
function fieldFaults(rule: SegmentRule, at: readonly (string | number)[], fields: readonly FieldConfig[]): RuleFault[] {
  return [...partsOf(rule, at)].flatMap(({ rule: part, path }) =>
    Object.entries(part.fields ?? {}).flatMap(([name, asked]): RuleFault[] => {
      const here = [...path, 'fields', name];
      const field = fields.find(({ id }) => id === name);
      if (!field) return [{ path: here, message: `there is no declared field ${name}` }];
      if (field.privacy !== 'open') return [{ path: here, message: `${name} is ${field.privacy}: segments ask for open fields alone` }];
      return conditionFaults(asked, field).map((fault) => ({ ...fault, path: [...here, ...fault.path] }));
    }),
  );
}

/** Whoever registered by a form that has no event, or is none, is nobody. */
function eventFaults(rule: SegmentRule, at: readonly (string | number)[], forms: readonly FormConfig[]): RuleFault[] {
  const known = new Set(forms.filter(({ event }) => event !== undefined).map(({ id }) => id as string));
  return [...partsOf(rule, at)].flatMap(({ rule: part, path }) =>
    Object.keys(part.registration ?? {})
      .filter((formId) => !known.has(formId))
      .map((formId) => ({ path: [...path, 'registration', formId], message: `there is no form ${formId} that has an event` })),
  );
}

/** What people typed themselves is nobody's to ask for word by word: rules ask for what a form offers. */
function profileFaults(rule: SegmentRule, at: readonly (string | number)[], forms: readonly FormConfig[]): RuleFault[] {
  const offered = (field: string): ReadonlySet<string> => {
    const questions = forms.flatMap(({ fields }) => fields.filter(({ mapsTo }) => mapsTo === field));
    return new Set(questions.flatMap(({ options = [] }) => options.map(({ value }) => fold(value))));
  };
  return [...partsOf(rule, at)].flatMap(({ rule: part, path }) =>
    offeredFields.flatMap((field) => {
      const known = part.profile?.[field] ? offered(field) : new Set();
      return (part.profile?.[field] ?? []).flatMap((word, place) =>
        known.has(fold(word)) ? [] : [{ path: [...path, 'profile', field, place], message: `no form offers ${word} for ${field}` }],
      );
    }),
  );
}

/**
 * Names where a rule has another word for a product: leads have the id of what they ask about and bought, so that the word would match
 * nobody.
 */
function productFaults(rule: SegmentRule, at: readonly (string | number)[], products: readonly ProductConfig[]): RuleFault[] {
  const known = new Map(products.map((product) => [product.id as string, product]));
  return [...partsOf(rule, at)].flatMap(({ rule: part, path }) =>
    (['product', 'bought'] as const).flatMap((name) =>
      (part[name] ?? []).flatMap((word, place) => {
        const named = productNamed(word, known);
        if (!named || named.id === word) return [];
        return [{ path: [...path, name, place], message: `write the id of the product: ${named.id}` }];
      }),
    ),
  );
}
