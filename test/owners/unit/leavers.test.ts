import { describe, expect, it } from '@jest/globals';
import { warnOfLeavers } from '../../../shared/owners/index.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { OfferedWorld } from '../../support/offers.ts';
import { splitWorld } from '../../support/splits.ts';
import { withTwoTeams } from '../../support/two-teams.ts';

type World = Awaited<ReturnType<typeof splitWorld>>['world'];

/** Has all reps as they are but for one, who is to take no more leads, or is gone. */
async function publicationOf({ config }: Pick<World, 'config'>, repId: string, after: 'inactive' | 'gone') {
  const before = [...(await config.current(repKind)).documents.values()].map((rep) => ({ ...rep, active: true }));
  const stands =
    after === 'gone' ? before.filter(({ id }) => id !== repId) : before.map((rep) => (rep.id === repId ? { ...rep, active: false } : rep));
  return { kind: 'reps', before, after: stands };
}

/** Has the seats of leads carry the cards of their leads, as the projector does. */
function projectSeats(world: World): void {
  world.project();
  for (const { leadId } of world.leads()) {
    const card = world.itemsOf(keys.leadPk(leadId)).find(({ sk }) => sk === 'CARD')?.card;
    for (const seat of world.itemsOf(`${keys.leadPk(leadId)} ${keys.seatPrefix}`)) world.table.seed({ ...seat, card });
  }
}

describe('a rep who is to take no more leads', () => {
  it('is said to have leads still, with their calls back, and how they are handed over', async () => {
    const { world, members, split, runAll, ask } = await splitWorld(3);
    const [leaver = ''] = members;
    await split({ to: [{ repId: leaver }] });
    await runAll();
    const [lead] = world.leads();
    const body = { outcome: 'callback', callbackAt: '2026-11-23T03:00:00.000Z' };
    await ask('POST /v1/leads/{leadId}/calls', { leadId: lead?.leadId ?? '' }, { body });
    projectSeats(world);

    const inactive = await warnOfLeavers(await publicationOf(world, leaver, 'inactive'), world.table);
    const gone = await warnOfLeavers(await publicationOf(world, leaver, 'gone'), world.table);

    const holds = `${leaver} still has 3 leads, 1 call back that is agreed`;
    expect(inactive).toMatchObject([{ id: leaver, index: expect.any(Number) }]);
    expect(inactive[0]?.message).toBe(`${holds}: hand over by POST /v1/reps/${leaver}/hand-over`);
    expect(gone).toMatchObject([{ id: leaver, index: null }]);
    expect(gone[0]?.message).toContain(`${holds}: set them inactive first`);
  });

  it('is said to have offers, and needs of leads that others have', async () => {
    const offered = await OfferedWorld.create();
    const { actor } = await offered.own();
    const { world, second } = await withTwoTeams();
    projectSeats(world);

    const ofOffer = await warnOfLeavers(await publicationOf(offered.world, actor.id, 'inactive'), offered.world.table);
    const ofNeed = await warnOfLeavers(await publicationOf(world, second.id, 'inactive'), world.table);

    expect(ofOffer[0]?.message).toContain('1 lead, 1 offer to answer:');
    expect(ofNeed[0]?.message).toContain('1 need of other leads:');
  });

  it('is not mentioned who has nothing, who was inactive before, nor in other kinds', async () => {
    const { world, members, split, runAll } = await splitWorld(1);
    const [leaver = '', other = ''] = members;
    await split({ to: [{ repId: leaver }] });
    await runAll();
    const publication = await publicationOf(world, leaver, 'inactive');

    expect(await warnOfLeavers(await publicationOf(world, other, 'inactive'), world.table)).toEqual([]);
    expect(await warnOfLeavers({ ...publication, before: publication.after }, world.table)).toEqual([]);
    expect(await warnOfLeavers({ ...publication, kind: 'users' }, world.table)).toEqual([]);
  });
});
