import { isoTime } from '../platform/clock.ts';
import { type LeadId, leadSubject, type PoolId, type PurchaseId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { timerIdFor } from '../timers/index.ts';
import { putForwardTimer } from '../work/index.ts';
import { assignMessageFor } from './messages.ts';

/** A person has bought something, and a pool takes over who has. */
export interface Sale {
  readonly leadId: LeadId;
  readonly purchaseId: PurchaseId;
  readonly poolId: PoolId;
  readonly correlationId: string;
}

/**
 * Returns the timer that has the pool take the lead over: its own writer does it, within a minute. It lies in the transaction of what was paid, so
 * that it is not forgotten.
 */
export function putAfterSale({ leadId, purchaseId, poolId, correlationId }: Sale, at: Date): PutWrite {
  const due = { timerId: timerIdFor('afterSale', leadId, purchaseId), dueAt: isoTime(at) };
  const asked = { v: 1, kind: 'assign', leadId, subject: leadSubject, poolId, cause: 'afterSale' } as const;
  return putForwardTimer(due, 'assign', assignMessageFor({ ...asked, causationId: purchaseId, correlationId }));
}
