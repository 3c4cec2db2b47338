import { beforeEach, describe, expect, it } from '@jest/globals';
import { LeadView } from '../../../api/leads/lead-view.ts';
import { FoundLeadsView } from '../../../api/search/found-leads-view.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { type Merging, mergingWorld } from '../../support/merging.ts';

const [home, work, admin] = ['lan@example.com', 'lan.tran@example.com', 'admin@example.com'] as const;

let merging: Merging;
let one: Lead;
let other: Lead;

/** A person whom her family calls Lan and who signs as Hồ Bích Ngọc. */
beforeEach(async () => {
  merging = mergingWorld();
  const { world } = merging;
  await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: home, phone: '0912345678', province: 'TP.HCM' }));
  await world.takeIn(world.post({ fullName: 'Hồ Bích Ngọc', email: work, phone: '0987654321', province: 'TP.HCM' }));
  await world.assignAll();
  [one, other] = [merging.record(home), merging.record(work)];
});

async function found(q: string, email: string = admin) {
  const { body } = await readRoutes(merging.world)('/v1/search', email, { query: { q } });
  return FoundLeadsView.parse(body).items.map(({ leadId, fullName, otherNames }) => [leadId, fullName, otherNames]);
}

const listed = async (q: string) =>
  Object(await readRoutes(merging.world)('/v1/leads', admin, { query: { q } })).body.items.map(({ leadId }: Lead) => leadId);
const merge = () => merging.ask('merge', one.leadId, { otherLeadId: other.leadId });
const undo = () => merging.ask('merge/undo', one.leadId, { otherLeadId: other.leadId });

describe('a person whose records had two names', () => {
  it.each(['Trần Lan', 'Ngọc', 'bich ng', 'hồ bích ngọc'])('is found by %s, and shown with both', async (q) => {
    await merge();

    expect(await found(q)).toEqual([[one.leadId, 'Trần Thị Lan', ['Hồ Bích Ngọc']]]);
    const [word = ''] = q.split(' ').slice(-1);
    if (word.length > 2) expect(await listed(q)).toEqual([one.leadId]);
  });

  it('is found by both among the own leads of the rep who has her', async () => {
    await merge();

    const { email } = (await merging.world.config.current(repKind)).documents.get(String(one.owner?.repId)) ?? {};
    expect(await found('ngọc', email)).toEqual([[one.leadId, 'Trần Thị Lan', ['Hồ Bích Ngọc']]]);
  });

  it('is two people again behind the undo, each found by their own name alone', async () => {
    await merge();
    merging.world.pass(60_000);
    await undo();

    expect([await found('Ngọc'), await found('Lan')]).toEqual([[[other.leadId, 'Hồ Bích Ngọc', []]], [[one.leadId, 'Trần Thị Lan', []]]]);
  });

  it('keeps the name of whoever became part of her before, where another one parts from her', async () => {
    const { world } = merging;
    await world.takeIn(world.post({ fullName: 'Võ Kim Yến', email: 'yen@example.com', phone: '0903111222', province: 'TP.HCM' }));
    await world.assignAll();
    const third = merging.record('yen@example.com');
    await merge();
    world.pass(60_000);
    await merging.ask('merge', one.leadId, { otherLeadId: third.leadId });
    world.pass(60_000);
    const both = merging.byId(one.leadId).otherNames;
    await undo();

    expect([both, merging.byId(one.leadId).otherNames]).toEqual([['Hồ Bích Ngọc', 'Võ Kim Yến'], ['Võ Kim Yến']]);
    expect([await found('Yến'), await found('Ngọc')]).toEqual([
      [[one.leadId, 'Trần Thị Lan', ['Võ Kim Yến']]],
      [[other.leadId, 'Hồ Bích Ngọc', []]],
    ]);
  });

  it('shows neither to a role without contact details, whom the other name tells nothing by the version either', async () => {
    await merge();

    const { body } = await readRoutes(merging.world)('/v1/leads/{leadId}', 'marketer@example.com', { path: { leadId: one.leadId } });
    expect(LeadView.parse(body)).toMatchObject({ fullName: null, otherNames: [] });
    expect(JSON.stringify(body)).not.toMatch(/Ngọc|Lan/);
  });
});
