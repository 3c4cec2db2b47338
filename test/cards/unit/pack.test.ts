import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cardItem, cardOf, codeOf, packCard, parseCard } from '../../../shared/cards/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { indexKeys } from '../../../shared/platform/keys.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { seed } from '../../support/seeded.ts';

const [lead] = fc.sample(anyLead(), { numRuns: 1, seed });
if (!lead) throw new Error('no lead');

describe('a packed card', () => {
  it('is read by a version that does not know all of its letters', () => {
    const card = cardOf(lead);

    expect(parseCard(`${packCard(card)};z9;Zsomething`)).toEqual(card);
  });

  it.each(['', 'c;rn;sl;tc', 'cmabc;r?;sl;tc', 'cmabc;rn;s?;tc', 42, undefined])('that says %j is left to the lead', (packed) => {
    expect(parseCard(packed)).toBeNull();
  });

  it('tells of no kind where the version that packed it did not', () => {
    const packed = packCard(cardOf(lead));

    expect(parseCard(packed.replace(/;b[bc]/, ''))?.kind).toBeNull();
    expect(parseCard(packed)?.kind).toMatch(/^b2[bc]$/);
  });

  it('says when products or tags are more than it holds', () => {
    const many = Array.from({ length: 40 }, (_, index) => `product ${index}`);

    const card = cardOf({ ...lead, products: many });

    expect(card.overflow).toBe(true);
    expect(card.products).toContain(codeOf('product 0'));
    expect(cardOf({ ...lead, products: many.slice(0, 3), tags: [] }).overflow).toBe(false);
  });
});

describe('the index keys of a card', () => {
  const placed = { ...lead, region: { ...lead.region, macroRegion: 'south' as const } };

  it('lie in one of three partitions of its part of the country, by creation and by activity', () => {
    const item = cardItem(placed, '2026-11-27T10:00:00.000Z');

    expect(indexKeys.cardPartitions(['south'])).toEqual(['REGION#south#00', 'REGION#south#01', 'REGION#south#02']);
    expect(indexKeys.cardPartitions(['south'])).toContain(item.gsi1pk);
    expect(item).toMatchObject({
      gsi1sk: `${lead.createdAt}#${lead.leadId}`,
      gsi2pk: item.gsi1pk,
      gsi2sk: `2026-11-27T10:00:00.000Z#${lead.leadId}`,
    });
  });

  it('lie apart while nobody knows its region', () => {
    const item = cardItem({ ...placed, region: { ...placed.region, macroRegion: null } }, lead.createdAt);

    expect(indexKeys.cardPartitions(['none'])).toContain(item.gsi1pk);
  });

  it('list it nowhere once it was merged into another lead', () => {
    const item = cardItem({ ...placed, mergedInto: LeadId.parse('Lother') }, lead.createdAt);

    expect(Object.keys(item).filter((name) => name.startsWith('gsi'))).toEqual([]);
  });
});
