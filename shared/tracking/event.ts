import { z } from 'zod';
import { EventType } from '../../api/tracking/posted-beacon.ts';

export const EventProps = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type EventProps = z.infer<typeof EventProps>;

/** One thing a visitor did, cleaned: `at` is corrected for a wrong clock, `url` carries no query beside utm_*. */
export const VisitEvent = z.object({
  id: z.string(),
  type: EventType,
  /** ISO 8601 in UTC. */
  at: z.string(),
  url: z.string(),
  title: z.string().optional(),
  /** Address of the page before, without its query. */
  ref: z.string().optional(),
  /** Visible time, in page_leave. */
  durationMs: z.number().optional(),
  props: EventProps.optional(),
});
export type VisitEvent = z.infer<typeof VisitEvent>;

/** Places of history: event time, then id; both ends of a listing and every tie agree on it. */
export interface EventPlace {
  readonly at: string;
  readonly id: string;
}

/** Negative when `left` is the older. */
export function comparePlaces(left: EventPlace, right: EventPlace): number {
  if (left.at !== right.at) return left.at < right.at ? -1 : 1;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}
