import { describe, expect, it } from '@jest/globals';
import { userKind } from '../../../shared/access/user-config.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { PurchaseId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { huong, orderOfHuong, paid, shopOf } from '../../support/purchases.ts';

const leadOf = (world: World, index = 0): Lead => {
  const lead = world.leads()[index];
  if (!lead) throw new Error('no lead');
  return lead;
};
const types = (world: World) => world.timeline().map(({ type }) => type);
const recorded = (world: World) => world.timeline().filter(({ type }) => type === 'purchase.recorded');

describe('an order of a shop', () => {
  it('makes an unknown buyer a lead, and the order hangs on it', async () => {
    const world = createWorld();

    const { status, body } = await shopOf(world).order({});

    const { leadId } = leadOf(world);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { leadId, status: 'confirmed', booked: 1_500_000, net: 0, isPaid: false },
    });
    expect(world.table.items.get(`${keys.orderGuard(PurchaseId.parse(body.purchaseId)).pk} GUARD`)).toMatchObject({ leadId });
    expect(types(world)).toEqual(['lead.created', 'purchase.recorded']);
  });

  it('goes to the lead whose address its buyer has, however it is spelt', async () => {
    const world = createWorld();
    await world.takeIn(world.post(huong));

    const { body } = await shopOf(world).order({ buyer: { email: ' HUONG@Example.com ' } });

    expect(world.leads()).toMatchObject([{ leadId: body.leadId }]);
  });

  it('of a known number under another name is of somebody else, who may be the same person', async () => {
    const world = createWorld();
    await world.takeIn(world.post(huong));

    const { body } = await shopOf(world).order({ buyer: { fullName: 'Trần Văn Bình', phone: huong.phone } });

    expect(world.leads()).toHaveLength(2);
    expect(body.leadId).not.toBe(leadOf(world).leadId);
    expect(types(world)).toContain('lead.merge_candidate_found');
  });

  it('is one, however often it is told, and stays with the buyer of the first time', async () => {
    const world = createWorld();
    const shop = shopOf(world);
    const first = await shop.order({});

    const again = await shop.order({ buyer: { email: 'binh@example.com' } });

    expect(again).toEqual(first);
    expect([world.leads().length, recorded(world).length]).toEqual([1, 1]);
  });

  it('is another one where a second shop gives the same number', async () => {
    const world = createWorld();
    const shop = shopOf(world);

    const [one, other] = [await shop.order({}), await shop.order({ source: 'shop-hn' })];

    expect(one.body.purchaseId).not.toBe(other.body.purchaseId);
    expect(world.itemsOf(' PURCHASE#')).toHaveLength(2);
    expect(world.leads()).toHaveLength(1);
  });

  it('makes one lead and one order when it is told many times at once', async () => {
    const world = createWorld();
    world.slow(() => new Promise((resolve) => setImmediate(resolve)));
    const shop = shopOf(world);

    const answers = await Promise.all(Array.from({ length: 8 }, () => shop.order({ facts: [...orderOfHuong.facts, paid(1_500_000)] })));

    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect([world.leads().length, world.itemsOf(' PURCHASE#').length]).toEqual([1, 1]);
    expect(leadOf(world).evidence.purchases.paid).toBe(1);
  });

  it.each([
    ['of nobody who could be reached', { buyer: { fullName: 'Nguyễn Văn An' } }],
    ['with thousands of facts', { facts: Array.from({ length: 4_000 }, (_, index) => ({ ...paid(1), factId: `${index}` })) }],
    ['with thousands of items', { items: Array.from({ length: 4_000 }, () => ({ name: 'Bút', quantity: 1 })) }],
    ['with money that nobody counted', { facts: [{ kind: 'paid', at: '2026-11-20T03:00:00Z' }] }],
    ['with half a đồng', { facts: [paid(0.5)] }],
    ['in a currency that nobody has', { currency: 'ZZZ' }],
    ['to a receiver', { receiver: { phone: '0987654321' } }],
  ])('%s is refused and makes nobody known', async (_, body) => {
    const world = createWorld();

    const answer = await shopOf(world).order(body);

    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toMatch(/buyer|at most|much money|int|no such currency|unknown field/);
    expect(world.leads()).toEqual([]);
    expect(world.itemsOf('SUBMISSION#')).toEqual([]);
  });

  it('in another currency is refused, and nothing of it is lost', async () => {
    const world = createWorld();
    const shop = shopOf(world);
    const first = await shop.order({});

    const answer = await shop.order({ currency: 'USD', facts: [paid(100)] });

    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'currency' }] } });
    expect(await shop.order({})).toEqual(first);
  });
});

