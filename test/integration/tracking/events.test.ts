import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VisitorId } from '../../../shared/platform/ids.ts';
import { createTable, type Table } from '../../../shared/platform/table.ts';
import { keepSessions, readEvents, readSessions } from '../../../shared/tracking/index.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { browserAgent } from '../../support/tracking.ts';

const visitorId = VisitorId.parse('visitor-of-the-test');
const beganAt = new Date(Date.now() - 60_000).toISOString();

let runtime: Runtime;
let table: Table;

beforeAll(async () => {
  runtime = await startRuntime({ sandboxes: 2 });
  table = createTable(runtime.aws.document, runtime.tableName);
}, 240_000);

afterAll(() => runtime?.stop());

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1_000).toISOString();

const post = (seq: number, types: readonly string[], more: Record<string, unknown> = {}) =>
  runtime.request('/v1/events', {
    method: 'POST',
    headers: { 'content-type': 'text/plain;charset=UTF-8' },
    body: JSON.stringify({
      visitorId,
      sessionId: 'visit-1',
      sessionStartedAt: beganAt,
      seq,
      sentAt: ago(0),
      consent: true,
      ua: browserAgent,
      events: types.map((type, index) => ({
        id: `${seq}-${index}`,
        type,
        at: ago(30 - seq),
        url: `https://www.example.vn/bang-gia/${index}`,
      })),
      ...more,
    }),
  });

describe('beacons that a page sends', () => {
  it('become a session and its events, without anything that came without consent', async () => {
    const answers = [
      await post(0, ['page_view', 'click']),
      await post(1, ['page_view', 'add_to_cart', 'form_start']),
      await post(1, ['page_view', 'add_to_cart', 'form_start']),
      await post(2, ['page_view'], { consent: false }),
      await post(3, ['page_view'], { ua: 'curl/8.5.0' }),
      await runtime.request('/v1/events', { method: 'POST', body: '{"visitorId":' }),
    ];
    await runtime.advance('PT5S');
    await runtime.idle();

    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    const sessions = await readSessions(table, visitorId);
    expect(sessions).toHaveLength(1);
    expect(sessions[0]).toMatchObject({
      sessionId: 'visit-1',
      startedAt: beganAt,
      totals: { events: 5, pageViews: 2, clicks: 1, formsStarted: 1, topics: { 'bang-gia': 2 }, cart: { state: 'open' } },
    });
    const events = await readEvents(table, visitorId, { limit: 10 });
    expect(events.map(({ id }) => id).sort()).toEqual(['0-0', '0-1', '1-0', '1-1', '1-2']);
    const queues = await runtime.queues();
    expect(queues.filter(({ name, visible }) => name.includes('beacons') && visible > 0)).toEqual([]);
    const lines = (await runtime.logs()).filter(({ source }) => source.startsWith('trackvisits')).map(({ text }) => text);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/"noConsent":1/);
    expect(lines.join()).not.toMatch(/bang-gia|visitor-of-the-test/);
  }, 60_000);

  it('stay with a visitor who belongs to a lead', async () => {
    expect(await keepSessions(table, visitorId)).toBe(1);

    expect((await readSessions(table, visitorId))[0]).toMatchObject({ expiresAt: undefined, totals: { events: 5 } });
  });
});
