import { beforeEach, describe, expect, it } from '@jest/globals';
import { PoolId, ProductId } from '../../../shared/platform/ids.ts';
import { afterSalePool, parseDecision, rerun } from '../../../shared/routing/index.ts';
import { type PoolConfig, poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { territoryKind } from '../../../shared/routing/territory-config.ts';
import { forwardWork } from '../../../shared/work/index.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { huong, orderOfHuong, paid, shopOf } from '../../support/purchases.ts';

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
  const buy = (orderId = 'DH-1') =>
    shopOf(world).order({ orderId, items: [{ product: 'ban-hang' }], facts: [...orderOfHuong.facts, paid(1_500_000)] });
  const asked = () => world.itemsOf('DUE#').filter(({ message }) => JSON.stringify(message).includes('afterSale"'));
  const told = () => world.itemsOf('DUE#').filter(({ message }) => JSON.stringify(message).includes('afterSaleNotice'));

  /** Lets the timers that ask for an after-sale owner come due. */
  async function comeDue() {
    for (const { message } of asked()) {
      const { request } = message as { request: unknown };
      const { queue: _, ...forwarded } = forwardWork.schema.parse(request) as ReturnType<typeof JSON.parse>;
      world.sent.assign.push(forwarded);
    }
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
});
