import { describe, expect, it } from '@jest/globals';
import { tagsAfter } from '../../../shared/editing/rules-tags.ts';
import { mostTags } from '../../../shared/identity/tag.ts';
import { InvalidInputError } from '../../../shared/platform/errors.ts';
import { asksAs } from '../../support/as-user.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const faultsOf = (run: () => unknown): readonly string[] => {
  try {
    run();
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.faults.map(({ path }) => path);
  }
};

describe('tags after a change', () => {
  it('keep their order and how they are written', () => {
    expect(tagsAfter(['Hội chợ', 'VIP'], { add: ['gọi  lại', 'vip', 'hoi cho'], remove: [] })).toEqual(['Hội chợ', 'VIP', 'gọi lại']);
  });

  it('lose what is taken off, however it is written', () => {
    expect(tagsAfter(['Hội chợ', 'VIP'], { add: [], remove: ['HOI CHO', 'no such'] })).toEqual(['VIP']);
  });

  it.each<[string, string[], string[]]>([
    ['nothing', [' '], []],
    ['a sentence', ['x'.repeat(41)], []],
    ['a number', ['gọi 0912 345 678'], []],
    ['an address', ['huong@example.com'], []],
    ['what goes with the same change', ['vip'], ['VIP']],
  ])('take in no %s', (_, add, remove) => {
    expect(faultsOf(() => tagsAfter(['VIP'], { add, remove }))).toEqual(['add.0']);
  });

  it('are thirty at most', () => {
    const full = Array.from({ length: mostTags }, (_, place) => `tag ${place}`);

    expect(faultsOf(() => tagsAfter(full, { add: ['one more'], remove: [] }))).toEqual(['add']);
    expect(tagsAfter(full, { add: ['one more'], remove: ['tag 0'] })).toHaveLength(mostTags);
  });

  it('are taken off one by one where a merge left more than thirty', () => {
    const merged = Array.from({ length: mostTags + 10 }, (_, place) => `tag ${place}`);

    expect(tagsAfter(merged, { add: [], remove: ['tag 0'] })).toHaveLength(mostTags + 9);
    expect(tagsAfter(merged, { add: ['one more'], remove: ['tag 0'] })).toHaveLength(mostTags + 10);
    expect(faultsOf(() => tagsAfter(merged, { add: ['one more'], remove: [] }))).toEqual(['add']);
  });
});

describe('tags of a lead', () => {
  it('are put on by a marketer as well, told once, and told no more where they are there', async () => {
    const world = createWorld();
    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'huong@example.com' }));
    const path = { leadId: world.leads()[0]?.leadId ?? '' };
    const tag = (body: object) => asksAs(world, 'marketer@example.com')('POST /v1/leads/{leadId}/tags', { path, body });

    const first = await tag({ add: ['Hội chợ'] });
    const again = await tag({ add: ['hội chợ'] });
    const off = await tag({ remove: ['hoi cho'] });

    expect([first, again, off].map(({ body }) => body.tags)).toEqual([['Hội chợ'], ['Hội chợ'], []]);
    expect(world.timeline().filter(({ data }) => JSON.stringify(data).includes('"tags"'))).toHaveLength(2);
    expect(world.leads()[0]?.tags).toEqual([]);
  });
});
