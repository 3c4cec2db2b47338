import { z } from 'zod';
import type { VisitEvent } from './event.ts';
import { hostOf, pageOf, topicOf, utmOf } from './page.ts';
import { mergeSignals, noSignals, Signals, signalsOf } from './signals.ts';

export const utmParts = ['source', 'medium', 'campaign', 'term', 'content'] as const;

/** Where a visitor came from: a campaign, another site, or straight to a page. */
export const Touch = z.object({
  at: z.string(),
  page: z.string(),
  referrer: z.string().optional(),
  source: z.string().optional(),
  medium: z.string().optional(),
  campaign: z.string().optional(),
  term: z.string().optional(),
  content: z.string().optional(),
});
export type Touch = z.infer<typeof Touch>;

export const cartStates = ['open', 'checkout', 'purchased'] as const;
export const Cart = z.object({ state: z.enum(cartStates), at: z.string() });
export type Cart = z.infer<typeof Cart>;

const count = z.number().int().nonnegative();

/** What some events add up to: of a session, of a part of it, or of all visits of a lead. */
export const VisitTotals = z.object({
  firstAt: z.string(),
  lastAt: z.string(),
  events: count,
  pageViews: count,
  visibleMs: count,
  clicks: count,
  downloads: count,
  formsStarted: count,
  formsSubmitted: count,
  purchases: count,
  customEvents: count,
  /** Page views by topic. */
  topics: z.record(z.string(), count),
  /** When what was done first: what scores are made of. */
  signals: Signals.default(noSignals),
  cart: Cart.nullable(),
  firstTouch: Touch.nullable(),
  /** The last arrival from a campaign or another site; the first touch when there was none. */
  lastTouch: Touch.nullable(),
});
export type VisitTotals = z.infer<typeof VisitTotals>;

/** Bounds the item against sites with a topic per page; which ones stay does not depend on the order of events. */
const maxTopics = 16;

/** Nothing happened: nothing to add up. */
export function totalsOf(events: readonly VisitEvent[]): VisitTotals | null {
  let sum: VisitTotals | null = null;
  for (const event of events) sum = mergeTotals(sum, totalsOfOne(event));
  return sum;
}

/** Commutative and associative with null as nothing, so beacons may come in any order and grouping. */
export function mergeTotals(left: VisitTotals | null, right: VisitTotals): VisitTotals;
export function mergeTotals(left: VisitTotals | null, right: VisitTotals | null): VisitTotals | null;
export function mergeTotals(left: VisitTotals | null, right: VisitTotals | null): VisitTotals | null {
  if (!left) return right;
  if (!right) return left;
  return {
    firstAt: isBefore(left.firstAt, right.firstAt) ? left.firstAt : right.firstAt,
    lastAt: isBefore(left.lastAt, right.lastAt) ? right.lastAt : left.lastAt,
    events: left.events + right.events,
    pageViews: left.pageViews + right.pageViews,
    visibleMs: left.visibleMs + right.visibleMs,
    clicks: left.clicks + right.clicks,
    downloads: left.downloads + right.downloads,
    formsStarted: left.formsStarted + right.formsStarted,
    formsSubmitted: left.formsSubmitted + right.formsSubmitted,
    purchases: left.purchases + right.purchases,
    customEvents: left.customEvents + right.customEvents,
    topics: mergeTopics(left.topics, right.topics),
    signals: mergeSignals(left.signals, right.signals),
    cart: laterCart(left.cart, right.cart),
    firstTouch: pick(left.firstTouch, right.firstTouch, (order) => order <= 0),
    lastTouch: laterTouch(left.lastTouch, right.lastTouch),
  };
}

const isBefore = (one: string, other: string): boolean => one < other;

function totalsOfOne(event: VisitEvent): VisitTotals {
  const one = (...types: readonly VisitEvent['type'][]) => (types.includes(event.type) ? 1 : 0);
  const topic = event.type === 'page_view' ? topicOf(event) : undefined;
  const touch = event.type === 'page_view' ? touchOf(event) : null;
  return {
    firstAt: event.at,
    lastAt: event.at,
    events: 1,
    pageViews: one('page_view'),
    visibleMs: event.type === 'page_leave' ? (event.durationMs ?? 0) : 0,
    clicks: one('click'),
    downloads: one('download'),
    formsStarted: one('form_start'),
    formsSubmitted: one('form_submit'),
    purchases: one('purchase'),
    customEvents: one('custom'),
    topics: topic === undefined ? {} : { [topic]: 1 },
    signals: signalsOf(event),
    cart: cartOf(event),
    firstTouch: touch,
    lastTouch: touch,
  };
}

/** Keeps the first names in the alphabet: a name once pushed out by smaller ones never comes back, so no count is ever half. */
function mergeTopics(left: VisitTotals['topics'], right: VisitTotals['topics']): VisitTotals['topics'] {
  const sums = new Map(Object.entries(left));
  for (const [topic, views] of Object.entries(right)) sums.set(topic, (sums.get(topic) ?? 0) + views);
  return Object.fromEntries([...sums].sort(([one], [other]) => (one < other ? -1 : 1)).slice(0, maxTopics));
}

function cartOf({ type, at }: VisitEvent): Cart | null {
  if (type === 'add_to_cart') return { state: 'open', at };
  if (type === 'checkout_start') return { state: 'checkout', at };
  if (type === 'purchase') return { state: 'purchased', at };
  return null;
}

/** The later state by event time; in one millisecond the one further on its way. */
function laterCart(left: Cart | null, right: Cart | null): Cart | null {
  if (!left || !right) return left ?? right;
  if (left.at !== right.at) return left.at > right.at ? left : right;
  return cartStates.indexOf(left.state) >= cartStates.indexOf(right.state) ? left : right;
}

function touchOf({ at, url, ref }: VisitEvent): Touch {
  const host = hostOf(url);
  const from = ref === undefined ? undefined : hostOf(ref);
  const page = pageOf(url);
  return { at, page, ...(from === undefined || from === host ? {} : { referrer: from }), ...utmOf(url) };
}

const isArrival = (touch: Touch): boolean => touch.referrer !== undefined || utmParts.some((part) => touch[part] !== undefined);

/** An arrival from outside beats a step inside the site; of two arrivals the later counts, of two steps the earlier. */
function laterTouch(left: Touch | null, right: Touch | null): Touch | null {
  if (left && right && isArrival(left) !== isArrival(right)) return isArrival(left) ? left : right;
  const wanted = left && isArrival(left) ? (order: number) => order >= 0 : (order: number) => order <= 0;
  return pick(left, right, wanted);
}

/** Ties in time are broken by the text, so that the order of arrival never decides. */
function pick(left: Touch | null, right: Touch | null, isLeft: (order: number) => boolean): Touch | null {
  if (!left || !right) return left ?? right;
  const [one, other] = [placeOf(left), placeOf(right)];
  return isLeft(one < other ? -1 : one > other ? 1 : 0) ? left : right;
}

const placeOf = (touch: Touch): string =>
  [touch.at, touch.page, touch.referrer ?? '', ...utmParts.map((part) => touch[part] ?? '')].join('\n');
