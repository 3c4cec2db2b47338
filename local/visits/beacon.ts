import { z } from 'zod';

/** One event of a beacon, cut to what is shown of it. */
export interface ShownEvent {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  /** The path, and of the query the campaign: the rest may be personal. */
  readonly page: string;
  readonly title?: string;
  /** Visible time, of page_leave. */
  readonly visibleMs?: number;
  readonly props?: Readonly<Record<string, string | number | boolean>>;
}

/** What may be known of a body that arrived. Without the visitor's yes that is nothing; `unknown` is no JSON at all. */
export type Arrival =
  | { readonly consent: 'unknown' }
  | { readonly consent: 'missing' }
  | {
      readonly consent: 'given';
      readonly visitorId: string | undefined;
      readonly sessionId: string | undefined;
      readonly events: readonly ShownEvent[];
    };

/** The contract takes no more events in one beacon; longer texts only cost memory. */
const maxEvents = 50;
const maxId = 128;
const maxText = 160;
const maxProps = 10;

const short = z.string().max(maxId);
const Envelope = z.object({
  visitorId: short.optional().catch(undefined),
  sessionId: short.optional().catch(undefined),
  events: z.array(z.unknown()).catch([]),
});
const SentEvent = z.object({
  id: short,
  type: short,
  at: short,
  url: z.string(),
  title: z.string().optional().catch(undefined),
  durationMs: z.number().optional().catch(undefined),
  props: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

/** Reads what anybody may have posted. Consent comes first: of a body without it nothing else is looked at. */
export function readBeacon(body: string): Arrival {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { consent: 'unknown' };
  }
  if (typeof value !== 'object' || value === null) return { consent: 'unknown' };
  if (!('consent' in value) || value.consent !== true) return { consent: 'missing' };
  const { visitorId, sessionId, events } = Envelope.parse(value);
  return { consent: 'given', visitorId, sessionId, events: showEvents(events) };
}

/** The events that can be shown; what has another shape is left out. */
export function showEvents(events: readonly unknown[]): ShownEvent[] {
  return events.slice(0, maxEvents).flatMap((one) => {
    const event = SentEvent.safeParse(one);
    return event.success ? [shown(event.data)] : [];
  });
}

function shown({ id, type, at, url, title, durationMs, props }: z.output<typeof SentEvent>): ShownEvent {
  const kept = Object.entries(props ?? {}).flatMap(([name, value]): [string, string | number | boolean][] => {
    if (typeof value === 'string') return [[name.slice(0, maxText), value.slice(0, maxText)]];
    return typeof value === 'number' || typeof value === 'boolean' ? [[name.slice(0, maxText), value]] : [];
  });
  return {
    id,
    type,
    at,
    page: pageOf(url),
    ...(title ? { title: title.slice(0, maxText) } : {}),
    ...(durationMs === undefined ? {} : { visibleMs: durationMs }),
    ...(kept.length > 0 ? { props: Object.fromEntries(kept.slice(0, maxProps)) } : {}),
  };
}

function pageOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { pathname, searchParams } = new URL(url);
  const campaign = new URLSearchParams([...searchParams].filter(([name]) => name.startsWith('utm_')));
  return `${pathname}${campaign.size > 0 ? `?${campaign}` : ''}`.slice(0, maxText);
}
