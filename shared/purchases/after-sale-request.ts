import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import { PurchaseId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What deciding who looks after a buyer is asked for by, apart from the work itself. */
export const afterSaleRequest = {
  kind: 'afterSale' as const,
  schema: z.object({
    purchaseId: PurchaseId,
    /** Of the request that told of the payment. */
    correlationId: z.string(),
  }),
};
export type AfterSaleRequest = z.infer<typeof afterSaleRequest.schema>;

/**
 * Returns the timer that decides who looks after the buyer of a paid order, within a minute. It lies in the transaction of what was paid, so that it
 * is not forgotten.
 */
export function putAfterSale(request: AfterSaleRequest, at: Date): PutWrite {
  const asked = askFor(afterSaleRequest, request);
  const timerId = timerIdFor('afterSale', request.purchaseId);
  return putTimer({ timerId, dueAt: isoTime(at), queue: 'work', groupId: asked.groupId, message: asked.body });
}
