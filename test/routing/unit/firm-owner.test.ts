import { describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { leadSubject } from '../../../shared/platform/ids.ts';
import { acceptOffer, declineOffer, readAssignment } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { offerLeads } from '../../support/offers.ts';

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

  it('is whoever accepts the first of its people where its pool offers them, and nobody by an offer alone', async () => {
    const { world, leads, answerOf } = await offeredFirm(['a@songthu.vn']);
    const [first] = leads;
    const offered = firmsIn(world).map(({ owner }) => owner);

    await declineOffer({ ...(await answerOf(first)), reason: 'noCapacity' }, world.parts);
    const declined = firmsIn(world).map(({ owner }) => owner);
    await world.assignAll();
    const answer = await answerOf(first);
    await acceptOffer(answer, world.parts);
    await acceptOffer(answer, world.parts);

    expect([offered, declined]).toEqual([[null], [null]]);
    expect(firmsIn(world)).toMatchObject([{ owner: { repId: answer.actor.id }, version: 2 }]);
    const [next] = await post(world, ['b@songthu.vn']);
    expect([next?.owner?.repId, reasonOf(world, next)]).toEqual([answer.actor.id, 'company']);
  });

  it('offers those of a firm that come at once to one rep, and the firm stays with its first owner whoever accepts later', async () => {
    const { world, leads, answerOf } = await offeredFirm(['a@songthu.vn', 'b@songthu.vn', 'c@songthu.vn']);
    const asked = ownersOf(leads);
    const [one, two, three] = leads;
    await acceptOffer(await answerOf(one), world.parts);

    await declineOffer({ ...(await answerOf(two)), reason: 'noCapacity' }, world.parts);
    await world.assignAll();
    const other = await answerOf(two);
    await acceptOffer(other, world.parts);
    await declineOffer({ ...(await answerOf(three)), reason: 'noCapacity' }, world.parts);

    expect(asked).toHaveLength(1);
    expect(other.actor.id).not.toBe(asked[0]);
    expect(firmsIn(world)).toMatchObject([{ owner: { repId: asked[0] }, version: 2 }]);
  });
});

/** People of a firm who were just offered to reps, and the answer of whoever has one now. */
async function offeredFirm(emails: readonly string[]) {
  const world = createWorld();
  offerLeads(world, {}, { sticky: ['company'] });
  world.pass(24 * 3_600_000);
  const leads = await post(world, emails);
  const answerOf = async (lead?: Lead) => {
    const assignment = lead && (await readAssignment(world.table, lead.leadId, leadSubject));
    if (!assignment?.repId) throw new Error('nobody has the lead');
    const { leadId, decisionId, repId } = assignment;
    return { leadId, subject: leadSubject, decisionId, actor: { kind: 'rep', id: repId }, correlationId: 'answer' } as const;
  };
  return { world, leads, answerOf };
}
