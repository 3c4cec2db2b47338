import { describe, expect, it } from '@jest/globals';
import { LeadView } from '../../../api/leads/lead-view.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld } from '../../support/lead-world/world.ts';

/** The record of a lead with this address, as somebody reads it. */
async function recordOf(address: string, reader: string): Promise<LeadView> {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: address, company: 'An Nhiên', province: 'TP.HCM' }));
  await world.assignAll();
  const leadId = world.leads()[0]?.leadId ?? '';
  return LeadView.parse((await readRoutes(world)('/v1/leads/{leadId}', reader, { path: { leadId } })).body);
}

describe('a lead of a listed competitor', () => {
  it.each([
    ['huong@doithu.example', true],
    ['huong@mail.doithu.example', true],
    ['huong@khongdoithu.example', false],
  ])('%s is marked %s for whoever sees the address', async (address, isMarked) => {
    expect((await recordOf(address, 'admin@example.com')).competitor).toBe(isMarked);
  });

  it('looks to a marketer like any other lead of a company', async () => {
    const marketer = 'marketer@example.com';

    const [theirs, other] = [await recordOf('huong@doithu.example', marketer), await recordOf('huong@congty.example', marketer)];

    expect(theirs).toEqual(other);
    expect([theirs.competitor, theirs.mailKind]).toEqual([null, 'company']);
  });
});
