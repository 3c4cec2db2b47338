import { beforeEach, describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { leadSubject, PoolId, ProductId } from '../../../shared/platform/ids.ts';
import { afterSaleWork } from '../../../shared/purchases/after-sale-work.ts';
import { afterSalePool, assignMessageFor, parseDecision, rerun } from '../../../shared/routing/index.ts';
import { type PoolConfig, poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { territoryKind } from '../../../shared/routing/territory-config.ts';
import { changeStatus } from '../../../shared/status/index.ts';
import { doWork } from '../../../shared/work/index.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { huong, orderOfHuong, paid, shopOf } from '../../support/purchases.ts';
import { workWorld } from '../../support/work.ts';

const care = PoolId.parse('specialists');
const pos = ProductId.parse('ban-hang');

describe('the pool that takes over who has bought', () => {
  const pools = (...named: [string, PoolConfig['afterSale']][]) =>
    named.map(([id, afterSale]) => ({ id: PoolId.parse(id), ...(afterSale ? { afterSale } : {}) }));

  it.each<[string, ReturnType<typeof pools>, string | null]>([
    ['is none where no pool does', pools(['south', undefined]), null],
    ['is the one for every product', pools(['south', undefined], ['care', {}]), 'care'],
    ['is the one that names the product', pools(['care', {}], ['pos', { products: [pos] }]), 'pos'],
    ['is none that names another product', pools(['other', { products: [ProductId.parse('ke-toan')] }]), null],
  ])('%s', (_, listed, id) => {
    expect(afterSalePool(listed, ['ban-hang'])).toBe(id);
  });
});

describe('a customer', () => {
  let world: World;
  beforeEach(async () => {
    world = createWorld();
    await world.takeIn(world.post({ ...huong, province: 'TP.HCM' }));
    await world.assignAll();
  });

  const careTakesOver = () => world.config.change(poolKind, care, (pool) => ({ ...pool, afterSale: {} }));
  const leadOf = () => {
    const [lead] = world.leads();
    if (!lead) throw new Error('no lead');
    return lead;
  };
  const buy = (orderId = 'DH-1', paidAt?: string) =>
    shopOf(world).order({
      orderId,
      facts: [{ kind: 'confirmed', at: '2026-11-10T03:00:00Z', amount: 1_500_000 }, paid(1_500_000, paidAt)],
    });
  const asked = () => world.itemsOf('DUE#').filter(({ groupId }) => groupId === afterSaleWork.kind);
  const told = () => world.itemsOf('DUE#').filter(({ message }) => JSON.stringify(message).includes('afterSaleNotice'));

  /** Lets the timers that ask for an after-sale owner come due. */
  async function comeDue() {
    const { parts, sent } = workWorld(world.table);
    const all = { ...parts, clock: world.parts.clock, config: world.config, ids: world.parts.ids };
    for (const { message } of asked()) await doWork(WorkMessage.parse(message), [afterSaleWork], all);
    world.sent.assign.push(...(sent.assign as typeof world.sent.assign));
    await world.assignAll();
  }

  it('stays with whoever sold it where no pool takes over', async () => {
    const seller = leadOf().owner;

    await buy();
    await comeDue();

    expect([asked(), leadOf().owner]).toEqual([[], seller]);
  });

  it('goes to the pool that takes over, with tasks and seat, and the seller is told', async () => {
    careTakesOver();
    const seller = leadOf().owner?.repId;

    await buy();
    await comeDue();

    const { owner, leadId } = leadOf();
    expect(owner).toMatchObject({ poolId: care, repId: expect.stringMatching(/rep-(toan|yen)/) });
    expect(world.itemsOf(' SEAT#').map(({ sk }) => sk)).toEqual([`SEAT#${owner?.repId}`]);
    expect(world.itemsOf(' TASK#').filter(({ status }) => status === 'open')).toMatchObject([{ ownerRepId: owner?.repId }]);
    expect(told()).toMatchObject([{ queue: 'notice', message: { leadId, repId: seller, decisionId: owner?.decisionId } }]);
    expect(world.sent.notice.at(-1)).toMatchObject({ body: { kind: 'assignedNotice', decisionId: owner?.decisionId } });
  });

  it('is taken over once, by a decision that counts and that can be made again', async () => {
    careTakesOver();
    await buy();

    await comeDue();
    await comeDue();

    const decisions = world.itemsOf(' DECISION#').map(parseDecision);
    const [decision] = decisions.filter(({ cause }) => cause === 'afterSale');
    expect(decisions).toHaveLength(2);
    const [territories, pools, reps] = await Promise.all([
      world.config.current(territoryKind),
      world.config.current(poolKind),
      world.config.current(repKind),
    ]);
    if (!decision) throw new Error('no decision');
    const { decisionId: _, ...draft } = decision;
    expect(rerun(decision, { territories, pools, reps })).toEqual(draft);
    const ledger = world.itemsOf('POOL#').find(({ pk }) => pk === `POOL#${care}`);
    expect(Object.values((ledger?.members ?? {}) as Record<string, { credits: number }>).map(({ credits }) => credits)).toContain(1);
  });

  it('stays with the seller where nobody of the pool can take over', async () => {
    careTakesOver();
    for (const id of ['rep-toan', 'rep-yen']) world.config.change(repKind, id, (rep) => ({ ...rep, active: false }));
    const seller = leadOf().owner;

    await buy();
    await comeDue();

    expect(leadOf().owner).toEqual(seller);
    expect(told()).toEqual([]);
  });

  it('who buys again is asked for no more', async () => {
    careTakesOver();
    await buy();
    await comeDue();
    const before = leadOf().owner;

    await buy('DH-2');

    expect([asked().length, leadOf().owner]).toEqual([1, before]);
  });

  it('stays with the seller where the order is taken back before the pool is asked', async () => {
    careTakesOver();
    const seller = leadOf().owner;
    const { body } = await buy();
    await shopOf(world).tell(body.purchaseId, { kind: 'cancelled', at: '2026-11-22T03:00:00Z' });

    await comeDue();

    expect(leadOf().owner).toEqual(seller);
  });

  it('of whom a shop tells what they paid more than a week ago stays with the seller', async () => {
    careTakesOver();

    await buy('DH-1', '2026-11-14T03:00:00Z');
    const soon = asked().length;
    await buy('DH-2', '2026-11-16T03:00:00Z');

    expect([soon, asked().length]).toEqual([0, 1]);
  });

  it('who was given back to sales stays there when they buy again', async () => {
    careTakesOver();
    await buy();
    await comeDue();
    await giveBack();
    const { owner } = leadOf();

    await buy('DH-2');
    await comeDue();

    expect([owner?.poolId, leadOf().owner]).toEqual(['south', owner]);
  });

  async function giveBack() {
    const { leadId, owner } = leadOf();
    if (!owner) throw new Error('nobody has the lead');
    const { poolId, decisionId } = owner;
    const recall = {
      v: 1,
      kind: 'recall',
      leadId,
      subject: leadSubject,
      poolId,
      cause: 'recalled',
      decisionId,
      correlationId: 'c',
    } as const;
    world.sent.assign.push(assignMessageFor(recall));
    await world.assignAll();
  }

  const later = '2026-11-22T03:10:00Z';

  async function giveToMarketing() {
    const act = { reason: 'notNow', actor: { kind: 'user', id: 'mai' }, correlationId: 'r' } as const;
    await changeStatus({ leadId: leadOf().leadId, to: 'recycled', ...act }, world.parts);
    world.pass(30 * 60_000);
  }
  const recordPaid = (at: string) =>
    shopOf(world).ask('POST /v1/leads/{leadId}/purchases', {
      path: { leadId: leadOf().leadId },
      body: { source: 'shop-hcm', orderId: 'DH-9', currency: 'VND', facts: [...orderOfHuong.facts, paid(1_500_000, at)] },
    });
  const leave = () => {
    for (const id of ['rep-toan', 'rep-yen']) world.config.change(repKind, id, (rep) => ({ ...rep, active: false }));
  };

  it.each<[string, () => void, string]>([
    ['the pool that takes over', careTakesOver, care],
    ['sales where no pool takes over', () => {}, 'south'],
    ['sales where nobody of the pool can take over', () => [careTakesOver, leave].forEach((change) => void change()), 'south'],
  ])('who was given to marketing, and pays then, is worked with again, by %s', async (_, prepare, poolId) => {
    prepare();
    await giveToMarketing();

    await recordPaid(later);
    await comeDue();

    expect(leadOf()).toMatchObject({ status: 'active', statusSet: { reason: 'purchase' }, owner: { poolId } });
  });

  it('who was with after-sale when they were given to marketing comes back to it by buying again', async () => {
    careTakesOver();
    await buy();
    await comeDue();
    await giveToMarketing();

    await buy('DH-2', later);
    await comeDue();

    expect(leadOf()).toMatchObject({ status: 'active', owner: { poolId: care } });
  });

  it('who had paid before they were given to marketing stays there', async () => {
    careTakesOver();
    await giveToMarketing();

    await recordPaid('2026-11-21T03:00:00Z');
    await comeDue();

    expect(leadOf()).toMatchObject({ status: 'recycled', owner: null });
  });
});
