import { z } from 'zod';
import { beaconHead, maxEventsPerBeacon, maxPostedText, PostedEvent } from '../../api/tracking/posted-beacon.ts';
import { daysMs, minutesMs } from '../platform/clock.ts';
import { SessionId, type VisitorId } from '../platform/ids.ts';
import { isBot, isSuperhuman } from './bots.ts';
import type { EventProps, VisitEvent } from './event.ts';
import { cleanAddress } from './page.ts';
import { withoutPersonalData } from './rules-personal.ts';

/** Browsers refuse to send larger ones themselves. */
export const maxBeaconBytes = 65_536;
const maxTitle = 200;
const maxProps = 10;
const maxPropName = 40;
const maxPropText = 120;
const maxVisibleMs = 60 * minutesMs;
/** People open one link at a time. */
const maxMailLinks = 4;

/** One event that does not fit must not cost the others. */
const Envelope = z.object({ ...beaconHead, consent: z.unknown(), events: z.array(z.unknown()).min(1).max(maxEventsPerBeacon) });

/** What one request carries, cleaned and in our time. */
export interface Beacon {
  readonly visitorId: VisitorId;
  readonly sessionId: SessionId;
  /** By the visitor's own clock: it names the session, so every beacon of it must say the same. */
  readonly sessionStartedAt: string;
  /** Corrected. */
  readonly sentAt: string;
  readonly seq: number | undefined;
  /** At least one; each id once. */
  readonly events: readonly VisitEvent[];
  /** Apart from the events, because those are kept. */
  readonly mailLinks: readonly OpenedLink[];
}

/** A link in one of our mails that led to a page of this visit; whether the token is ours is not known yet. */
export interface OpenedLink {
  readonly token: string;
  /** Corrected. */
  readonly at: string;
}

export const refusals = ['tooLarge', 'malformed', 'noConsent', 'bot', 'superhuman', 'wrongTime'] as const;
export type Refusal = (typeof refusals)[number];
export type ParsedBeacon = { readonly beacon: Beacon; readonly droppedEvents: number } | { readonly refusal: Refusal };

/** Reads what anybody in the world may have posted; never throws. `receivedAt`: when the queue took it. */
export function parseBeacon(body: string, receivedAt: Date): ParsedBeacon {
  if (Buffer.byteLength(body) > maxBeaconBytes) return { refusal: 'tooLarge' };
  const value = parseJson(body);
  // Consent comes first: without it nothing else of the body is looked at.
  if (typeof value !== 'object' || value === null) return { refusal: 'malformed' };
  if (!('consent' in value) || value.consent !== true) return { refusal: 'noConsent' };
  const parsed = Envelope.safeParse(value);
  if (!parsed.success) return { refusal: 'malformed' };
  const { visitorId, sentAt, seq, ua, webdriver, sessionId, sessionStartedAt } = parsed.data;
  if (isBot({ ua, webdriver })) return { refusal: 'bot' };
  const sentMs = Date.parse(sentAt);
  const offsetMs = clockOffsetMs(sentMs, receivedAt.getTime());
  const events = new Map<string, VisitEvent>();
  const mailLinks = new Map<string, OpenedLink>();
  let isTimeWrong = false;
  for (const one of parsed.data.events) {
    const event = PostedEvent.safeParse(one);
    if (!event.success || events.has(event.data.id)) continue;
    const at = eventTime(Date.parse(event.data.at), sentMs, offsetMs);
    isTimeWrong ||= at === undefined;
    const cleaned = at === undefined ? undefined : cleanEvent(event.data, at);
    if (cleaned) events.set(cleaned.id, cleaned);
    const { mailToken: token } = event.data;
    if (cleaned && token && !mailLinks.has(token) && mailLinks.size < maxMailLinks) mailLinks.set(token, { token, at: cleaned.at });
  }
  if (events.size === 0) return { refusal: isTimeWrong ? 'wrongTime' : 'malformed' };
  const kept = [...events.values()];
  if (isSuperhuman(kept)) return { refusal: 'superhuman' };
  const day = `${new Date(sentMs).toISOString().slice(0, 10)}T00:00:00.000Z`;
  return {
    beacon: {
      visitorId,
      // A sender without sessions has one a day.
      sessionId: sessionId ?? SessionId.parse('day'),
      sessionStartedAt: sessionStartedAt === undefined ? day : new Date(sessionStartedAt).toISOString(),
      sentAt: new Date(sentMs + offsetMs).toISOString(),
      // Numbers count within a session of the tracker; a day is none.
      seq: sessionId === undefined ? undefined : seq,
      events: kept,
      mailLinks: [...mailLinks.values()],
    },
    droppedEvents: parsed.data.events.length - kept.length,
  };
}

const clockToleranceMs = 2 * minutesMs;
/** A beacon may have waited this long in a browser without a network, and as long in the queue. */
export const maxEventAgeMs = daysMs;

/**
 * What has to be added to the times of a device. Up to two minutes are the network, a retry or a harmless clock: correcting
 * those would tear events away from the session starts and form posts that the same clock has stamped.
 */
export function clockOffsetMs(sentMs: number, receivedMs: number): number {
  const differenceMs = receivedMs - sentMs;
  return Math.abs(differenceMs) <= clockToleranceMs ? 0 : differenceMs;
}

/** Undefined when it claims to have happened after it was sent, or too long before. */
function eventTime(atMs: number, sentMs: number, offsetMs: number): string | undefined {
  if (atMs > sentMs + clockToleranceMs || atMs < sentMs - maxEventAgeMs) return undefined;
  return new Date(Math.min(atMs, sentMs) + offsetMs).toISOString();
}

function cleanEvent(event: PostedEvent, at: string): VisitEvent | undefined {
  const url = cleanAddress(event.url, 'campaign');
  if (url === undefined) return undefined;
  const { id, type, durationMs } = event;
  const title = cut(event.title && withoutPersonalData(event.title.slice(0, maxPostedText)), maxTitle);
  const ref = event.ref === undefined ? undefined : cleanAddress(event.ref.slice(0, maxPostedText), 'nothing');
  const props = cleanProps(event.props);
  return {
    id,
    type,
    at,
    url,
    ...(title ? { title } : {}),
    ...(ref ? { ref } : {}),
    ...(durationMs === undefined ? {} : { durationMs: Math.min(Math.round(durationMs), maxVisibleMs) }),
    ...(props ? { props } : {}),
  };
}

function cleanProps(props: Readonly<Record<string, unknown>> | undefined): EventProps | undefined {
  const kept: [string, string | number | boolean][] = [];
  for (const [name, value] of Object.entries(props ?? {})) {
    if (kept.length === maxProps || !/^[A-Za-z][A-Za-z0-9_]*$/.test(name) || name.length > maxPropName) continue;
    if (typeof value === 'string') kept.push([name, cut(withoutPersonalData(value.slice(0, maxPostedText)), maxPropText)]);
    // An infinite number or -0 would come back from JSON as something else.
    else if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) kept.push([name, value]);
  }
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

function cut(text: string | undefined, max: number): string {
  return (text ?? '').toWellFormed().slice(0, max).toWellFormed();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
