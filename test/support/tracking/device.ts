import type { EventType } from '../../../api/tracking/posted-beacon.ts';
import { type LeadId, refOf, VisitorId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { signMailToken, type TrackedMessage, trackVisits } from '../../../shared/tracking/index.ts';
import { createWorld, submissionOf, type World } from '../lead-world/world.ts';
import type { Act } from './history.ts';

/** The moment of reading: after every history, before its details expire. */
export const readingAt = new Date('2026-12-20T00:00:00.000Z');
export const visitorId = VisitorId.parse('6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9');
const granted = [{ purpose: 'tracking' as const, granted: true, textVersion: 'tracking-1' }];

/** What comes to us from one browser, in whatever order the queues bring it. */
export type Delivery = (world: World) => Promise<void>;

export const eventId = (index: number) => `event-${index}`;
export const addressOf = (person: LeadId) => `${person.toLowerCase()}@example.com`;

interface PostOptions {
  readonly consent?: { purpose: 'tracking'; granted: boolean; textVersion: string }[];
  readonly clockErrorMs?: number;
  readonly device?: VisitorId;
}

/** What the device's clock shows. */
const shownBy = (clockErrorMs: number) => (time: string) => new Date(Date.parse(time) + clockErrorMs).toISOString();

/** Keeps the post as capture does and hands it to intake. */
export function postOf(act: Act, number: number, { consent = granted, clockErrorMs = 0, device = visitorId }: PostOptions = {}): Delivery {
  const shown = shownBy(clockErrorMs);
  const submission = submissionOf({
    submissionId: `post-${number}`,
    fields: { fullName: act.person === 'L-an' ? 'Nguyễn Thị An' : 'Trần Văn Bình', email: addressOf(act.person) },
    receivedAt: act.at,
    context: {
      pageUrl: null,
      referrer: null,
      utm: {},
      visitorId: device,
      locale: 'vi',
      sessionStartedAt: shown(act.sessionStartedAt),
      sentAt: shown(act.at),
    },
    consent,
  });
  const ref = refOf(submission);
  return async (world) => {
    const key = keys.submission(submission);
    if (!world.table.items.has(`${key.pk} ${key.sk}`)) world.table.seed({ ...key, ...submission });
    await world.takeIn(ref);
  };
}

/** The beacons of a visitor's acts: at most `size` events each, none over two visits. */
export function beaconsOf(acts: readonly Act[], size: number, type: EventType = 'click', clockErrorMs = 0): TrackedMessage[] {
  const shown = shownBy(clockErrorMs);
  const numbered = acts.map((act, index) => ({ act, index })).filter(({ act }) => !act.isPost);
  const messages: TrackedMessage[] = [];
  for (const events of Map.groupBy(numbered, ({ act }) => act.sessionId).values()) {
    for (let start = 0; start < events.length; start += size) {
      const chunk = events.slice(start, start + size);
      const last = chunk.at(-1)?.act;
      if (!last) continue;
      messages.push({
        messageId: `${last.sessionId}-${start}`,
        receivedAt: new Date(last.at),
        body: JSON.stringify({
          visitorId,
          sentAt: shown(last.at),
          consent: true,
          sessionId: last.sessionId,
          sessionStartedAt: shown(last.sessionStartedAt),
          seq: start,
          events: chunk.map(({ act, index }) => ({ id: eventId(index), type, at: shown(act.at), url: 'https://annhien.example/gia' })),
        }),
      });
    }
  }
  return messages;
}

export const trackingOf =
  (...messages: TrackedMessage[]): Delivery =>
  async (world) => {
    const { clock, ids, score } = world.parts;
    await trackVisits(messages, { table: world.table, score, log: silentLog, mailLinks: { signingKeys: [mailLinkKey], clock, ids } });
  };

export const mailLinkKey = 'key of the links in mails';

/** The beacon of a page to which a link in a mail to the lead led. */
export function openingOf(leadId: LeadId, at: string, device: VisitorId = visitorId): TrackedMessage {
  const mailToken = signMailToken(leadId, new Date(Date.parse(at) - 86_400_000), mailLinkKey);
  const page = { at, url: 'https://annhien.example/' };
  return {
    messageId: `opening-${leadId}-${at}`,
    receivedAt: new Date(at),
    body: JSON.stringify({
      visitorId: device,
      sentAt: at,
      consent: true,
      sessionId: `opening-${Date.parse(at)}`,
      sessionStartedAt: at,
      seq: 0,
      events: [
        { ...page, id: `view-${leadId}-${Date.parse(at)}`, type: 'page_view' },
        { ...page, id: `open-${leadId}-${Date.parse(at)}`, type: 'custom', props: { name: 'mail_link' }, mailToken },
      ],
    }),
  };
}

export async function worldAfter(deliveries: readonly Delivery[], atOnce = 1): Promise<World> {
  const world = createWorld();
  for (let start = 0; start < deliveries.length; start += atOnce) {
    await Promise.all(deliveries.slice(start, start + atOnce).map((deliver) => deliver(world)));
  }
  return world;
}
