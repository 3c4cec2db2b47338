import { daysMs } from '../platform/clock.ts';
import type { Endpoint, OffBecause } from './endpoint.ts';

/** How long deliveries may be lost, and none arrive, until nobody tries any more. */
const patienceMs = 7 * daysMs;

/** How a delivery ended. */
export interface DeliveryEnd {
  readonly end: 'arrived' | 'lost' | 'gone';
  readonly endedAt: string;
}

/** What follows for the endpoint. */
export type Following =
  | { readonly what: 'nothing' }
  | { readonly what: 'failing'; readonly since: string | null }
  | { readonly what: 'off'; readonly because: Exclude<OffBecause, 'person'> };

/**
 * Decides what a delivery that ended says of its endpoint. It is turned off once it says that it is gone, or where deliveries were lost for a week in
 * which none arrived; the week is counted from the end of the first that was lost, nearly two days after its first attempt.
 */
export function followingOf({ off, failingSince }: Pick<Endpoint, 'off' | 'failingSince'>, { end, endedAt }: DeliveryEnd): Following {
  if (off) return { what: 'nothing' };
  if (end === 'gone') return { what: 'off', because: 'gone' };
  if (end === 'arrived') return failingSince === null || endedAt < failingSince ? { what: 'nothing' } : { what: 'failing', since: null };
  if (failingSince === null) return { what: 'failing', since: endedAt };
  return Date.parse(endedAt) - Date.parse(failingSince) >= patienceMs ? { what: 'off', because: 'failing' } : { what: 'nothing' };
}
