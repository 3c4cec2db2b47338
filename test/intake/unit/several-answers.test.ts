import { describe, expect, it } from '@jest/globals';
import { noFields } from '../../../shared/fields/index.ts';
import { attributesOf, fittingRules } from '../../../shared/scoring/rules-fit.ts';
import { fits } from '../../../shared/scoring/rules-interest.ts';
import { FitRule } from '../../../shared/scoring/scoring-config.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { postRef } from '../../support/post-ref.ts';

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912 345 678', province: 'TP.HCM' };
const rule = (field: string, condition: object) =>
  FitRule.parse({ id: 'rule', label: { vi: 'x', en: 'x' }, points: 5, when: [{ field, ...condition }] });

describe('a post with several answers to one question', () => {
  it.each(['kho-san-xuat', 'ban-hang\nkho-san-xuat', 'kho-san-xuat\nban-hang'])(
    'about %j goes to those who sell one of them',
    async (product) => {
      const world = createWorld();

      await world.takeIn(world.post({ ...huong, product }));

      expect(world.leads()[0]).toMatchObject({
        products: product.split('\n'),
        routing: { matchedBy: expect.arrayContaining(['product']) },
      });
    },
  );

  it('counts for each answer, of what it was made with and of what came later', async () => {
    const world = createWorld();
    await world.takeIn(world.post({ ...huong, product: 'ban-hang\nke-toan', industry: 'ban-le\nan-uong' }));
    await world.takeIn(world.post({ ...huong, product: 'kho-san-xuat\nban-hang' }));
    const [lead] = world.leads();
    if (!lead) throw new Error('no lead');

    const holds = (field: string, condition: object) => fittingRules(attributesOf(lead, noFields), [rule(field, condition)]).length === 1;

    expect(lead.products).toEqual(['ban-hang', 'ke-toan', 'kho-san-xuat']);
    expect(lead.extra).toEqual({ industry: 'ban-le\nan-uong' });
    for (const product of lead.products) expect(holds('product', { in: [product] })).toBe(true);
    expect([holds('answers.industry', { in: ['An uong'] }), holds('answers.industry', { in: ['ban-le*'] })]).toEqual([false, true]);
    expect(holds('answers.industry', { has: ['an-uong'] })).toBe(true);
    expect(holds('answers.industry', { has: ['le an'] })).toBe(false);
  });

  it('counts as a post about each of its products', () => {
    const evidence = {
      kind: 'submission',
      at: 0,
      ...postRef('s1'),
      fields: { product: 'ban-hang\nke-toan' },
    } as const;

    const about = (product: string) => fits({ submission: { products: [product] } }, evidence);

    expect([about('ban-hang'), about('ke-toan'), about('kho-san-xuat')]).toEqual([true, true, false]);
  });

  it('keeps no more answers of a question than somebody ticks', async () => {
    const world = createWorld();
    const many = Array.from({ length: 40 }, (_, index) => `p${index}`).join('\n');

    await world.takeIn(world.post({ ...huong, product: many, industry: many }));

    expect(world.leads()[0]?.products).toHaveLength(10);
    expect(world.leads()[0]?.extra.industry?.split('\n')).toHaveLength(10);
  });
});
