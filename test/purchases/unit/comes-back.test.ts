import { beforeEach, describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { comeBackWork } from '../../../shared/status/come-back-work.ts';
import { changeStatus } from '../../../shared/status/index.ts';
import { doWork } from '../../../shared/work/index.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { huong, orderOfHuong, paid, shopOf } from '../../support/purchases.ts';
import { workWorld } from '../../support/work.ts';

const [old, later] = ['2026-11-20T03:00:00Z', '2026-11-22T03:30:00Z'];

let world: World;
beforeEach(async () => {
  world = createWorld();
  await world.takeIn(world.post({ ...huong, province: 'TP.HCM' }));
  await world.assignAll();
});

const leadOf = () => {
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return lead;
};
const become = (to: 'retired' | 'recycled') =>
  changeStatus(
    { leadId: leadOf().leadId, to, reason: 'noNeed', actor: { kind: 'user', id: 'mai' }, correlationId: 'r' },
    { ...world.parts, clock: () => new Date('2026-11-22T03:20:00.000Z') },
  );
const order = (...facts: readonly object[]) =>
  shopOf(world).ask('POST /v1/leads/{leadId}/purchases', {
    path: { leadId: leadOf().leadId },
    body: { source: orderOfHuong.source, orderId: 'DH-1', currency: 'VND', facts },
  });

/** Lets the timers that bring leads back come due. */
async function comeDue() {
  const { parts } = workWorld(world.table, new Date('2026-11-22T03:40:00.000Z'));
  const due = world.itemsOf('DUE#').filter(({ groupId }) => groupId === comeBackWork.kind);
  for (const { message } of due)
    await doWork(WorkMessage.parse(message), [comeBackWork], { ...parts, config: world.parts.config, ids: world.parts.ids });
  return due.length;
}

describe('a lead that nobody works with any more, and that buys', () => {
  beforeEach(() => world.pass(30 * 60_000));

  it.each<[string, readonly object[], string, string]>([
    ['has paid, whenever that was', [{ kind: 'confirmed', at: old, amount: 1 }, paid(1, old)], 'active', 'customer'],
    ['has ordered since it was retired', [{ kind: 'ordered', at: later, amount: 1 }], 'active', 'lead'],
    ['had ordered before', [{ kind: 'ordered', at: old, amount: 1 }], 'retired', 'lead'],
    [
      'had an order cancelled',
      [
        { kind: 'ordered', at: old, amount: 1 },
        { kind: 'cancelled', at: later },
      ],
      'retired',
      'lead',
    ],
  ])('comes back from retired only by what it did itself: %s', async (_, facts, status, stage) => {
    await become('retired');

    const answer = await order(...facts);
    await comeDue();

    expect([answer.status, leadOf().status, leadOf().stage]).toEqual([200, status, stage]);
  });

  it('has its owner still', async () => {
    const { owner } = leadOf();
    await become('retired');
    await order({ kind: 'ordered', at: later, amount: 1 });

    await comeDue();

    expect(leadOf().owner).toEqual(owner);
    expect(world.timeline().at(-1)).toMatchObject({ type: 'lead.status_changed', data: { from: 'retired', to: 'active', reason: 'act' } });
  });

  it('stays with marketing where it is recycled and has paid nothing, and sets no timer where it is active', async () => {
    await order({ kind: 'ordered', at: old, amount: 1 });
    const whenActive = await comeDue();
    await become('recycled');
    await shopOf(world).order({ facts: [{ kind: 'confirmed', at: later, amount: 1 }] });

    expect([whenActive, await comeDue(), leadOf().status]).toEqual([0, 0, 'recycled']);
  });
});
