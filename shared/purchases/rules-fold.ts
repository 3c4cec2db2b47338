import { FactKind, type PurchasedItem, type PurchaseFact } from './record.ts';

/** How far an order is; `cancelled` and `returned` as a whole. */
export type PurchaseStatus = 'ordered' | 'confirmed' | 'shipped' | 'delivered' | 'returned' | 'cancelled';

/** What all facts of an order come to. Amounts are in the smallest unit of its currency. */
export interface PurchaseState {
  readonly status: PurchaseStatus;
  /** What the whole order is worth; null: nobody has said it. */
  readonly value: number | null;
  readonly cancelled: number;
  readonly returned: number;
  /** Confirmed, less what was cancelled and returned. */
  readonly booked: number;
  readonly paid: number;
  readonly refunded: number;
  /** Paid, less what was refunded; below zero where a refund is known before its payment. */
  readonly net: number;
  /** Whether the buyer has paid all of it at some time, and it was not taken back as a whole since. */
  readonly isPaid: boolean;
  /** When it became so; null: it is not. */
  readonly paidAt: string | null;
  /** What was ordered, as it was told last. */
  readonly items: readonly PurchasedItem[];
}

/** What is remembered from one fact to the next. */
interface Running {
  readonly reached: 'ordered' | 'confirmed' | 'shipped' | 'delivered';
  readonly value: number | null;
  readonly isCancelled: boolean;
  readonly isReturned: boolean;
  readonly cancelledParts: number;
  readonly returnedParts: number;
  readonly paid: number;
  readonly refunded: number;
  readonly paidAt: string | null;
  readonly items: readonly PurchasedItem[];
}

const nothing: Running = {
  reached: 'ordered',
  value: null,
  isCancelled: false,
  isReturned: false,
  cancelledParts: 0,
  returnedParts: 0,
  paid: 0,
  refunded: 0,
  paidAt: null,
  items: [],
};

/**
 * Folds the facts of an order. It takes them by their moments, and those of one moment in the order in which they usually happen, so that
 * the result depends on the set of facts alone, and not on when each became known. What is void never happened.
 */
export function foldFacts(facts: readonly PurchaseFact[]): PurchaseState {
  const end = inOrder(facts.filter(({ voidedAt }) => voidedAt === undefined)).reduce(
    (running, fact) => judged(applied(running, fact), fact.at),
    nothing,
  );
  const { cancelled, returned } = takenOff(end);
  const { reached, value, paid, refunded, paidAt, items } = end;
  const isConfirmed = reached !== 'ordered';
  return {
    status: statusOf(end),
    value,
    cancelled,
    returned,
    booked: isConfirmed && value !== null ? value - cancelled - returned : 0,
    paid,
    refunded,
    net: paid - refunded,
    isPaid: paidAt !== null,
    paidAt,
    items,
  };
}

/** Sorts facts by moment, then by their usual order, then by id; each id once. */
export function inOrder(facts: readonly PurchaseFact[]): PurchaseFact[] {
  const each = [...new Map(facts.map((fact) => [fact.factId, fact])).values()];
  const rank = ({ kind }: PurchaseFact) => FactKind.options.indexOf(kind);
  return each.sort((a, b) => compare(a.at, b.at) || rank(a) - rank(b) || compare(a.factId, b.factId));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function applied(running: Running, { kind, amount, items = [] }: PurchaseFact): Running {
  switch (kind) {
    case 'ordered':
      return { ...running, ...ordered(running, amount, items) };
    case 'confirmed':
      return { ...running, ...ordered(running, amount, items), ...reaching(running, kind), ...takenUpAgain(running) };
    case 'shipped':
    case 'delivered':
      return { ...running, ...reaching(running, kind) };
    case 'paid':
      return { ...running, paid: running.paid + (amount ?? 0) };
    case 'refunded':
      return { ...running, refunded: running.refunded + (amount ?? 0) };
    case 'cancelled':
      return amount === undefined ? { ...running, isCancelled: true } : { ...running, cancelledParts: running.cancelledParts + amount };
    case 'returned':
      return amount === undefined ? { ...running, isReturned: true } : { ...running, returnedParts: running.returnedParts + amount };
  }
}

/** The price that was told last holds. */
function ordered({ value, items }: Running, amount: number | undefined, told: readonly PurchasedItem[]): Partial<Running> {
  return { value: amount ?? value, items: told.length > 0 ? told : items };
}

const ways = ['ordered', 'confirmed', 'shipped', 'delivered'] as const;

/** What is on its way must have been confirmed, and what was delivered is not on its way any more. */
function reaching({ reached }: Running, kind: (typeof ways)[number]): Partial<Running> {
  return ways.indexOf(kind) > ways.indexOf(reached) ? { reached: kind } : {};
}

/** Who confirms what was cancelled as a whole takes it up again, from the start. */
function takenUpAgain(running: Running): Partial<Running> {
  return isNothingLeft(running, running.isCancelled, running.cancelledParts) ? { isCancelled: false, cancelledParts: 0 } : {};
}

/** What was cancelled and returned; together never more than the order is worth. */
function takenOff({
  value,
  isCancelled,
  isReturned,
  cancelledParts,
  returnedParts,
}: Running): Pick<PurchaseState, 'cancelled' | 'returned'> {
  if (value === null) return { cancelled: cancelledParts, returned: returnedParts };
  if (isCancelled) {
    const returned = Math.min(returnedParts, value);
    return { cancelled: value - returned, returned };
  }
  const cancelled = Math.min(cancelledParts, value);
  return { cancelled, returned: isReturned ? value - cancelled : Math.min(returnedParts, value - cancelled) };
}

/** Whether nothing of the order is left: somebody said so, or the parts come to all of it. */
function isNothingLeft({ value }: Running, isSaid: boolean, parts: number): boolean {
  return isSaid || (value !== null && value > 0 && parts >= value);
}

function statusOf(running: Running): PurchaseStatus {
  const { cancelled, returned } = takenOff(running);
  if (isNothingLeft(running, running.isCancelled, cancelled)) return 'cancelled';
  return isNothingLeft(running, running.isReturned, cancelled + returned) ? 'returned' : running.reached;
}

/**
 * Says whether the order is fully paid after a fact. Once it was, neither a higher price nor a refund of a part takes it back: a refund may
 * be known before its return, and whoever adds to an order has paid for the first of it all the same. Only the whole of it does.
 */
function judged(running: Running, at: string): Running {
  const { value, paid, refunded, isCancelled, isReturned } = running;
  const { cancelled, returned } = takenOff(running);
  const owed = value === null ? null : value - cancelled - returned;
  const net = paid - refunded;
  const isTakenBack = isCancelled || isReturned || owed === 0 || net <= 0;
  const isCovered = owed !== null && net >= owed;
  return { ...running, paidAt: isTakenBack ? null : (running.paidAt ?? (isCovered ? at : null)) };
}
