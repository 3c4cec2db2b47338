import { describe, expect, it } from '@jest/globals';
import { DecisionListView } from '../../../api/leads/decision-view.ts';
import { LeadPageView } from '../../../api/leads/lead-page-view.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { asksAs } from '../../support/as-user.ts';
import { mergingWorld } from '../../support/merging.ts';

/** Three records of people that went to three reps one after the other. */
async function setUp() {
  const { world, record, byId, ask } = mergingWorld();
  const people = ['lan', 'thuy', 'hoa'].map((name, place) => ({
    fullName: `Trần ${name}`,
    email: `${name}@example.com`,
    phone: `091234571${place}`,
    province: 'TP.HCM',
  }));
  for (const fields of people) {
    await world.takeIn(world.post({ ...fields, product: 'ban-hang' }));
    await world.assignAll();
    world.pass(60_000);
  }
  const [lan, thuy, hoa] = people.map(({ email }) => record(email));
  if (!lan?.owner || !thuy?.owner || !hoa?.owner) throw new Error('somebody has no owner');
  const reps = await world.config.current(repKind);
  const shown = async (leadId: string, email = 'admin@example.com') => {
    const get = asksAs(world, email);
    const page = await get('GET /v1/leads/{leadId}', { path: { leadId }, query: { include: 'decision' } });
    const list = await get('GET /v1/leads/{leadId}/decisions', { path: { leadId } });
    const { items } = DecisionListView.parse(list.body);
    return { decision: LeadPageView.parse(page.body).decision, items, inForce: items.filter((one) => one.inForce) };
  };
  const emailOf = (repId: string) => reps.documents.get(repId)?.email ?? '';
  const merge = async (leadId: string, otherLeadId: string) => {
    expect((await ask('merge', leadId, { otherLeadId })).status).toBe(200);
    world.pass(60_000);
  };
  return { world, byId, ask, merge, shown, emailOf, lan, thuy, hoa, owners: [lan.owner.repId, thuy.owner.repId, hoa.owner.repId] };
}

describe('why somebody has a lead', () => {
  it('is told of its present owner, whatever was decided of the records that became part of it', async () => {
    const { merge, shown, byId, emailOf, lan, thuy, hoa, owners } = await setUp();
    await merge(lan.leadId, thuy.leadId);
    await merge(lan.leadId, hoa.leadId);

    const { decision, items, inForce } = await shown(lan.leadId);

    expect(new Set(owners).size).toBe(3);
    expect(byId(lan.leadId).owner?.repId).toBe(owners[0]);
    expect(items.map(({ chosen }) => chosen?.repId)).toEqual([owners[2], owners[1], owners[0]]);
    expect(inForce.map(({ chosen }) => chosen?.repId)).toEqual([owners[0]]);
    expect([decision?.chosen?.repId, decision?.decisionId]).toEqual([owners[0], lan.owner?.decisionId]);
    expect((await shown(lan.leadId, emailOf(owners[0] ?? ''))).decision).toEqual(decision);
  });

  it('is told of each again once they are two, and of nobody where the undo gave it back', async () => {
    const { ask, merge, shown, byId, lan, thuy, hoa, owners } = await setUp();
    await merge(lan.leadId, thuy.leadId);
    await merge(lan.leadId, hoa.leadId);

    expect((await ask('merge/undo', lan.leadId, { otherLeadId: hoa.leadId })).status).toBe(200);

    expect((await shown(lan.leadId)).decision?.chosen?.repId).toBe(owners[0]);
    expect([byId(hoa.leadId).owner?.repId, (await shown(hoa.leadId)).decision]).toEqual([owners[2], null]);
  });

  it('is told by no decision where a leader gave it', async () => {
    const { world, shown, lan, owners } = await setUp();
    const given = await asksAs(world, 'admin@example.com')('POST /v1/leads/{leadId}/owner', {
      path: { leadId: lan.leadId },
      body: { repId: owners[1], reason: 'relationship' },
    });

    expect(given.status).toBe(200);
    expect(await shown(lan.leadId)).toMatchObject({ decision: null, inForce: [], items: [{ chosen: { repId: owners[0] } }] });
  });
});
