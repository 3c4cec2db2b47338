import { z } from 'zod';
import { LeadId, LoggedCallId, PurchaseId, type RepId } from '../platform/ids.ts';

/** Something that a rep did, as the list of what they did tells it: ids and moments, and nothing of a person. */
export const Activity = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('call'),
    callId: LoggedCallId,
    /** When it was, which may be before it was logged. */
    at: z.string(),
    isReached: z.boolean(),
    /** Since when the rep had what it was about, of the first call since then that reached somebody. */
    firstSince: z.string().exactOptional(),
  }),
  /** A call was taken back. */
  z.object({ is: z.literal('callUndone'), callId: LoggedCallId }),
  z.object({ is: z.literal('accepted') }),
  z.object({ is: z.literal('meeting') }),
  /** Something became known of an order of whoever they had. */
  z.object({ is: z.literal('order'), leadId: LeadId, purchaseId: PurchaseId }),
]);
export type Activity = z.infer<typeof Activity>;

/** An activity, and whose it is. */
export interface RepActivity {
  readonly repId: RepId;
  readonly activity: Activity;
}

/** Returns the activities of a row of the list; one of a kind that only a later version knows is left out. */
export function parseActivities(card: unknown): Activity[] {
  return Array.isArray(card) ? card.flatMap((one) => Activity.safeParse(one).data ?? []) : [];
}
