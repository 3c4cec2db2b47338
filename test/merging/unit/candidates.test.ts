import { beforeEach, describe, expect, it } from '@jest/globals';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { type Merging, mergingWorld } from '../../support/merging.ts';

interface Listed {
  readonly lead: { readonly leadId: string; readonly fullName: string | null };
  readonly other: { readonly leadId: string };
  readonly reason: string | null;
}

let merging: Merging;

/** Two people who share a number. */
beforeEach(async () => {
  merging = mergingWorld();
  const { world } = merging;
  await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: 'lan@example.com', phone: '0912345678', province: 'TP.HCM' }));
  await world.takeIn(world.post({ fullName: 'Lê Văn Hai', email: 'hai@example.com', phone: '0912345678', province: 'TP.HCM' }));
  await world.assignAll();
});

async function listed(user = 'admin@example.com'): Promise<readonly Listed[]> {
  const { body } = await readRoutes(merging.world)('/v1/merge-candidates', user, {});
  return (body as { items?: Listed[] }).items ?? [];
}

describe('the list of merge candidates', () => {
  it('names a pair with its reason, for whoever may change both', async () => {
    const [lan, hai] = [merging.record('lan@example.com'), merging.record('hai@example.com')];

    expect(await listed()).toMatchObject([
      { lead: { leadId: lan.leadId, fullName: 'Trần Thị Lan' }, other: { leadId: hai.leadId }, reason: 'samePhone' },
    ]);
  });

  it('names no pair of which one is somebody else’s', async () => {
    const [lan, hai] = [merging.record('lan@example.com'), merging.record('hai@example.com')];
    const { documents } = await merging.world.config.current((await import('../../../shared/access/user-config.ts')).userKind);
    const user = [...documents.values()].find((one) => one.role === 'rep' && one.repId === lan.owner?.repId)?.email ?? '';

    expect([lan.owner?.repId === hai.owner?.repId, await listed(user)]).toEqual([false, []]);
  });

  it('has a pair no more that was dropped, whatever is posted later, or merged', async () => {
    const [lan, hai] = [merging.record('lan@example.com'), merging.record('hai@example.com')];
    const dropped = await merging.ask('merge/drop', lan.leadId, { otherLeadId: hai.leadId });
    await merging.world.takeIn(merging.world.post({ fullName: 'Lê Văn Hai', email: 'hai@example.com', phone: '0912345678', title: 'CEO' }));

    expect([dropped.status, await listed()]).toEqual([204, []]);
    expect((await merging.ask('merge', lan.leadId, { otherLeadId: hai.leadId })).status).toBe(200);
    expect((await merging.ask('merge/drop', lan.leadId, { otherLeadId: hai.leadId })).status).toBe(409);
    expect(await listed()).toEqual([]);
  });

  it.each(['024 3825 7863', '1900 1234', '1800 1090'])('names nobody by a number that many share: %s', async (phone) => {
    merging = mergingWorld();
    const { world } = merging;
    await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: 'lan@example.com', phone }));
    await world.takeIn(world.post({ fullName: 'Lê Văn Hai', email: 'hai@example.com', phone }));

    expect([world.leads().length, await listed()]).toEqual([2, []]);
  });
});
