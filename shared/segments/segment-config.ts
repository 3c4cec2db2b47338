import { z } from 'zod';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { SegmentId } from '../platform/ids.ts';
import { productNamed } from '../products/index.ts';
import { type ProductConfig, productKind } from '../products/product-config.ts';
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
  references: (segments, all) => [...checkCount(segments), ...checkProducts(segments, all.of(productKind))],
});

function checkCount(segments: readonly SegmentConfig[]): ReferenceFault[] {
  if (segments.length <= maxSegments) return [];
  return [{ index: maxSegments, path: [], message: `there are ${segments.length} segments; at most ${maxSegments} can be kept` }];
}

function checkProducts(segments: readonly SegmentConfig[], products: readonly ProductConfig[]): ReferenceFault[] {
  return segments.flatMap(({ rule }, index) => (rule ? productFaults(rule, ['rule'], products) : []).map((fault) => ({ index, ...fault })));
}

/**
 * Names where a rule has another word for a product: leads have the id of what they ask about and bought, so that the word would match
 * nobody.
 */
export function productFaults(
  rule: SegmentRule,
  at: readonly (string | number)[],
  products: readonly ProductConfig[],
): Omit<ReferenceFault, 'index'>[] {
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
