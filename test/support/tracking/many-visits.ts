import type { LeadId, VisitorId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { sumVisits, type TrackedMessage, trackVisits } from '../../../shared/tracking/index.ts';
import type { World } from '../lead-world/world.ts';
import { workWorld } from '../work.ts';
import { postOf } from './device.ts';

/** Visits begin a minute apart: nobody is taken for a machine. */
const gapMs = 60_000;
const firstVisitAt = Date.parse('2026-11-10T00:00:00.000Z');
export const visitTime = (number: number): string => new Date(firstVisitAt + number * gapMs).toISOString();

/** The one beacon of a visit: a page about prices and a click. */
function visitBeacon(device: VisitorId, number: number, more: Record<string, unknown> = {}): TrackedMessage {
  const at = visitTime(number);
  const event = { at, url: 'https://annhien.example/gia', ...more };
  return {
    messageId: `${device}-${number}`,
    receivedAt: new Date(at),
    body: JSON.stringify({
      visitorId: device,
      sentAt: at,
      consent: true,
      sessionId: `visit-${number}`,
      sessionStartedAt: at,
      seq: 0,
      events: [
        { ...event, id: `view-${number}`, type: 'page_view' },
        { ...event, id: `click-${number}`, type: 'click', props: { name: 'call' } },
      ],
    }),
  };
}

/** Visits of one device, each delivered once, many in a batch. */
export async function visitOften(world: World, device: VisitorId, from: number, to: number, table: Table = world.table): Promise<void> {
  const { score, work } = world.parts;
  for (let start = from; start < to; start += 100) {
    const numbers = Array.from({ length: Math.min(100, to - start) }, (_, index) => start + index);
    await trackVisits(
      numbers.map((number) => visitBeacon(device, number)),
      { table, score, work, log: silentLog },
    );
  }
}

/** A person's post from a device during the visit of a number. */
export const postDuring = (number: number, person: LeadId, device: VisitorId, submission = number) =>
  postOf({ at: visitTime(number), person, sessionId: `visit-${number}`, sessionStartedAt: visitTime(number), isPost: true }, submission, {
    device,
  });

/** Sums what was asked for until nothing is left to sum. @returns how many times that was asked for */
export async function sumAll(world: World, table: Table = world.table): Promise<number> {
  let asked = 0;
  while (world.sent.work.length > 0) {
    const requests = new Map(world.sent.work.splice(0).map(({ body }) => [JSON.stringify(body), body]));
    for (const body of requests.values()) {
      asked += 1;
      const { parts, sent } = workWorld(table, world.parts.clock());
      await sumVisits.run(sumVisits.schema.parse(Object(body).request), parts);
      world.sent.work.push(...sent.work);
      world.sent.score.push(...sent.score);
    }
  }
  return asked;
}

/** Sums and counts until nobody asks for more. */
export async function settle(world: World): Promise<void> {
  while (world.sent.score.length + world.sent.work.length > 0) {
    await sumAll(world);
    await world.scoreAll(true);
  }
}
