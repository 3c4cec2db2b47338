import { digest, type LeadId } from '../platform/ids.ts';
import type { PurchaseFact } from './record.ts';

/** Numbers an order that has no number: by the lead and what is told of it, so that the same request is the same order. */
export function numberOf(leadId: LeadId, currency: string, facts: readonly PurchaseFact[]): string {
  return digest('order', leadId, currency, ...facts.map(({ factId }) => factId)).slice(0, 12);
}
