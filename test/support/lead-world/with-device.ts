import type { SubmissionRef } from '../../../shared/platform/ids.ts';
import { beaconBody, event, message, startMs, track } from '../tracking.ts';
import type { World } from './world.ts';

/** Seconds from the start of tracked time to the moment of posts. */
const postedSeconds = (Date.parse('2026-11-22T03:00:00.000Z') - startMs) / 1_000;

/** Takes in a post from a device that looked around before: a lead with a history of visits. */
export async function postFromDevice(
  world: World,
  fields: Record<string, string>,
  { visitorId = 'visitor-1', formId = 'contact' }: { readonly visitorId?: string; readonly formId?: string } = {},
): Promise<SubmissionRef> {
  const sessionStartedAt = new Date(startMs + (postedSeconds - 120) * 1_000).toISOString();
  const events = [110, 60, 30].map((before, index) => event(`${visitorId}-${index}`, postedSeconds - before));
  await track(world.table, message(beaconBody(postedSeconds - 20, events, { visitorId, sessionStartedAt })));
  const ref = world.post(fields, {
    sourceId: formId,
    context: {
      pageUrl: 'https://annhien.example/san-pham',
      referrer: null,
      utm: {},
      visitorId,
      sessionId: 'session-1',
      sessionStartedAt,
      sentAt: '2026-11-22T03:00:00.000Z',
      locale: 'vi',
    },
    consent: [{ purpose: 'tracking', granted: true, textVersion: 'tracking-1' }],
  } as Parameters<World['post']>[1]);
  await world.takeIn(ref);
  return ref;
}
