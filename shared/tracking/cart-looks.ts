import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { describeError, type Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { Item, PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';
import type { VisitEvent } from './event.ts';
import { parseIdentity } from './identity-store.ts';
import { segmentAt, segmentsOf } from './rules-segments.ts';

/** What a look at the cart of a lead is asked for by, apart from the work itself. */
export const cartLookRequest = {
  kind: 'lookAtCart' as const,
  /** `at`: when the lead did something with its cart. `isBought`: it bought or ordered something, so it is looked at at once. */
  schema: z.object({ leadId: LeadId, at: z.iso.datetime(), isBought: z.literal(true).optional() }),
};
export type CartLookRequest = z.infer<typeof cartLookRequest.schema>;

/** Returns the timer of a look. Two beacons of the same minutes set the same one. */
export function putCartLook(request: CartLookRequest, due: Date): PutWrite {
  const { groupId, body } = askFor(cartLookRequest, request);
  const timerId = timerIdFor(cartLookRequest.kind, request.leadId);
  return putTimer({ timerId, dueAt: isoTime(due), queue: 'work', groupId, message: body });
}

const withCart: ReadonlySet<string> = new Set(['add_to_cart', 'checkout_start'] satisfies VisitEvent['type'][]);

/** Tells whether somebody put something into a cart, or began to pay for it. */
export const isOfCart = (type: string): boolean => withCart.has(type);

/** Returns whose carts events of a visit are about, and when somebody did something with each last; costs nothing for a visit without a cart. */
export function cartLooksOf(events: readonly VisitEvent[], identity: Item | undefined): CartLookRequest[] {
  const done = events.filter(({ type }) => isOfCart(type) || type === 'purchase');
  if (done.length === 0 || !identity) return [];
  try {
    // A link in our mail may have been passed on: whose cart it is on such a device, nobody knows.
    const segments = segmentsOf(parseIdentity(identity).identifications.filter(({ weak }) => !weak));
    const last = new Map<string, CartLookRequest>();
    for (const { type, at } of done.toSorted((one, other) => (one.at < other.at ? -1 : 1))) {
      const leadId = segmentAt(segments, at)?.leadId;
      const isBought = type === 'purchase';
      if (leadId) last.set(`${leadId} ${isBought}`, { leadId, at, ...(isBought ? { isBought } : {}) });
    }
    return [...last.values()];
  } catch (error) {
    // Whoever asks for scores tells of it.
    if (!(error instanceof CorruptItemError)) throw error;
    return [];
  }
}

/** Asks for a look at the cart of a lead that has just become known, as if it had done something with the cart now. */
export const askForCartLook = (leadId: LeadId, now: Date) => askFor(cartLookRequest, { leadId, at: isoTime(now) });

/** A cart that is looked at twice is told of once. False: the queue failed, and the beacons have to come back. */
export async function askForCartLooks(asked: readonly CartLookRequest[], { work, log }: { work?: Queue; log: Log }): Promise<boolean> {
  if (asked.length === 0 || !work) return true;
  try {
    await work.sendAll(asked.map((request) => askFor(cartLookRequest, request)));
    return true;
  } catch (error) {
    log.warn('carts cannot be asked to be looked at; the beacons come back', { carts: asked.length, ...describeError(error) });
    return false;
  }
}
