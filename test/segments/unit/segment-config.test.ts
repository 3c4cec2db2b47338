import { describe, expect, it } from '@jest/globals';
import products from '../../../config/products.json' with { type: 'json' };
import { validateAll } from '../../../shared/config/check.ts';
import { productKind } from '../../../shared/products/product-config.ts';
import { segmentKind } from '../../../shared/segments/segment-config.ts';

const segment = (rule: unknown) => ({ id: 'thu', names: { vi: 'Thử', en: 'Trial' }, rule });

function faultsOf(...segments: readonly unknown[]): string[] {
  const documents = { products, segments };
  return validateAll([productKind, segmentKind], documents).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

let deep: unknown = { kind: 'b2b' };
for (let level = 0; level < 1_000; level += 1) deep = { not: deep };

describe('a segment', () => {
  it.each<[string, unknown, RegExp]>([
    ['a rule that names nothing', {}, /^rule: a rule that names nothing/],
    ['a condition that there is not', { colour: ['red'] }, /^rule: .*colour/],
    ['another segment', { segment: ['vip'] }, /^rule: .*segment/],
    ['a condition that there is not, inside', { any: [{ not: { colour: ['red'] } }] }, /^rule\.any\.0\.not: .*colour/],
    ['an empty list', { stage: [] }, /^rule\.stage: /],
    ['a stage that there is not', { stage: ['MQL'] }, /^rule\.stage\.0: /],
    ['an old code of a province', { province: ['79', '02'] }, /^rule\.province\.1: write a code of one of the 34/],
    ['a count without bounds', { reached: {} }, /^rule\.reached: write atLeast, atMost or both/],
    ['bounds the wrong way round', { reached: { atLeast: 3, atMost: 2 } }, /^rule\.reached\.atMost: must not be below/],
    ['a span that says nothing', { created: {} }, /^rule\.created: write withinDays/],
    ['a span that nobody fits', { active: { withinDays: 7, beforeDays: 7 } }, /^rule\.active\.beforeDays: must be less/],
    ['dates the wrong way round', { created: { from: '2026-11-02', until: '2026-11-01' } }, /^rule\.created\.until: must not be before/],
    ['a date that there is not', { created: { from: '2026-02-30' } }, /^rule\.created\.from: /],
    ['a currency that there is not', { netPaid: { currency: 'VNĐ', atLeast: 1 } }, /^rule\.netPaid\.currency: write the currency/],
    ['another word for a product', { not: { product: ['POS'] } }, /^rule\.not\.product\.0: write the id of the product: ban-hang/],
    ['a rule that is too deep', deep, /at most 5 levels deep/],
    ['too many parts', { all: Array.from({ length: 20 }, () => ({ any: [{ kind: 'b2b' }, { kind: 'b2c' }] })) }, /more than 60 parts/],
  ])('is refused with %s', (_, rule, fault) => {
    expect(faultsOf(segment(rule))).toEqual([expect.stringMatching(fault)]);
  });

  it('is a rule or a list by hand', () => {
    const named = { id: 'thu', names: { vi: 'Thử', en: 'Trial' } };

    expect(faultsOf({ ...named, static: true })).toEqual([]);
    expect(faultsOf(named)).toEqual([': write one of `rule` and `static`']);
    expect(faultsOf({ ...named, static: true, rule: { kind: 'b2b' } })).toEqual([': write one of `rule` and `static`']);
  });

  it('takes the words that no product has, as leads do', () => {
    expect(faultsOf(segment({ product: ['ban-hang', 'máy in'], bought: ['kho'] }))).toEqual([]);
  });

  it('is refused, not failed at, however deep somebody nests it', () => {
    let bottomless: unknown = { kind: 'b2b' };
    for (let level = 0; level < 30_000; level += 1) bottomless = { not: bottomless };

    expect(faultsOf(segment(bottomless))).toContain(': the document is nested too deeply to be kept');
  });

  it('is one of two hundred at most', () => {
    const many = Array.from({ length: 201 }, (_, number) => ({ ...segment({ kind: 'b2b' }), id: `s-${number}` }));

    expect(faultsOf(...many)).toEqual([expect.stringContaining('at most 200')]);
  });
});
