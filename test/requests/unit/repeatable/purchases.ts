import { keys } from '../../../../shared/platform/keys.ts';
import { createWorld } from '../../../support/lead-world/world.ts';
import { orderOfHuong, paid, shopOf } from '../../../support/purchases.ts';
import { changeBy, type Repeatable, toldOf } from './ask.ts';

/** An order becomes known, or something that happened to it: the same fact with another amount is refused. */
const tellOfOrder = (routeKey: string) => async (): Promise<Repeatable> => {
  const world = createWorld();
  const shop = shopOf(world);
  const isNew = routeKey === 'POST /v1/purchases';
  if (!isNew) await shop.order({});
  const [lead] = world.leads();
  const known = isNew ? [] : world.itemsOf(' PURCHASE#');
  const path = { leadId: lead?.leadId ?? '', purchaseId: String(known[0]?.sk).slice(keys.purchasePrefix.length) };
  const told = toldOf(world, 'purchase.recorded');
  const before = told().changes;
  const bodyOf = (fact: object) => ({
    'POST /v1/purchases': { ...orderOfHuong, facts: [fact] },
    'POST /v1/leads/{leadId}/purchases': { source: 'shop-hn', orderId: 'DH-1', currency: 'VND', facts: [fact] },
    'PATCH /v1/purchases/{purchaseId}': { facts: [fact] },
  });
  return {
    world,
    namesItself: true,
    ask: changeBy(world, routeKey, (isOther) => {
      const fact = { ...paid(isOther ? 2 : 1), factId: 'money-1' };
      return { path, body: new Map<string, object>(Object.entries(bodyOf(fact))).get(routeKey) ?? {} };
    }),
    made: () => ({ changes: told().changes - before, messages: isNew ? world.sent.assign.length : 0 }),
  };
};

/** A fact of an order never happened. */
async function voidFact(): Promise<Repeatable> {
  const world = createWorld();
  const { body } = await shopOf(world).order({ facts: [...orderOfHuong.facts, { ...paid(1), factId: 'money' }] });
  return {
    world,
    namesItself: true,
    ask: changeBy(world, 'POST /v1/purchases/{purchaseId}/facts/{factId}/void', (isOther) => ({
      path: { purchaseId: body.purchaseId, factId: 'money' },
      body: { reason: isOther ? 'test' : 'mistake' },
    })),
    made: toldOf(world, 'purchase.fact_voided'),
  };
}

/** Orders, and what happens to them. */
export const purchaseRoutes = {
  'POST /v1/purchases': tellOfOrder('POST /v1/purchases'),
  'POST /v1/leads/{leadId}/purchases': tellOfOrder('POST /v1/leads/{leadId}/purchases'),
  'PATCH /v1/purchases/{purchaseId}': tellOfOrder('PATCH /v1/purchases/{purchaseId}'),
  'POST /v1/purchases/{purchaseId}/facts/{factId}/void': voidFact,
} as const;
