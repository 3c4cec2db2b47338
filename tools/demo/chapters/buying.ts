import { admin, type Company } from '../company.ts';
import type { Dice } from '../dice.ts';
import { personOf } from '../people.ts';
import { dayMs, midnightOf, momentOn, workingMomentFrom } from '../seasons.ts';
import { goods, type Sale } from './selling.ts';

const goesWith: Readonly<Record<string, string>> = { 'ban-hang': 'ke-toan', 'ke-toan': 'ban-hang', 'kho-san-xuat': 'ke-toan' };
/** Persons of the shop have numbers of their own. */
const firstOfShop = 9_000;

type Fact = Readonly<Record<string, unknown>>;

/** A sale that was won is ordered, paid and delivered; some of it is cancelled or returned, and some people buy again. */
export async function buy(company: Company, sale: Sale): Promise<void> {
  const { agenda } = company;
  const { leadId, person, product, amount } = sale;
  const dice = company.dice.for(`order ${leadId} ${agenda.nowMs - company.span.startMs}`);
  const user = await company.ownerOf(leadId);
  if (user === undefined) return;
  const at = new Date(agenda.nowMs).toISOString();
  const told = await company.ask({
    user,
    route: 'POST /v1/leads/{leadId}/purchases',
    path: { leadId },
    body: { currency: 'VND', items: [{ product, quantity: 1, amount }], facts: [{ kind: 'confirmed', at, amount }] },
  });
  if (told === undefined) return;
  const isPaid = follow(company, String(told.purchaseId), amount, dice);
  const other = goesWith[product];
  if (!isPaid || other === undefined || !dice.isLucky(34)) return;
  const again: Sale = { leadId, person, product: other, amount: goods[other]?.amount ?? amount };
  agenda.at(workingMomentFrom(agenda.nowMs + dice.between(25, 150) * dayMs, dice), () => buy(company, again));
}

/** Plans what happens to an order; answers whether it is going to be paid. */
function follow(company: Company, purchaseId: string, amount: number, dice: Dice): boolean {
  const { agenda } = company;
  let atMs = agenda.nowMs;
  const later = (mostDays: number, factsAt: (at: string) => readonly Fact[]): void => {
    atMs = workingMomentFrom(atMs + dice.between(1, mostDays * 24) * (dayMs / 24), dice);
    agenda.at(atMs, () =>
      company.ask({
        user: admin,
        route: 'PATCH /v1/purchases/{purchaseId}',
        path: { purchaseId },
        body: { facts: factsAt(new Date(agenda.nowMs).toISOString()) },
      }),
    );
  };
  if (dice.isLucky(6)) {
    later(5, (at) => [{ kind: 'cancelled', at }]);
    return false;
  }
  if (dice.isLucky(22)) {
    const half = Math.round(amount / 2);
    later(2, (at) => [{ kind: 'paid', at, amount: half }]);
    later(25, (at) => [{ kind: 'paid', at, amount: amount - half }]);
  } else later(6, (at) => [{ kind: 'paid', at, amount }]);
  later(4, (at) => [{ kind: 'delivered', at }]);
  if (dice.isLucky(7)) {
    later(12, (at) => [{ kind: 'returned', at }]);
    later(5, (at) => [{ kind: 'refunded', at, amount }]);
  }
  return true;
}

/** People who were never called buy in the shop on the web, and become known by their order. */
export function shopping(company: Company): void {
  const { span, agenda } = company;
  const dice = company.dice.for('shopping');
  const days = Math.floor((span.endMs - span.startMs) / dayMs);
  const orders = Math.round(span.leads / 40);
  for (let index = 0; index < orders; index += 1) {
    const day = midnightOf(span.startMs + dice.between(1, days - 1) * dayMs);
    agenda.at(momentOn(day, dice), () => orderInShop(company, index));
  }
}

async function orderInShop(company: Company, index: number): Promise<void> {
  const { agenda } = company;
  const dice = company.dice.for(`shop order ${index}`);
  const person = personOf(firstOfShop + index, dice);
  const { fullName, email, phone, province, product } = person;
  const amount = goods[product]?.amount ?? 0;
  const at = new Date(agenda.nowMs).toISOString();
  const buyer = Object.fromEntries(Object.entries({ fullName, email, phone, province }).filter(([, value]) => value !== null));
  const told = await company.ask({
    user: admin,
    route: 'POST /v1/purchases',
    body: {
      source: 'web-shop',
      orderId: `DH-${String(1_000 + index)}`,
      buyer,
      currency: 'VND',
      items: [{ product, quantity: 1, amount }],
      facts: [{ kind: 'ordered', at, amount }],
    },
  });
  if (told === undefined) return;
  if (told.leadId) company.isKnown(String(told.leadId), { ...person, fate: 'cold' });
  follow(company, String(told.purchaseId), amount, dice);
}
