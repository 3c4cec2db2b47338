import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LeadListView, LeadView } from '../../../api/leads/lead-view.ts';
import { TimelineView } from '../../../api/leads/timeline-view.ts';
import { VisitorId } from '../../../shared/platform/ids.ts';
import { createTable, type Table } from '../../../shared/platform/table.ts';
import { keepSessions, readEvents, readSessions } from '../../../shared/tracking/index.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { browserAgent } from '../../support/tracking.ts';

const visitorId = VisitorId.parse('visitor-of-the-test');

let runtime: Runtime;
let table: Table;
let beganAt = '';

beforeAll(async () => {
  runtime = await startRuntime();
  beganAt = runtime.ago(60);
  table = createTable(runtime.aws.document, runtime.tableName);
});

afterAll(() => runtime?.stop());

const ago = (seconds: number): string => runtime.ago(seconds);

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
    // One line per batch, and a slow machine makes two batches of six posts.
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes('"noConsent":1'))).toHaveLength(1);
    expect(lines.join()).not.toMatch(/bang-gia|visitor-of-the-test/);
  });

  it('stay with a visitor who belongs to a lead', async () => {
    expect(await keepSessions(table, visitorId)).toBe(1);

    expect((await readSessions(table, visitorId))[0]).toMatchObject({ expiresAt: undefined, totals: { events: 5 } });
  });
});

const formVisitor = 'visitor-who-posts';
const user = 'admin@example.com';
const beaconOf = (seq: number, type: string) => {
  const at = ago(0);
  const sent = {
    visitorId: formVisitor,
    sessionId: 'visit-1',
    sessionStartedAt: beganAt,
    seq,
    sentAt: at,
    consent: true,
    ua: browserAgent,
  };
  const events = [{ id: `event-${seq}`, type, at, url: 'https://www.example.vn/bang-gia', title: 'Bảng giá' }];
  return runtime.request('/v1/events', { method: 'POST', body: JSON.stringify({ ...sent, events }) });
};
const form = (submissionId: string) =>
  runtime.post('contact', {
    submissionId,
    fields: { fullName: 'Nguyễn Thị Hường', email: 'huong.tracked@example.com' },
    context: { visitorId: formVisitor, sessionId: 'visit-1', sessionStartedAt: beganAt, sentAt: ago(0) },
    consent: { contact: true, tracking: true },
  });

describe('a visitor who posts a form', () => {
  it('brings what they did before and after it to their lead, once', async () => {
    await beaconOf(0, 'page_view');
    await beaconOf(1, 'add_to_cart');
    await runtime.advance('PT5S');
    await runtime.idle();
    await form('tracked-1');
    await runtime.idle();
    await beaconOf(2, 'page_view');
    await form('tracked-2');
    await runtime.advance('PT5S');
    await runtime.idle();

    const [lead] = LeadListView.parse((await runtime.get('/v1/leads?email=huong.tracked@example.com', { user })).body).items;
    const record = LeadView.parse((await runtime.get(`/v1/leads/${lead?.leadId}`, { user })).body);
    const types: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: TimelineView = TimelineView.parse(
        (await runtime.get(`/v1/leads/${lead?.leadId}/timeline?limit=2${query}`, { user })).body,
      );
      types.push(...page.items.map(({ type }) => type));
      cursor = page.nextCursor;
    }

    expect(record.behaviour).toMatchObject({ visits: 1, pageViews: 2, topics: { 'bang-gia': 2 }, cart: { state: 'open' } });
    expect(types.filter((type) => type.startsWith('vis')).sort()).toEqual([
      'visit.add_to_cart',
      'visit.page_view',
      'visit.page_view',
      'visitor.linked',
    ]);
    expect(types).toEqual(expect.arrayContaining(['lead.created', 'submission.linked']));
    expect((await runtime.events()).filter(({ event }) => event['detail-type'] === 'visitor.linked')).toHaveLength(1);
    expect((await runtime.queues()).filter(({ isDeadLetterQueue, visible }) => isDeadLetterQueue && visible > 0)).toEqual([]);
  });
});

describe('a link in a mail to a lead', () => {
  it('identifies a device weakly, which whoever works with the lead can undo for good', async () => {
    const email = 'mai.mailed@example.com';
    const authorization = `Bearer ${await runtime.token(user)}`;
    const device = 'visitor-of-a-mail';
    await runtime.post('contact', { submissionId: 'mailed-1', fields: { fullName: 'Vũ Thị Mai', email } });
    await runtime.idle();
    const [lead] = LeadListView.parse((await runtime.get(`/v1/leads?email=${email}`, { user })).body).items;
    const mails = await runtime.mails();
    const [welcome] = mails.filter(({ to }) => to.includes(email));
    const mailToken = /href="https:\/\/annhien\.example\/\?pheu=([^"]+)"/.exec(welcome?.html ?? '')?.[1] ?? '';
    const visit = { visitorId: device, sessionId: 'visit-by-mail' };
    const opened = (seq: number, token: string) =>
      post(seq, [], {
        ...visit,
        events: [{ id: `open-${seq}`, type: 'custom', at: ago(1), url: 'https://annhien.example/', mailToken: token }],
      });
    const record = async () => LeadView.parse((await runtime.get(`/v1/leads/${lead?.leadId}`, { user })).body);
    const settled = async () => {
      await runtime.advance('PT5S');
      await runtime.idle();
    };
    await settled();
    const since = (await runtime.logs()).length;

    await opened(0, mailToken);
    await opened(1, `${mailToken.slice(0, -1)}${mailToken.endsWith('A') ? 'B' : 'A'}`);
    await settled();
    const known = await record();
    const undo = () => runtime.request(`/v1/leads/${lead?.leadId}/visitors/${device}`, { method: 'DELETE', headers: { authorization } });
    const undone = [await undo(), await undo()];
    await opened(2, mailToken);
    await settled();

    expect(mails.filter(({ subject, html }) => /lead mới/i.test(subject) && html?.includes('pheu='))).toEqual([]);
    expect(known.visitors).toMatchObject([{ visitorId: device, weak: true }]);
    expect(undone.map(({ status, text }) => [status, text === ''])).toEqual([
      [204, true],
      [404, false],
    ]);
    expect((await record()).visitors).toEqual([]);
    const logs = (await runtime.logs()).slice(since).map(({ text }) => text);
    const lines = logs.filter((text) => text.includes('beacons taken'));
    expect(lines.join()).toMatch(/"mailForged":1.*"mailLinked":1|"mailLinked":1.*"mailForged":1/);
    expect(lines.join()).toContain('"mailUndone":1');
    expect(logs.join()).not.toContain(mailToken.split('.')[2]);
    const stored = (await runtime.aws.document.send(new ScanCommand({ TableName: runtime.tableName }))).Items;
    expect(JSON.stringify(stored)).not.toContain(mailToken.split('.')[2]);
    const told = (await runtime.events()).filter(({ event }) => String(event['detail-type']).startsWith('visitor.'));
    expect(told.filter(({ event }) => event.detail.leadId === lead?.leadId).map(({ event }) => event.detail.data)).toEqual([
      { visitorId: device, segment: 1, weak: true },
      { visitorId: device, reason: 'undone' },
    ]);
    expect((await runtime.queues()).filter(({ isDeadLetterQueue, visible }) => isDeadLetterQueue && visible > 0)).toEqual([]);
  });
});
