import { describe, expect, it } from '@jest/globals';
import { userKind } from '../../../shared/access/user-config.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { huong, orderOfHuong, paid, shopOf } from '../../support/purchases.ts';

const route = 'POST /v1/purchases/{purchaseId}/facts/{factId}/void';
const money = { ...paid(1_500_000), factId: 'money' };

async function paidOrder(world: World) {
  const shop = shopOf(world);
  const { body } = await shop.order({ buyer: { ...huong, province: 'TP.HCM' }, facts: [...orderOfHuong.facts, money] });
  const { purchaseId } = body;
  const voidIt = (factId: string, user = 'admin@example.com') =>
    shop.ask(route, { path: { purchaseId, factId }, body: { reason: 'duplicate' }, user });
  return { shop, purchaseId, voidIt };
}

describe('a fact of an order that never happened', () => {
  it('counts no more, and the stage of its lead follows', async () => {
    const world = createWorld();
    const { voidIt } = await paidOrder(world);

    const { status, body } = await voidIt('money');

    expect({ status, body }).toMatchObject({ status: 200, body: { paid: 0, net: 0, isPaid: false, version: 2 } });
    expect(body.facts).toContainEqual({ ...money, at: expect.any(String), voidedAt: expect.any(String) });
    expect(world.leads()).toMatchObject([{ stage: 'lead', evidence: { purchases: { paid: 0 } } }]);
    const [voided, moved] = world.timeline().slice(-2);
    expect(voided).toMatchObject({ type: 'purchase.fact_voided', data: { reason: 'duplicate', became: 'takenBack', net: 0 } });
    expect(moved).toMatchObject({ type: 'lead.stage_changed', data: { from: 'customer', to: 'lead', reason: 'retraction' } });
  });

  it('stays void when it is told again, while another fact of the same money counts', async () => {
    const world = createWorld();
    const { shop, purchaseId, voidIt } = await paidOrder(world);
    await voidIt('money');

    const again = await shop.tell(purchaseId, money);
    const other = await shop.tell(purchaseId, { ...money, factId: 'money-2' });

    expect([again.body.isPaid, other.body.isPaid]).toEqual([false, true]);
    expect(world.leads()).toMatchObject([{ stage: 'customer' }]);
  });

  it('makes a customer again, where it was what had taken the order back', async () => {
    const world = createWorld();
    const { shop, purchaseId, voidIt } = await paidOrder(world);
    await shop.tell(purchaseId, { kind: 'cancelled', at: '2026-11-22T01:00:00Z', factId: 'wrong' });

    await voidIt('wrong');

    expect(world.leads()).toMatchObject([{ stage: 'customer', evidence: { purchases: { paid: 1 } } }]);
    expect(world.timeline().filter(({ type }) => type === 'purchase.fact_voided')).toMatchObject([{ data: { became: 'paid' } }]);
  });

  it('leaves an order of which nothing happened out of what all orders come to', async () => {
    const world = createWorld();
    const { shop, voidIt } = await paidOrder(world);
    const [{ leadId } = { leadId: '' }] = world.leads();
    const [confirmed] = (await shop.ask('GET /v1/leads/{leadId}/purchases', { path: { leadId } })).body.items[0].facts;

    await voidIt('money');
    await voidIt(confirmed.factId);

    const { body } = await shop.ask('GET /v1/leads/{leadId}/purchases', { path: { leadId } });
    expect([body.items.length, body.totals]).toEqual([1, []]);
  });

  it('is void once: said again it changes nothing', async () => {
    const world = createWorld();
    const { voidIt } = await paidOrder(world);
    const first = await voidIt('money');

    const again = await voidIt('money');

    expect(again).toEqual(first);
    expect(world.timeline().filter(({ type }) => type === 'purchase.fact_voided')).toHaveLength(1);
  });

  it('cannot be one that nobody told', async () => {
    const { voidIt } = await paidOrder(createWorld());

    expect((await voidIt('money-2')).status).toBe(404);
  });

  it.each([
    ['an admin', 'admin@example.com', 200],
    ['a manager of the region', 'manager.south@example.com', 200],
    ['a leader of the pool', 'leader.south@example.com', 200],
    ['a marketer', 'marketer@example.com', 404],
    ['the rep whose sale it is', 'owner', 404],
    ['nobody of ours', 'nobody@example.com', 404],
  ])('is one to whoever answers for the figures: %s', async (_, user, status) => {
    const world = createWorld();
    const { voidIt } = await paidOrder(world);
    await world.assignAll();
    const users = (await world.config.current(userKind)).documents.values();
    const owner = users.find(({ repId }) => repId !== undefined && repId === world.leads()[0]?.owner?.repId);

    const answer = await voidIt('money', user === 'owner' ? owner?.email : user);

    expect(answer.status).toBe(status);
  });
});
