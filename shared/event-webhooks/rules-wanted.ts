import type { Endpoint } from './endpoint.ts';

/** What an event says of itself, as far as endpoints choose by it. */
export interface ToldEvent {
  readonly type: string;
  readonly leadId: string;
}

/** What a lead is, as far as endpoints choose by it. */
export interface LeadFacts {
  readonly poolId: string | null;
  readonly products: readonly string[];
  readonly stage: Endpoint['filter']['stages'][number];
}

/** Stands for all events. */
export const everyEvent = '*';

/** Whoever keeps something of a person has to hear that they are erased, whatever else they want to hear. */
export const erased = 'lead.erased';

/** Tells whether an endpoint hears of events of a type, of some leads or all. */
export function hearsOf({ off, events }: Pick<Endpoint, 'off' | 'events'>, type: string): boolean {
  return off === null && (type === erased || events.includes(everyEvent) || events.includes(type));
}

/** Tells whether the lead decides whether an endpoint hears of an event. */
export function asksForLead({ filter }: Pick<Endpoint, 'filter'>, type: string): boolean {
  return type !== erased && (filter.pools.length > 0 || filter.products.length > 0 || filter.stages.length > 0);
}

/** Tells whether a lead is one of those that an endpoint hears of, by what it is now. */
export function isOneOf({ pools, products, stages }: Endpoint['filter'], lead: LeadFacts): boolean {
  return (
    (pools.length === 0 || (lead.poolId !== null && pools.includes(lead.poolId))) &&
    (products.length === 0 || lead.products.some((product) => products.includes(product))) &&
    (stages.length === 0 || stages.includes(lead.stage))
  );
}
