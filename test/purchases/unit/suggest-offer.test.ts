import { beforeEach, describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { offerKind } from '../../../shared/offers/offer-config.ts';
import { openOpportunity } from '../../../shared/opportunities/index.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { suggestOfferWork } from '../../../shared/purchases/suggest-offer.ts';
import { changeStatus } from '../../../shared/status/index.ts';
import { doWork } from '../../../shared/work/index.ts';
import { dyingTable } from '../../support/dying-table.ts';
import { Killed } from '../../support/effects.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { huong, orderOfHuong, paid, shopOf } from '../../support/purchases.ts';
import { workWorld } from '../../support/work.ts';

const actor = { kind: 'user', id: 'mai' } as const;
const paidAt = '2026-11-21T03:00:00.000Z';
// A Wednesday, before anybody works.
const dueAt = '2027-01-20T03:00:00.000Z';

let world: World;
let purchaseId: string;
beforeEach(async () => {
  world = createWorld();
  await world.takeIn(world.post({ ...huong, province: 'TP.HCM' }));
  await world.assignAll();
  purchaseId = await buy('DH-1', 'ban-hang');
});

async function buy(orderId: string, product: string): Promise<string> {
  const { body } = await shopOf(world).order({ orderId, items: [{ product }], facts: [...orderOfHuong.facts, paid(1_500_000)] });
  return body.purchaseId;
}

const leadOf = () => {
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return lead;
};
const timers = () => world.itemsOf('DUE#').filter(({ message }) => JSON.stringify(message).includes('suggestOffer'));
const suggestions = () => world.timeline().filter(({ type }) => type === 'offer.suggested');
const tasks = () => world.itemsOf(' TASK#offer-');

/** Lets the timers of offers come due that are by a moment, at that moment. */
async function comeDue(by = dueAt, table: Table = world.table) {
  const { parts } = workWorld(table, new Date(by));
  for (const { message } of timers().filter((timer) => String(timer.dueAt) <= by)) {
    await doWork(WorkMessage.parse(message), [suggestOfferWork], { ...parts, ids: world.parts.ids, config: world.config });
  }
}
const decided = async () => {
  const { body } = await shopOf(world).ask('GET /v1/leads/{leadId}/purchases', { path: { leadId: leadOf().leadId } });
  return body.items.find((order: { purchaseId: string }) => order.purchaseId === purchaseId).offers;
};

describe('an offer that follows from an order', () => {
  it('has a timer from the moment at which the order is paid', () => {
    expect(timers()).toMatchObject([{ dueAt, queue: 'work' }]);
    expect(Date.parse(dueAt) - Date.parse(paidAt)).toBe(60 * daysMs);
  });

  it('is a call for whoever has the lead, in working hours, and a line of the history', async () => {
    await comeDue();

    expect(suggestions()).toMatchObject([{ data: { offerId: 'ke-toan-sau-ban-hang', purchaseId, product: 'ke-toan', as: 'task' } }]);
    expect(tasks()).toMatchObject([
      {
        ownerRepId: leadOf().owner?.repId,
        kind: 'call',
        reason: 'planned',
        status: 'open',
        dueAt,
        title: expect.stringMatching(/kế toán/),
      },
    ]);
    expect(await decided()).toEqual([{ offerId: 'ke-toan-sau-ban-hang', at: dueAt, result: 'suggested' }]);
  });

  it('is made once, however often it comes due, also when several do at once', async () => {
    world.slow(() => new Promise((resolve) => setImmediate(resolve)));

    await Promise.all([comeDue(), comeDue(), comeDue()]);
    await comeDue();

    expect([suggestions().length, tasks().length]).toEqual([1, 1]);
  });

  it('is a line of the history alone where the company wants no task, or nobody has the lead', async () => {
    world.config.change(offerKind, 'ke-toan-sau-ban-hang', (offer) => ({ ...offer, as: 'tag' as const }));

    await comeDue();

    expect(suggestions()).toMatchObject([{ data: { as: 'tag' } }]);
    expect(tasks()).toEqual([]);
  });

  it('is made to nobody where the company does not make it any more', async () => {
    world.config.remove(offerKind, 'ke-toan-sau-ban-hang');

    await comeDue();

    expect([suggestions(), await decided()]).toEqual([[], []]);
  });

  it('is made for an order that is paid again, when it had been taken back meanwhile', async () => {
    const tell = (...facts: object[]) => shopOf(world).tell(purchaseId, ...facts);
    await tell({ kind: 'refunded', at: '2026-11-21T04:00:00Z', amount: 1_500_000 });
    await comeDue();
    const before = await decided();
    await tell({ ...paid(3_000_000), at: '2026-11-21T05:00:00Z' });

    await comeDue('2027-01-20T05:00:00.000Z');

    expect(before).toMatchObject([{ result: 'takenBack' }]);
    expect(await decided()).toMatchObject([{ result: 'suggested' }]);
  });

  it('counts its days from the payment that holds, also where it had been paid before', async () => {
    const tell = (...facts: object[]) => shopOf(world).tell(purchaseId, ...facts);
    await tell({ kind: 'refunded', at: '2026-11-21T04:00:00Z', amount: 1_500_000 });
    await tell({ ...paid(3_000_000), at: '2026-11-22T03:00:00Z' });

    await comeDue();
    const early = [suggestions().length, await decided()];
    await comeDue('2027-01-21T03:00:00.000Z');

    expect(early).toEqual([0, []]);
    expect(await decided()).toMatchObject([{ result: 'suggested' }]);
  });

  it('waits as long as the company says when it is due', async () => {
    world.config.change(offerKind, 'ke-toan-sau-ban-hang', (offer) => ({ ...offer, days: 90 }));

    await comeDue();

    expect(suggestions()).toEqual([]);
    expect(timers().map((timer) => timer.dueAt)).toEqual([dueAt, '2027-02-19T03:00:00.000Z']);
  });

  it('follows from what an order holds, though that is told after its payment', async () => {
    const { body } = await shopOf(world).order({ orderId: 'DH-4', facts: [...orderOfHuong.facts, paid(1_500_000)] });
    const before = timers().length;

    await shopOf(world).tell(body.purchaseId, { kind: 'ordered', at: '2026-11-19T03:00:00Z', items: [{ product: 'ban-hang' }] });

    expect([before, timers().length]).toEqual([1, 2]);
  });

  it('is none for an order that holds something else by its moment', async () => {
    await shopOf(world).tell(purchaseId, { kind: 'confirmed', at: '2026-11-21T05:00:00Z', items: [{ product: 'kho-san-xuat' }] });

    await comeDue();

    expect([suggestions(), await decided()]).toEqual([[], []]);
  });

  it('is made once, wherever the one who decides is stopped', async () => {
    const dead: unknown[] = [];
    for (let point = 1; dead.length === point - 1; point += 1) {
      world = createWorld();
      await world.takeIn(world.post({ ...huong, province: 'TP.HCM' }));
      await world.assignAll();
      purchaseId = await buy('DH-1', 'ban-hang');

      const end = await comeDue(dueAt, dyingTable(world.table, point)).catch((error: unknown) => error);
      if (end instanceof Killed) dead.push(end);
      await comeDue();

      expect([point, suggestions().length, tasks().length, (await decided()).length]).toEqual([point, 1, 1, 1]);
    }
    expect(dead.length).toBeGreaterThan(10);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['returned', () => shopOf(world).tell(purchaseId, { kind: 'returned', at: '2026-11-22T01:00:00Z', amount: 1 })],
    ['takenBack', () => shopOf(world).tell(purchaseId, { kind: 'cancelled', at: '2026-11-22T01:00:00Z' })],
    ['bought', () => buy('DH-2', 'Kế toán')],
    [
      'beingSold',
      () =>
        openOpportunity(
          {
            leadId: leadOf().leadId,
            wish: { product: 'ke-toan' },
            principal: { role: 'admin', userId: 'admin' },
            correlationId: 'o',
            along: () => [],
          },
          world.parts,
        ),
    ],
    [
      'notActive',
      () => changeStatus({ leadId: leadOf().leadId, to: 'recycled', reason: 'notNow', actor, correlationId: 'r' }, world.parts),
    ],
    [
      'refusedContact',
      () => changeStatus({ leadId: leadOf().leadId, to: 'disqualified', reason: 'refusedContact', actor, correlationId: 'r' }, world.parts),
    ],
  ])('is none by its moment, with the reason: %s', async (result, happens) => {
    await happens();

    await comeDue();

    expect([suggestions(), tasks()]).toEqual([[], []]);
    expect(await decided()).toEqual([{ offerId: 'ke-toan-sau-ban-hang', at: dueAt, result }]);
  });

  it('is none for an order that holds nothing of it', async () => {
    await buy('DH-3', 'kho-san-xuat');

    expect(timers()).toHaveLength(1);
  });
});