describe('what is told of an order', () => {
  it('makes its buyer a customer once it is fully paid, in parts, and a repeat buyer with the second one', async () => {
    const world = createWorld();
    const shop = shopOf(world);
    const { body } = await shop.order({});
    const stages: string[] = [];

    for (const amount of [500_000, 1_000_000]) {
      await shop.tell(body.purchaseId, paid(amount));
      stages.push(leadOf(world).stage);
    }
    await shop.order({ orderId: 'DH-2', facts: [...orderOfHuong.facts, paid(1_500_000)] });

    expect([...stages, leadOf(world).stage]).toEqual(['lead', 'customer', 'repeat']);
    expect(leadOf(world).evidence.purchases.paid).toBe(2);
    expect(recorded(world).map(({ data }) => data.became)).toEqual([null, null, 'paid', 'paid']);
  });

  it('counts the same fact once, and says so by the same answer', async () => {
    const world = createWorld();
    const shop = shopOf(world);
    const { body } = await shop.order({});

    const [first, again] = [await shop.tell(body.purchaseId, paid(500_000)), await shop.tell(body.purchaseId, paid(500_000))];

    expect(first).toMatchObject({ status: 200, body: { paid: 500_000, version: 2 } });
    expect(again).toEqual(first);
    expect(recorded(world)).toHaveLength(2);
  });

  it('is no purchase any more when it is cancelled: its buyer is no customer by it, and both are told', async () => {
    const world = createWorld();
    const shop = shopOf(world);
    const { body } = await shop.order({ facts: [...orderOfHuong.facts, paid(1_500_000)] });

    await shop.tell(body.purchaseId, { kind: 'cancelled', at: '2026-11-22T01:00:00Z' });

    expect(leadOf(world)).toMatchObject({ stage: 'lead', evidence: { purchases: { paid: 0 } } });
    expect(types(world).at(-1)).toBe('lead.stage_changed');
    expect(world.timeline().at(-1)?.data).toMatchObject({ from: 'customer', to: 'lead', reason: 'retraction' });
    expect(recorded(world).at(-1)?.data).toMatchObject({ became: 'takenBack', status: 'cancelled', booked: 0 });
  });

  it('leaves a customer where another order is still paid', async () => {
    const world = createWorld();
    const shop = shopOf(world);
    const orders = [await shop.order({ facts: [...orderOfHuong.facts, paid(1_500_000)] })];
    orders.push(await shop.order({ orderId: 'DH-2', facts: [...orderOfHuong.facts, paid(1_500_000)] }));

    await shop.tell(orders[0]?.body.purchaseId, { kind: 'returned', at: '2026-11-22T01:00:00Z' });

    expect(leadOf(world)).toMatchObject({ stage: 'customer', evidence: { purchases: { paid: 1 } } });
  });

  it('cannot be told of an order that nobody recorded', async () => {
    const { status } = await shopOf(createWorld()).tell(`shop-hcm~${'a'.repeat(27)}`, paid(1));

    expect(status).toBe(404);
  });
});

describe('who may tell what happened to an order', () => {
  it.each([
    ['an admin', 'admin@example.com', 200, 200],
    ['a manager of the region', 'manager.south@example.com', 200, 404],
    ['a leader of the pool', 'leader.south@example.com', 200, 404],
    ['a marketer', 'marketer@example.com', 404, 404],
    ['a rep of another pool', 'anh.nguyen@example.com', 404, 404],
    ['nobody of ours', 'nobody@example.com', 404, 404],
  ])('%s', async (_, user, inSouth, inNorth) => {
    const world = createWorld();
    const shop = shopOf(world);
    const provinces = ['TP.HCM', 'Hà Nội'];
    const statuses = [];

    for (const province of provinces) {
      const email = `${provinces.indexOf(province)}@example.net`;
      const { body } = await shop.order({ orderId: province, buyer: { email, province } });
      const path = { purchaseId: body.purchaseId };
      const told = await shop.ask('PATCH /v1/purchases/{purchaseId}', { path, user, body: { facts: [paid(1)] } });
      statuses.push(told.status);
    }

    expect(statuses).toEqual([inSouth, inNorth]);
  });

  it('the rep who has the lead, and no other of the pool', async () => {
    const world = createWorld();
    const shop = shopOf(world);
    const { body } = await shop.order({ buyer: { ...huong, province: 'TP.HCM' } });
    await world.assignAll();
    const reps = (await world.config.current(userKind)).documents.values().filter(({ role }) => role === 'rep');
    const allowed: (string | undefined)[] = [];

    for (const { email, repId } of reps) {
      const path = { purchaseId: body.purchaseId };
      const told = await shop.ask('PATCH /v1/purchases/{purchaseId}', { path, user: email, body: { facts: [paid(1)] } });
      if (told.status === 200) allowed.push(repId);
    }

    expect(allowed).toEqual([leadOf(world).owner?.repId]);
  });
});

