import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { describeError, type Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import type { Item } from '../platform/table.ts';
import { askFor } from '../work/index.ts';
import type { VisitEvent } from './event.ts';
import { parseIdentity } from './identity-store.ts';
import { segmentAt, segmentsOf } from './rules-segments.ts';

/** What a look at the cart of a lead is asked for by, apart from the work itself. */
export const cartLookRequest = {
  kind: 'lookAtCart' as const,
  /** `at`: when the lead did something with its cart. */
  schema: z.object({ leadId: LeadId, at: z.iso.datetime() }),
};
export type CartLookRequest = z.infer<typeof cartLookRequest.schema>;

const withCart: ReadonlySet<VisitEvent['type']> = new Set(['add_to_cart', 'checkout_start']);

/** Returns whose carts events of a visit are about, and when somebody did something with each last; costs nothing for a visit without a cart. */
export function cartLooksOf(events: readonly VisitEvent[], identity: Item | undefined): CartLookRequest[] {
  const times = events.flatMap(({ type, at }) => (withCart.has(type) ? [at] : []));
  if (times.length === 0 || !identity) return [];
  try {
    // A link in our mail may have been passed on: whose cart it is on such a device, nobody knows.
    const segments = segmentsOf(parseIdentity(identity).identifications.filter(({ weak }) => !weak));
    const last = new Map<LeadId, string>();
    for (const at of times.toSorted()) {
      const leadId = segmentAt(segments, at)?.leadId;
      if (leadId) last.set(leadId, at);
    }
    return [...last].map(([leadId, at]) => ({ leadId, at }));
  } catch (error) {
    // Whoever asks for scores tells of it.
    if (!(error instanceof CorruptItemError)) throw error;
    return [];
  }
}

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
