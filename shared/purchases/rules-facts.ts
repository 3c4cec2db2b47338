import { addMs, minutesMs } from '../platform/clock.ts';
import { InvalidInputError, NotPossibleNowError } from '../platform/errors.ts';
import { digest } from '../platform/ids.ts';
import { maxFacts, maxItems, type PurchasedItem, type PurchaseFact } from './record.ts';
import { inOrder } from './rules-fold.ts';

/** A fact as somebody tells it: where it has no id, it is known by what it says. */
export type ToldFact = Omit<PurchaseFact, 'factId' | 'voidedAt'> & { readonly factId?: string | undefined };

/** Clocks of shops run ahead by a little. */
const aheadMs = 5 * minutesMs;

/**
 * Returns the facts of a request as they are kept. Its `items` are what was ordered: of the first of its facts that says so.
 * @throws InvalidInputError for a moment that is still to come, and for items that no fact is about
 */
export function factsTold(told: readonly ToldFact[], items: readonly PurchasedItem[], now: Date): PurchaseFact[] {
  const latest = addMs(now, aheadMs).toISOString();
  const facts = told.map((fact) => ({ ...fact, at: new Date(fact.at).toISOString() }));
  const early = facts.findIndex(({ at }) => at > latest);
  if (early >= 0) throw refused(`facts.${early}.at`, 'a fact has happened already: this moment is still to come');
  const ofItems = items.length === 0 ? -1 : facts.findIndex((fact) => isAboutOrder(fact) && !fact.items);
  if (items.length > 0 && ofItems < 0) {
    throw refused('items', 'say by a fact `ordered` or `confirmed` when these items were ordered, or put them into it');
  }
  return facts.map((fact, index) => named(index === ofItems ? { ...fact, items: [...items] } : fact));
}

const isAboutOrder = ({ kind }: Pick<PurchaseFact, 'kind'>): boolean => kind === 'ordered' || kind === 'confirmed';

function named({ factId, ...fact }: ToldFact): PurchaseFact {
  return { factId: factId ?? digestOf(fact), ...fact };
}

function digestOf({ kind, at, amount, items = [] }: Omit<PurchaseFact, 'factId'>): string {
  const lines = items.map(({ product, package: packageId, name, quantity, amount }) => [product, packageId, name, quantity, amount]);
  return digest('purchase fact', JSON.stringify([kind, at, amount, lines]));
}

/**
 * Adds facts to those that are known; the same one again is no news. The result is in the order of `inOrder`, whichever came first.
 * @throws NotPossibleNowError for an id that names another fact; InvalidInputError for more than an order may hold
 */
export function withFacts(
  known: readonly PurchaseFact[],
  told: readonly PurchaseFact[],
): { readonly facts: readonly PurchaseFact[]; readonly news: readonly PurchaseFact[] } {
  const byId = new Map(known.map((fact) => [fact.factId, fact]));
  const news: PurchaseFact[] = [];
  for (const fact of told) {
    const same = byId.get(fact.factId);
    if (same && digestOf(same) !== digestOf(fact)) {
      throw new NotPossibleNowError(`The fact "${fact.factId}" is recorded with something else. Give another fact another id.`);
    }
    if (same) continue;
    byId.set(fact.factId, fact);
    news.push(fact);
  }
  const facts = inOrder([...byId.values()]);
  refuseTooMany('facts', facts.length, maxFacts);
  refuseTooMany(
    'items',
    facts.reduce((sum, { items = [] }) => sum + items.length, 0),
    maxItems,
  );
  return { facts, news: inOrder(news) };
}

/** What a buyer does about an order; the rest happens to it. */
const actsOfBuyer: readonly PurchaseFact['kind'][] = ['ordered', 'confirmed', 'paid'];

/** Returns when the buyer did something about an order last, as far as these facts tell; null: they tell of nothing that the buyer did. */
export function lastActOf(facts: readonly PurchaseFact[]): string | null {
  const acts = facts.filter(({ kind }) => actsOfBuyer.includes(kind)).map(({ at }) => at);
  return acts.toSorted().at(-1) ?? null;
}

/** Returns the facts of an order with one of them void since a moment. */
export function withoutFact(facts: readonly PurchaseFact[], factId: string, at: Date): PurchaseFact[] {
  return facts.map((fact) => (fact.factId === factId ? { ...fact, voidedAt: at.toISOString() } : fact));
}

function refuseTooMany(what: 'facts' | 'items', count: number, most: number): void {
  if (count <= most) return;
  throw refused(what, `an order takes at most ${most} ${what}, and this one would have ${count}; nothing of the request was recorded`);
}

function refused(path: string, message: string): InvalidInputError {
  return new InvalidInputError('The order cannot be recorded as it is told.', [{ path, message }]);
}
