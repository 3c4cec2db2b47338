import { describe, expect, it } from '@jest/globals';
import { AssignMessage, ScoreMessage } from '../../../events/index.ts';
import { leadSubject, PoolId } from '../../../shared/platform/ids.ts';
import { assignLeads } from '../../../shared/routing/index.ts';
import { scoreLead } from '../../../shared/scoring/index.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { parseTask } from '../../../shared/tasks/index.ts';
import { easilyHot } from '../../support/lead-world/config.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const huong = { fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', company: 'Sông Thu', province: 'TP.HCM' };
const dayMs = 86_400_000;

/** A lead that a quote asked for makes hot. */
async function asked({ isOwned }: { readonly isOwned: boolean }) {
  const world = createWorld();
  world.config.change(scoringKind, 'scoring', easilyHot);
  await world.takeIn(world.post(huong));
  if (isOwned) await world.assignAll();
  await world.takeIn(world.post({ ...huong, message: 'Cho xin báo giá' }));
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  const score = (messages: readonly ScoreMessage[]) => scoreLead(lead.leadId, messages, world.parts);
  await score(world.sent.score.splice(0).map(({ body }) => ScoreMessage.parse(body)));
  const calls = () =>
    world
      .itemsOf(' TASK#hot-')
      .map(parseTask)
      .map(({ status, ownerRepId }) => ({ status, ownerRepId }));
  const reasonsOfContacts = () =>
    world
      .itemsOf(' TASK#first-')
      .map(parseTask)
      .map(({ reason, status }) => `${reason} ${status}`);
  const recall = async () => {
    const poolId = PoolId.parse('south');
    const decisionId = world.leads()[0]?.owner?.decisionId;
    const asked = { v: 1, kind: 'recall', leadId: lead.leadId, subject: leadSubject, poolId, cause: 'recalled', decisionId } as const;
    await assignLeads(poolId, [AssignMessage.parse({ ...asked, correlationId: 'timer-1' })], world.parts);
  };
  return { world, score, recall, calls, reasonsOfContacts, repId: lead.owner?.repId ?? null, leadId: lead.leadId };
}

describe('a lead that becomes hot', () => {
  it('is to be called by its owner, once for each rise', async () => {
    const { calls, score, repId, leadId } = await asked({ isOwned: true });

    await score([{ v: 1, kind: 'recount', leadId }]);

    expect(calls()).toEqual([{ status: 'open', ownerRepId: repId }]);
  });

  it('need not be called any more where it cools before anybody tried', async () => {
    const { world, calls, score, repId, leadId } = await asked({ isOwned: true });

    world.pass(400 * dayMs);
    await score([{ v: 1, kind: 'cool', leadId }]);

    expect(world.leads()[0]?.evidence.temperature).not.toBe('hot');
    expect(calls()).toEqual([{ status: 'cancelled', ownerRepId: repId }]);
  });

  it('waits for the first contact of whoever gets it, which comes before those with others, once until the lead has another owner', async () => {
    const { world, recall, calls, reasonsOfContacts } = await asked({ isOwned: false });

    await world.assignAll();
    const owned = reasonsOfContacts();
    await recall();
    await world.assignAll();

    expect(calls()).toEqual([]);
    expect(owned).toEqual(['hot open']);
    expect(reasonsOfContacts()).toEqual(['hot cancelled', 'hot open']);
  });

  it('is one like any other for its first contact where it cools before anybody tried', async () => {
    const { world, score, reasonsOfContacts, leadId } = await asked({ isOwned: false });
    await world.assignAll();

    world.pass(400 * dayMs);
    await score([{ v: 1, kind: 'cool', leadId }]);

    expect(reasonsOfContacts()).toEqual(['firstContact open']);
  });
});