describe('an order that a colleague records under a lead', () => {
  const route = 'POST /v1/leads/{leadId}/purchases';
  const { currency, facts } = orderOfHuong;

  it('needs no number: the same request is the same order', async () => {
    const world = createWorld();
    await world.takeIn(world.post(huong));
    const request = { path: { leadId: leadOf(world).leadId }, body: { currency, facts } };

    const [first, again] = [await shopOf(world).ask(route, request), await shopOf(world).ask(route, request)];

    expect(first).toMatchObject({ status: 200, body: { source: 'manual', version: 1 } });
    expect(again).toEqual(first);
  });

  it('is another one in another currency', async () => {
    const world = createWorld();
    await world.takeIn(world.post(huong));
    const path = { leadId: leadOf(world).leadId };

    const [dong, dollars] = [
      await shopOf(world).ask(route, { path, body: { currency, facts } }),
      await shopOf(world).ask(route, { path, body: { currency: 'USD', facts } }),
    ];

    expect([dong.status, dollars.status]).toEqual([200, 200]);
    expect(dollars.body.purchaseId).not.toBe(dong.body.purchaseId);
  });

  it('takes no number of a shop from whoever may not tell of its orders', async () => {
    const world = createWorld();
    const shop = shopOf(world);
    await world.takeIn(world.post({ ...huong, province: 'TP.HCM' }));
    await world.assignAll();
    const { leadId, owner } = leadOf(world);
    const reps = (await world.config.current(userKind)).documents.values().filter(({ role }) => role === 'rep');
    const user = reps.find(({ repId }) => repId === owner?.repId)?.email ?? '';
    const { buyer: _, ...order } = orderOfHuong;

    const early = await shop.ask(route, { path: { leadId }, body: order, user });
    const written = await shop.ask(route, { path: { leadId }, body: { ...order, source: 'manual' }, user });
    const told = await shop.order({ buyer: { fullName: 'Trần Văn Bình', email: 'binh@example.com' } });

    expect(early).toMatchObject({ status: 422, body: { errors: [{ path: 'source' }] } });
    expect([written.status, told.status]).toEqual([200, 200]);
    expect(told.body.leadId).not.toBe(leadId);
  });

  it('is refused where the shop has recorded it for somebody else', async () => {
    const world = createWorld();
    await shopOf(world).order({});
    await world.takeIn(world.post({ fullName: 'Trần Văn Bình', email: 'binh@example.com' }));
    const { buyer: _, ...order } = orderOfHuong;

    const answer = await shopOf(world).ask(route, { path: { leadId: leadOf(world, 1).leadId }, body: order });

    expect(answer.status).toBe(409);
    expect(world.itemsOf(' PURCHASE#')).toHaveLength(1);
  });
});

describe('the orders of a lead', () => {
  it('are listed with what they come to, page by page', async () => {
    const world = createWorld();
    const shop = shopOf(world);
    for (const [orderId, at] of [
      ['DH-1', '2026-11-18T03:00:00Z'],
      ['DH-2', '2026-11-20T03:00:00Z'],
      ['DH-3', '2026-11-19T03:00:00Z'],
    ] as const) {
      await shop.order({ orderId, facts: [{ kind: 'confirmed', at, amount: 100 }] });
    }
    const path = { leadId: leadOf(world).leadId };
    const list = (query: Record<string, string>) => shop.ask('GET /v1/leads/{leadId}/purchases', { path, query });

    const all = await list({});
    const first = await list({ limit: '2' });
    const second = await list({ limit: '2', cursor: first.body.nextCursor });

    const numbers = ({ body }: { body: { items: { orderId: string }[] } }) => body.items.map(({ orderId }) => orderId);
    expect(numbers(all)).toEqual(['DH-2', 'DH-3', 'DH-1']);
    expect([...numbers(first), ...numbers(second)].sort()).toEqual(['DH-1', 'DH-2', 'DH-3']);
    expect([all.body.nextCursor, second.body.nextCursor]).toEqual([null, null]);
    const total = { currency: 'VND', orders: 3, paidOrders: 0, booked: 300, net: 0 };
    expect([all.body.totals, first.body.totals, second.body.totals]).toEqual([[total], [total], null]);
  });
});
