import { describe, expect, it } from '@jest/globals';
import { AssignMessage } from '../../../events/index.ts';
import { formKind } from '../../../shared/capture/form-config.ts';
import { readLead } from '../../../shared/leads/index.ts';
import { opportunitiesOf } from '../../../shared/opportunities/index.ts';
import { LeadId, PoolId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import {
  acceptOffer,
  assignLeads,
  creditHeld,
  currentRules,
  declineOffer,
  readAssignment,
  readDecisionAbout,
  readDecisions,
  replay,
} from '../../../shared/routing/index.ts';
import { readPoolState } from '../../../shared/routing/store.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { mergingWorld } from '../../support/merging.ts';
import { offerLeads } from '../../support/offers.ts';
import { plannedNotice } from '../../support/two-teams.ts';

const pool = PoolId.parse('specialists');

/** Two people with one need beside, of whom the one that has it became part of the other before anybody was asked for it. */
async function mergedWithNeed() {
  const { world, record, ask } = mergingWorld();
  world.config.change(formKind, 'contact', (form) => ({ ...form, opensOpportunity: true }));
  offerLeads(world);
  world.pass(24 * 3_600_000);
  const lan = { fullName: 'Trần Lan', email: 'lan@example.com', phone: '0912345710', province: 'TP.HCM' };
  const thuy = { fullName: 'Trần Thủy', email: 'thuy@example.com', phone: '0912345711', province: 'TP.HCM' };
  for (const fields of [lan, thuy]) await world.takeIn(world.post({ ...fields, product: 'ban-hang' }));
  await world.assignAll();
  await world.takeIn(world.post({ ...thuy, product: 'kho-san-xuat' }));
  const [survivor, part] = [record(lan.email), record(thuy.email)];
  const merged = await ask('merge', survivor.leadId, { otherLeadId: part.leadId });
  expect(merged.status).toBe(200);
  await world.assignAll();
  const whole = async () => {
    const lead = await readLead(world.table, survivor.leadId, { consistent: true });
    if (!lead) throw new Error('no lead');
    return lead;
  };
  const need = async () => {
    const [found] = (await opportunitiesOf(world.table, await whole())).filter(({ product }) => product === 'kho-san-xuat');
    if (!found) throw new Error('no need');
    return found;
  };
  const { subject } = await need();
  const assignment = async () => {
    const found = await readAssignment(world.table, survivor.leadId, subject);
    if (!found) throw new Error('no assignment');
    return found;
  };
  const answer = async () => {
    const { decisionId, repId } = await assignment();
    if (decisionId === null || repId === null) throw new Error('nobody has the need');
    return { leadId: survivor.leadId, subject, decisionId, actor: { kind: 'rep', id: repId }, correlationId: 'answer' } as const;
  };
  const owed = async () => (await readPoolState(world.table, pool)).members;
  const replayed = async () => {
    const rules = await currentRules(world.config);
    return replay(await readDecisions(world.table, await whole()), () => rules).filter(
      ({ recorded, decisions }) => decisions.length !== 1 || decisions[0]?.chosen !== recorded.chosen,
    );
  };
  return { world, survivor, part, subject, ask, whole, need, assignment, answer, owed, replayed };
}

describe('a need of a lead that became part of another', () => {
  it('has its decisions where its assignment lies, whoever its lead has become', async () => {
    const { part, subject, assignment, world, survivor, answer, whole } = await mergedWithNeed();

    const given = await assignment();

    expect([given.leadId, given.state, subject.startsWith(part.leadId)]).toEqual([part.leadId, 'offered', true]);
    const { decisionId } = await answer();
    for (const leadId of [survivor.leadId, part.leadId]) {
      expect(await readDecisionAbout(world.table, { leadId, subject }, decisionId)).toMatchObject({
        leadId: part.leadId,
        chosen: given.repId,
      });
    }
    expect(await creditHeld(given, await whole(), world.table)).toBe(1);
    const notice = { v: 1, kind: 'assignedNotice', leadId: survivor.leadId, subject, decisionId } as const;
    expect(await plannedNotice(world, notice)).toMatchObject({ to: expect.any(String) });
  });

  it('is declined, offered to the next, recalled and accepted; what was not to be given counts no more, and a replay gives the same', async () => {
    const { world, survivor, subject, need, assignment, answer, owed, replayed } = await mergedWithNeed();
    const first = await answer();
    const counted = (await owed())[first.actor.id]?.credits;

    await declineOffer({ ...first, reason: 'spam' }, world.parts);
    await world.assignAll();
    const second = await answer();
    const afterDecline = (await owed())[first.actor.id]?.credits ?? 0;
    const recall = {
      v: 1,
      kind: 'recall',
      leadId: survivor.leadId,
      subject,
      poolId: pool,
      cause: 'recalled',
      decisionId: second.decisionId,
    };
    await assignLeads(pool, [AssignMessage.parse({ ...recall, correlationId: 'timer' })], world.parts);
    await world.assignAll();
    const third = await answer();
    await acceptOffer(third, world.parts);

    expect([counted, afterDecline]).toEqual([1, 0]);
    expect(second.actor.id).not.toBe(first.actor.id);
    expect(await assignment()).toMatchObject({ state: 'owned', repId: third.actor.id });
    expect((await need()).owner).toBe(third.actor.id);
    expect(await replayed()).toEqual([]);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('goes with its own lead when the merge is undone, also what was asked for it under the other one', async () => {
    const { world, survivor, part, subject, ask, answer, assignment, replayed } = await mergedWithNeed();
    const offer = await answer();

    expect((await ask('merge/undo', survivor.leadId, { otherLeadId: part.leadId })).status).toBe(200);
    await declineOffer({ ...offer, reason: 'noCapacity' }, world.parts);
    await world.assignAll();

    const told = world.itemsOf(' TIMELINE#').filter(({ pk }) => pk === keys.leadPk(LeadId.parse(part.leadId)));
    expect(JSON.stringify(told)).toContain('declined');
    expect((await assignment()).repId).not.toBe(offer.actor.id);
    expect(await readDecisionAbout(world.table, { leadId: part.leadId, subject }, offer.decisionId)).toMatchObject({ leadId: part.leadId });
    expect(await replayed()).toEqual([]);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('is found by decisions that earlier versions put under the lead that was left', async () => {
    const { world, survivor, part, subject, answer, assignment, whole } = await mergedWithNeed();
    const { decisionId } = await answer();
    const own = keys.decision(LeadId.parse(part.leadId), decisionId);
    const item = await world.table.get(own);
    await world.table.deleteAll([own]);
    world.table.seed({ ...item, ...keys.decision(LeadId.parse(survivor.leadId), decisionId) });

    expect(await readDecisionAbout(world.table, { leadId: survivor.leadId, subject }, decisionId)).toBeDefined();
    expect(await creditHeld(await assignment(), await whole(), world.table)).toBe(1);
  });
});
