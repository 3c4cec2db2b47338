import { z } from 'zod';
import { PurchaseId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What the work of suggesting an offer is asked for by, apart from the work itself. */
export const suggestRequest = {
  kind: 'suggestOffer' as const,
  schema: z.object({ purchaseId: PurchaseId, offerId: z.string().min(1) }),
};
export type SuggestRequest = z.infer<typeof suggestRequest.schema>;

/** Returns the timer that decides about an offer. Set twice for one moment, it is one timer. */
export function putOfferTimer(request: SuggestRequest, dueAt: string): PutWrite {
  const asked = askFor(suggestRequest, request);
  const timerId = timerIdFor('suggestOffer', request.purchaseId, request.offerId);
  return putTimer({ timerId, dueAt, queue: 'work', groupId: asked.groupId, message: asked.body });
}
