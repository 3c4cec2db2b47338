import { describe, expect, it } from '@jest/globals';
import { createWorld, type World } from '../../support/lead-world/world.ts';

/** Write units that the intake of a post takes, as DynamoDB bills them. */
async function unitsOf(world: World, fields: Record<string, string>): Promise<number> {
  const before = world.table.used.write;
  await world.takeIn(world.post({ fullName: 'Trần Lan', province: 'TP.HCM', ...fields }));
  return world.table.used.write - before;
}

describe('what the first person of a firm takes more than the next', () => {
  it.each([
    ['by its domain', { email: 'a@songthu.vn', company: 'Sông Thu' }, { email: 'b@songthu.vn', company: 'Sông Thu' }, 4],
    [
      'by a domain that is called otherwise',
      { email: 'a@stgroup.vn', company: 'Sông Thu' },
      { email: 'b@stgroup.vn', company: 'Sông Thu' },
      5,
    ],
    ['by its tax code', { email: 'a@gmail.com', taxCode: '0300588569' }, { email: 'b@gmail.com', taxCode: '0300588569' }, 4],
  ])('is told by the page of access patterns: %s', async (_what, first, next, more) => {
    const world = createWorld();

    const [one, two] = [await unitsOf(world, first), await unitsOf(world, next)];

    expect(one - two).toBe(more);
  });
});
