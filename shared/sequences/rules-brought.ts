import type { DetailType } from '../../events/index.ts';
import type { BroughtAlong } from '../mail-templates/index.ts';
import type { Trigger } from './trigger-config.ts';

/** Entries that name an order. */
const ofOrder: ReadonlySet<DetailType> = new Set(['purchase.recorded', 'purchase.fact_voided', 'offer.suggested']);

/** Entries that name a product, beside those that name an order. */
const ofProduct: ReadonlySet<DetailType> = new Set([
  'opportunity.opened',
  'opportunity.changed',
  'opportunity.won',
  'opportunity.lost',
  'opportunity.reopened',
]);

/** Says whether a run that a trigger begins can have a value of its mails. */
export function brings(trigger: Trigger, value: BroughtAlong): boolean {
  if (trigger.on !== 'event') return false;
  return ofOrder.has(trigger.type) || (value === 'about.product' && ofProduct.has(trigger.type));
}
