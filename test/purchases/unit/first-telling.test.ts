import { beforeEach, describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { readLastPost, type StatusReason } from '../../../shared/leads/index.ts';
import { SourceId, SubmissionId } from '../../../shared/platform/ids.ts';
import { afterSaleWork } from '../../../shared/purchases/after-sale-work.ts';
import { gatherEvidence } from '../../../shared/scoring/gather-evidence.ts';
import { comeBackWork } from '../../../shared/status/come-back-work.ts';
import { changeStatus } from '../../../shared/status/index.ts';
import { doWork } from '../../../shared/work/index.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { huong, paid, shopOf } from '../../support/purchases.ts';
import { workWorld } from '../../support/work.ts';

const [longAgo, later] = ['2024-02-20T03:00:00.000Z', '2026-11-22T03:30:00.000Z'];
const ordered = (at: string) => ({ kind: 'ordered', at, amount: 1 });

let world: World;
beforeEach(async () => {
  world = createWorld();
  await world.takeIn(world.post({ ...huong, province: 'TP.HCM' }));
  await world.assignAll();
  await world.scoreAll();
  world.pass(45 * 60_000);
});

const leadOf = () => {
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return lead;
};
const become = (to: 'retired' | 'recycled' | 'disqualified', reason: StatusReason) =>
  changeStatus(
    { leadId: leadOf().leadId, to, reason, actor: { kind: 'user', id: 'mai' }, correlationId: 'r' },
    { ...world.parts, clock: () => new Date('2026-11-22T03:20:00.000Z') },
  );
const why = () => world.timeline().findLast(({ type }) => type === 'lead.status_changed')?.data.reason;

/** Lets everything follow that the shop's telling asks for: scores, timers, and the stream's delivery of what it told. */
async function comeDue(purchaseId: string) {
  await world.takeIn({ channel: 'connector', sourceId: SourceId.parse('shop-hcm'), submissionId: SubmissionId.parse(purchaseId) });
  await world.scoreAll();
  const { parts } = workWorld(world.table, new Date('2026-11-22T03:50:00.000Z'));
  const kinds = [comeBackWork, afterSaleWork];
  const timers = world.itemsOf('DUE#').filter(({ groupId }) => kinds.some(({ kind }) => kind === groupId));
  const asked = [...timers.map(({ message }) => message), ...world.sent.work.splice(0).map(({ body }) => body)];
  for (const message of asked) {
    await doWork(WorkMessage.parse(message), kinds, { ...parts, ids: world.parts.ids, config: world.config });
  }
}

describe('an order that a shop tells of for the first time', () => {
  it.each<[string, Parameters<typeof become>, readonly object[], string, string]>([
    ['was ordered long ago, of a recycled lead', ['recycled', 'notNow'], [ordered(longAgo)], 'recycled', 'notNow'],
    ['was paid long ago, of a recycled lead', ['recycled', 'notNow'], [ordered(longAgo), paid(1, longAgo)], 'recycled', 'notNow'],
    ['was only ordered, of a recycled lead', ['recycled', 'notNow'], [ordered(later)], 'recycled', 'notNow'],
    ['was paid now, of a recycled lead', ['recycled', 'notNow'], [ordered(longAgo), paid(1, later)], 'active', 'purchase'],
    ['was ordered long ago, of a retired lead', ['retired', 'other'], [ordered(longAgo)], 'retired', 'other'],
    ['was ordered now, of a retired lead', ['retired', 'other'], [ordered(later)], 'active', 'act'],
    ['was ordered now, of a wrong number', ['disqualified', 'wrongNumber'], [ordered(later)], 'disqualified', 'wrongNumber'],
    [
      'was paid long ago, of a wrong number',
      ['disqualified', 'wrongNumber'],
      [ordered(longAgo), paid(1, longAgo)],
      'disqualified',
      'wrongNumber',
    ],
    ['was paid now, of a wrong number', ['disqualified', 'wrongNumber'], [ordered(later), paid(1, later)], 'active', 'purchase'],
    [
      'was paid now, of who refused contact',
      ['disqualified', 'refusedContact'],
      [ordered(later), paid(1, later)],
      'disqualified',
      'refusedContact',
    ],
  ])('brings its buyer back by its facts and not by being told: it %s', async (_, status, facts, stands, reason) => {
    await become(...status);

    const { body } = await shopOf(world).order({ facts });
    await comeDue(body.purchaseId);

    expect([leadOf().status, why()]).toEqual([stands, reason]);
  });

  it.each<[string, string, string]>([
    ['long ago is an act of that day', longAgo, 'form'],
    ['just now is the last that the lead did', later, 'connector'],
  ])('%s, and tells nobody that the lead asked again', async (_, at, channel) => {
    const { leadId } = leadOf();
    const before = world.sent.notice.length;

    const { body } = await shopOf(world).order({ facts: [ordered(at)] });
    await comeDue(body.purchaseId);

    expect(world.itemsOf(' POST#').map(({ at }) => at)).toContain(at);
    expect(await readLastPost(world.table, { leadId })).toMatchObject({ channel });
    expect(world.sent.notice).toHaveLength(before);
  });

  it('long ago is worth the points of that day', async () => {
    const { body } = await shopOf(world).order({ facts: [ordered(longAgo)] });
    await comeDue(body.purchaseId);

    const evidence = await gatherEvidence(world.table, leadOf().leadId, new Date(later));
    const [order] = evidence.filter((one) => one.kind === 'submission' && one.channel === 'connector');
    expect(order).toMatchObject({ at: Date.parse(longAgo) / 1_000 });
  });
});
