import { addMs, daysMs, minutesMs } from '../platform/clock.ts';
import type { LeadCart } from '../tracking/index.ts';

/** What a look at the cart of a lead finds. */
export type CartLook = 'none' | 'bought' | 'goingOn' | 'old' | 'told' | 'left';

/** Looks come together on this grid: whoever fills a cart in some minutes is looked at once. */
const gridMs = 5 * minutesMs;

/** Returns when a cart is looked at with which somebody did something at a moment. */
export function lookDue(at: Date, leftAfterMinutes: number): Date {
  return new Date(Math.ceil(addMs(at, leftAfterMinutes * minutesMs).getTime() / gridMs) * gridMs);
}

/** After so long without being bought, what is put into a cart is a new one. */
const cartLifeMs = 14 * daysMs;

/** What a cart is judged by. */
export interface CartFacts {
  readonly found: LeadCart | null;
  /** When the lead did something last with the cart that was told of before; null: none was. */
  readonly toldSince: string | null;
  /** When something happened to the orders of the lead that were not cancelled, or was told of them: some shops tell the day of an order alone. */
  readonly orderTimes: readonly string[];
  readonly leftAfterMinutes: number;
  readonly at: Date;
}

/** Decides whether a cart was left: long enough ago, nothing bought or ordered since, and not told of before. */
export function judgeCart({ found, toldSince, orderTimes, leftAfterMinutes, at }: CartFacts): CartLook {
  if (!found) return 'none';
  const { cart, boughtAt } = found;
  const since = Date.parse(cart.at);
  if (cart.state === 'purchased' || isSince(since, orderTimes)) return 'bought';
  if (addMs(new Date(since), leftAfterMinutes * minutesMs) > at) return 'goingOn';
  // Who makes themselves known weeks later is asked about nothing of then.
  if (at.getTime() - since > cartLifeMs) return 'old';
  if (toldSince === null) return 'left';
  const told = Date.parse(toldSince);
  const isSameCart = since - told < cartLifeMs && (boughtAt ?? 0) <= told && !isSince(told, orderTimes);
  return isSameCart ? 'told' : 'left';
}

/** Tells how a lead bought something after it left a cart that was told of; null: it did not, or left none. */
export function boughtBy(
  leftCart: string | null | undefined,
  { found, orderTimes }: Pick<CartFacts, 'found' | 'orderTimes'>,
): 'site' | 'order' | null {
  if (!leftCart) return null;
  const since = Date.parse(leftCart);
  if ((found?.boughtAt ?? 0) >= since) return 'site';
  return isSince(since, orderTimes) ? 'order' : null;
}

const isSince = (since: number, times: readonly string[]): boolean => times.some((time) => Date.parse(time) >= since);
