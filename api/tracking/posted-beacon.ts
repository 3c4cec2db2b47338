import { z } from 'zod';
import { madeId } from '../ids.ts';

/** What a visitor can do. */
export const eventTypes = [
  'page_view',
  'page_leave',
  'click',
  'form_start',
  'form_submit',
  'add_to_cart',
  'checkout_start',
  'purchase',
  'download',
  'custom',
] as const;
export const EventType = z.enum(eventTypes);
export type EventType = z.infer<typeof EventType>;

/** Beacons of one session; a visitor who sends more is no person. It bounds what a session remembers of them to 512 bytes. */
export const maxSeq = 4_095;
export const maxEventsPerBeacon = 50;
/** Longest text of a page, its address above all. */
export const maxPostedText = 2_048;
const maxMailToken = 120;

const time = z.iso.datetime({ offset: true });

/** One event as a page sends it. */
export const PostedEvent = z.object({
  id: z.string().regex(/^[A-Za-z0-9._~-]{1,64}$/),
  type: EventType,
  at: time.meta({ description: "When it happened, by the visitor's clock" }),
  url: z.string().max(maxPostedText),
  title: z.string().optional(),
  ref: z.string().optional().meta({ description: 'The page before' }),
  durationMs: z.number().nonnegative().optional().meta({ description: 'Visible time, in page_leave' }),
  props: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'Up to ten texts, numbers or booleans; `topic` says what the page is about' }),
  mailToken: z
    .string()
    .max(maxMailToken)
    .optional()
    .catch(undefined)
    .meta({ description: 'What the link in our mail that led here says of whom it was sent to; looked at once, never kept' }),
});
export type PostedEvent = z.infer<typeof PostedEvent>;

/** What a beacon carries beside its events. */
export const beaconHead = {
  visitorId: z.string().regex(madeId).brand<'VisitorId'>(),
  sentAt: time.meta({ description: "When it is sent, by the visitor's clock; a wrong clock is noticed and corrected" }),
  consent: z.literal(true).meta({ description: 'The visitor agreed explicitly; anything else is dropped' }),
  sessionId: z
    .string()
    .regex(/^[A-Za-z0-9._~-]{1,64}$/)
    .brand<'SessionId'>()
    .optional(),
  seq: z
    .number()
    .int()
    .nonnegative()
    .max(maxSeq)
    .optional()
    .meta({ description: 'Number of this beacon in its session, from 0: the same number is taken once' }),
  sessionStartedAt: time.optional(),
  ua: z.string().optional().meta({ description: 'navigator.userAgent, to leave bots out; not stored' }),
  webdriver: z.boolean().optional().meta({ description: 'navigator.webdriver' }),
  locale: z.string().optional(),
};

/** A batch of events of one visitor. */
export const PostedBeacon = z.object({ ...beaconHead, events: z.array(PostedEvent).min(1).max(maxEventsPerBeacon) });
