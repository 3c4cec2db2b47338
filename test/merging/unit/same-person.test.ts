import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SamePersonView } from '../../../api/leads/same-person-view.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { type Merging, mergingWorld } from '../../support/merging.ts';

let merging: Merging;
let lan: Lead;
let hai: Lead;

/** Two people who share a number, of two reps. */
beforeEach(async () => {
  merging = mergingWorld();
  const { world } = merging;
  await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: 'lan@example.com', phone: '0912345678', province: 'TP.HCM' }));
  await world.takeIn(world.post({ fullName: 'Lê Văn Hai', email: 'hai@example.com', phone: '0912345678', province: 'TP.HCM' }));
  await world.assignAll();
  [lan, hai] = [merging.record('lan@example.com'), merging.record('hai@example.com')];
});

async function shown({ leadId }: Pick<Lead, 'leadId'>, user = 'admin@example.com'): Promise<SamePersonView | null> {
  const { status, body } = await readRoutes(merging.world)('/v1/leads/{leadId}', user, {
    path: { leadId },
    query: { include: 'samePerson' },
  });
  expect(status).toBe(200);
  return Object(body).samePerson;
}

const repOf = async ({ owner }: Lead): Promise<string> => {
  const { documents } = await merging.world.config.current(userKind);
  return [...documents.values()].find((one) => one.role === 'rep' && one.repId === owner?.repId)?.email ?? '';
};

describe('who else may be the person of a lead', () => {
  it('is told on the page of either, with the reason', async () => {
    const expected = ({ leadId, fullName }: Lead) => ({
      candidates: [{ other: { leadId, fullName }, reason: 'samePhone' }],
      members: [],
    });

    expect(await shown(lan)).toMatchObject(expected(hai));
    expect(await shown(hai)).toMatchObject(expected(lan));
  });

  it('is told to nobody who may not merge both, and is nothing for those who merge nobody', async () => {
    expect(lan.owner?.repId).not.toBe(hai.owner?.repId);

    expect(await shown(lan, await repOf(lan))).toEqual({ candidates: [], members: [] });
    expect(await shown(lan, 'marketer@example.com')).toBeNull();
  });

  it('is asked no more once they are two, and is a member once they are one', async () => {
    expect((await merging.ask('merge', lan.leadId, { otherLeadId: hai.leadId })).status).toBe(200);
    expect(await shown(lan)).toEqual({
      candidates: [],
      members: [{ leadId: hai.leadId, fullName: 'Lê Văn Hai', createdAt: hai.createdAt }],
    });

    expect((await merging.ask('merge/undo', lan.leadId, { otherLeadId: hai.leadId })).status).toBe(200);
    expect(await shown(lan)).toEqual({ candidates: [], members: [] });
  });

  it('goes with the word that they are two', async () => {
    await merging.ask('merge/drop', hai.leadId, { otherLeadId: lan.leadId });

    expect([await shown(lan), await shown(hai)]).toEqual([
      { candidates: [], members: [] },
      { candidates: [], members: [] },
    ]);
  });

  it('costs one unit where there is nobody', async () => {
    await merging.ask('merge/drop', lan.leadId, { otherLeadId: hai.leadId });
    const { table } = merging.world;
    const unitsOf = async (include: string) => {
      const before = table.used.read;
      await readRoutes(merging.world)('/v1/leads/{leadId}', 'admin@example.com', { path: { leadId: hai.leadId }, query: { include } });
      return table.used.read - before;
    };
    await unitsOf('samePerson');

    expect((await unitsOf('moves,samePerson')) - (await unitsOf('moves'))).toBeLessThanOrEqual(1);
  });
});
