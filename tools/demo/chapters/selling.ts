import { parseOpportunity } from '../../../shared/needs/index.ts';
import { leadSubject } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Item } from '../../../shared/platform/table.ts';
import { type Company, userOf } from '../company.ts';
import type { Dice } from '../dice.ts';
import type { Person } from '../people.ts';
import { dayMs, workingMomentFrom } from '../seasons.ts';

/** What is sold: the price of a package, and the stages that its pipeline has after the first. */
export const goods: Readonly<Record<string, { readonly packageId: string; readonly amount: number; readonly stages: readonly string[] }>> =
  {
    'ban-hang': { packageId: 'ban-hang-co-ban', amount: 3_600_000, stages: ['demo', 'proposal', 'negotiation'] },
    'ke-toan': { packageId: 'ke-toan-nam', amount: 4_800_000, stages: ['demo', 'proposal', 'negotiation'] },
    'kho-san-xuat': { packageId: 'kho', amount: 6_000_000, stages: ['solution', 'proposal', 'contract'] },
  };

/** What a sale is about. */
export interface Sale {
  readonly leadId: string;
  readonly person: Person;
  readonly product: string;
  readonly amount: number;
}

/** Goes on with a sale that was won. */
type OnWon = (company: Company, sale: Sale) => Promise<void>;

/** Reps open an opportunity for whoever needs something, and lead it to its end: won by those who buy, lost by most others. */
export function selling(onWon: OnWon): (company: Company) => void {
  return (company) => {
    const begun = new Set<string>();
    company.product.onChange(({ key, after }) => {
      const leadId = key.pk.slice(keys.leadPrefix.length);
      if (key.sk.startsWith(keys.opportunityPrefix) && after) sellApart(company, leadId, after, begun, onWon);
      const person = key.sk === 'QUALIFICATION' && after ? company.personOf(leadId) : undefined;
      if (!person || begun.has(leadId) || !(person.fate === 'buyer' || person.fate === 'warm')) return;
      begun.add(leadId);
      const dice = company.dice.for(`sale ${leadId}`);
      // With some it stays at talking.
      if (person.fate === 'warm' && dice.isLucky(35)) return;
      company.agenda.at(workingMomentFrom(company.agenda.nowMs + dice.between(2, 40) * 60_000, dice), () =>
        sell(company, { leadId, person, product: person.product, amount: amountOf(person.product, dice) }, dice, onWon),
      );
    });
  };
}

/** Another need of a person, which a post opened, is worked by whoever it was given to. */
function sellApart(company: Company, leadId: string, item: Item, begun: Set<string>, onWon: OnWon): void {
  const { opportunityId, subject, owner, product, state } = parseOpportunity(item);
  const person = company.personOf(leadId);
  const isGiven = subject !== leadSubject && owner !== null && state === 'open';
  if (!isGiven || !person || product === null || begun.has(opportunityId)) return;
  begun.add(opportunityId);
  const dice = company.dice.for(`need ${opportunityId}`);
  const ownerNow = async () => {
    const now = company.product.table.items.get(`${String(item.pk)} ${String(item.sk)}`);
    const repId = now && parseOpportunity(now).owner;
    return repId ? userOf(repId) : undefined;
  };
  pursue(company, { leadId, person, product, amount: amountOf(product, dice) }, { opportunityId, isApart: true, ownerNow }, dice, onWon);
}

const amountOf = (product: string, dice: Dice): number =>
  (goods[product]?.amount ?? 0) *
  dice.weigh([
    [60, 1],
    [25, 2],
    [15, 3],
  ] as const);

async function sell(company: Company, sale: Sale, dice: Dice, onWon: OnWon): Promise<void> {
  const { leadId, product, amount } = sale;
  const { agenda } = company;
  const user = await company.ownerOf(leadId);
  if (user === undefined) return;
  const opened = await company.ask({
    user,
    route: 'POST /v1/leads/{leadId}/opportunities',
    path: { leadId },
    body: {
      product,
      amount: { amount, currency: 'VND' },
      accepted: true,
      expectedClose: new Date(agenda.nowMs + dice.between(14, 60) * dayMs).toISOString().slice(0, 10),
    },
  });
  if (opened === undefined) return;
  const ownerNow = () => company.ownerOf(leadId);
  pursue(company, sale, { opportunityId: String(opened.opportunityId), isApart: false, ownerNow }, dice, onWon);
}

/** A need for which there is an opportunity, and how its owner is found. */
interface Need {
  readonly opportunityId: string;
  /** It is assigned apart from its lead. */
  readonly isApart: boolean;
  ownerNow(): Promise<string | undefined>;
}

/** Leads an opportunity to its end: those who buy are won, most others are lost somewhere on the way. */
function pursue(company: Company, sale: Sale, need: Need, dice: Dice, onWon: OnWon): void {
  const { person, product } = sale;
  const { agenda } = company;
  const { opportunityId, ownerNow } = need;
  const { stages = [], packageId = '' } = goods[product] ?? {};
  // Most of those who do not buy stop somewhere on the way.
  const reached = person.fate === 'buyer' ? stages.length : dice.between(0, stages.length);
  let atMs = agenda.nowMs;
  const next = (act: () => Promise<unknown>): void => {
    atMs = workingMomentFrom(atMs + dice.between(3, 12) * dayMs + dice.between(0, 300) * 60_000, dice);
    agenda.at(atMs, act);
  };
  const change = async (body: object) => {
    const owner = await ownerNow();
    return owner && (await company.ask({ user: owner, route: 'PATCH /v1/opportunities/{opportunityId}', path: { opportunityId }, body }));
  };
  for (const stage of stages.slice(0, reached)) {
    const proposal = stage === 'proposal' ? { proposal: { package: packageId, file: { name: `bao-gia-${person.number}.pdf` } } } : {};
    next(() => change({ stage, ...proposal }));
  }
  if (person.fate === 'buyer') {
    next(async () => {
      if (!(await change({ state: 'won' }))) return;
      await endCalls(company, sale, need, 'closed');
      await onWon(company, sale);
    });
  } else if (dice.isLucky(85)) {
    next(async () => {
      await change({ state: 'lost', reason: dice.pick(['price', 'competitor', 'other']) });
      await endCalls(company, sale, need, 'notInterested');
    });
  }
}

/** The last word of a sale: nobody is to be called about it again. */
async function endCalls(company: Company, { leadId }: Sale, { opportunityId, isApart, ownerNow }: Need, outcome: string): Promise<void> {
  const user = await ownerNow();
  const body = { outcome, durationMs: 180_000, ...(isApart && { opportunityId }) };
  if (user) await company.ask({ user, route: 'POST /v1/leads/{leadId}/calls', path: { leadId }, body });
}
