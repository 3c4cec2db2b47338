import { WorkMessage } from '../../../events/index.ts';
import { suggestOfferWork } from '../../../shared/purchases/suggest-offer.ts';
import { doWork } from '../../../shared/work/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { orderOfHuong, paid, shopOf } from '../../support/purchases.ts';
import { workWorld } from '../../support/work.ts';
import { type Alarm, dice, stumble } from './alarm.ts';
import { type Weakness, weakened } from './weakened-table.ts';

export const purchaseAlarms: readonly Alarm[] = [
  {
    invariant: 6,
    guard: 'the version of an order',
    async prove(guard) {
      const world = createWorld();
      const { body } = await shopOf(world).order({});
      world.slow(stumble(dice()));
      const weakness: Weakness = guard === 'on' ? {} : { ignoresVersionsOn: ({ sk }) => sk.startsWith('PURCHASE#') };
      const shop = shopOf(world, weakened(world.table, weakness));
      // Parts that do not make the order paid: nothing of the lead's own is written beside.
      await Promise.all([1, 2, 3, 4].map((amount) => shop.tell(body.purchaseId, paid(amount))));
      const [order] = world.itemsOf(' PURCHASE#');
      const kept = Array.isArray(order?.facts) ? order.facts.length - 1 : 0;
      return kept === 4 ? [] : [`four payments were answered 200, and ${kept} are kept`];
    },
  },
  {
    invariant: 6,
    guard: 'the guard of an order of a source',
    async prove(guard) {
      const world = createWorld();
      const people = ['huong@example.com', 'binh@example.com'];
      for (const email of people) await world.takeIn(world.post({ email }));
      world.slow(stumble(dice()));
      const weakness: Weakness = guard === 'on' ? {} : { ignoresConditionsOn: ({ pk }) => pk.startsWith('ORDER#') };
      const shop = shopOf(world, weakened(world.table, weakness));
      const told = { source: 'shop-hcm', orderId: 'DH-1', currency: 'VND', facts: [paid(1)] };
      const record = (leadId: string) => shop.ask('POST /v1/leads/{leadId}/purchases', { path: { leadId }, body: told });
      await Promise.all(world.leads().map(({ leadId }) => record(leadId)));
      const orders = world.itemsOf(' PURCHASE#').length;
      return orders === 1 ? [] : [`one order of a shop is recorded for ${orders} people`];
    },
  },
  {
    invariant: 6,
    guard: 'the version of an order whose offer is due',
    async prove(guard) {
      const world = createWorld();
      const facts = [...orderOfHuong.facts, paid(1_500_000)];
      await shopOf(world).order({ items: [{ product: 'ban-hang' }], facts });
      world.slow(stumble(dice()));
      const weakness: Weakness = guard === 'on' ? {} : { ignoresVersionsOn: ({ sk }) => sk.startsWith('PURCHASE#') };
      const { parts } = workWorld(weakened(world.table, weakness), new Date('2027-01-20T03:00:00.000Z'));
      const [timer] = world.itemsOf('DUE#').filter(({ groupId }) => groupId === suggestOfferWork.kind);
      const due = WorkMessage.parse(timer?.message);
      const decide = () => doWork(due, [suggestOfferWork], { ...parts, ids: world.parts.ids, config: world.config });
      await Promise.all([decide(), decide(), decide()]);
      const times = world.timeline().filter(({ type }) => type === 'offer.suggested').length;
      return times === 1 ? [] : [`an offer is suggested ${times} times for one order`];
    },
  },
];
