import { describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const sticky = (world: World) => {
  for (const id of ['north', 'central', 'south']) {
    world.config.change(poolKind, id, (pool) => ({ ...pool, sticky: ['company' as const] }));
  }
};
const post = async (world: World, emails: readonly string[]): Promise<Lead[]> => {
  for (const email of emails) await world.takeIn(world.post({ fullName: 'Trần Lan', email, province: 'Hồ Chí Minh' }));
  await world.assignAll();
  return emails.map((email) => {
    const lead = world.leads().find((one) => one.email === email);
    if (!lead?.owner) throw new Error(`${email} has no owner`);
    return lead;
  });
};
const ownersOf = (leads: readonly Lead[]) => [...new Set(leads.map(({ owner }) => owner?.repId))];
const reasonOf = (world: World, lead?: Lead) => world.itemsOf(' DECISION#').find(({ pk }) => pk === `LEAD#${lead?.leadId}`)?.reason;
const firmsIn = (world: World) => world.itemsOf('COMPANY#') as { owner: { repId: string } | null; version: number }[];

describe('the owner of a firm', () => {
  it('is whoever got the first of its people, and is asked first for the next ones', async () => {
    const world = createWorld();
    sticky(world);

    const [first] = await post(world, ['a@songthu.vn']);
    const others = await post(world, ['b@moctam.vn', 'c@songthu.vn', 'd@gomxua.vn', 'e@songthu.vn']);

    const ofFirm = others.filter(({ email }) => email?.endsWith('@songthu.vn'));
    expect(ownersOf(ofFirm)).toEqual([first?.owner?.repId]);
    expect(ofFirm.map((lead) => reasonOf(world, lead))).toEqual(['company', 'company']);
    expect(firmsIn(world).every(({ owner }) => owner !== null)).toBe(true);
  });

  it('is one for all people of a firm that come at once', async () => {
    const world = createWorld();
    sticky(world);

    const leads = await post(world, ['a@songthu.vn', 'b@songthu.vn', 'c@songthu.vn', 'd@songthu.vn', 'e@songthu.vn']);

    expect(ownersOf(leads)).toHaveLength(1);
    expect(firmsIn(world)).toMatchObject([{ owner: { repId: leads[0]?.owner?.repId } }]);
  });

  it('gives way to the next when they are no rep any more', async () => {
    const world = createWorld();
    sticky(world);
    const [first] = await post(world, ['a@songthu.vn']);
    world.config.change(repKind, first?.owner?.repId ?? '', (rep) => ({ ...rep, active: false }));

    const [next] = await post(world, ['b@songthu.vn']);

    expect(next?.owner?.repId).not.toBe(first?.owner?.repId);
    expect(firmsIn(world)).toMatchObject([{ owner: { repId: next?.owner?.repId } }]);
  });

  it('is nobody where no pool asks for one', async () => {
    const world = createWorld();

    const leads = await post(world, ['a@songthu.vn', 'b@songthu.vn', 'c@songthu.vn']);

    expect(ownersOf(leads).length).toBeGreaterThan(1);
    expect(firmsIn(world)).toMatchObject([{ owner: null, version: 1 }]);
  });
});
