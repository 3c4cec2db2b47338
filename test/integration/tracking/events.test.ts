import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VisitorId } from '../../../shared/platform/ids.ts';
import { createTable, type Table } from '../../../shared/platform/table.ts';
import { LeadListView, LeadView, ScoreView, TimelineView } from '../../../shared/reading/index.ts';
import { Backtest } from '../../../shared/scoring/index.ts';
import { keepSessions, readEvents, readSessions } from '../../../shared/tracking/index.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { browserAgent } from '../../support/tracking.ts';

const visitorId = VisitorId.parse('visitor-of-the-test');
const beganAt = new Date(Date.now() - 60_000).toISOString();

let runtime: Runtime;
let table: Table;

beforeAll(async () => {
  runtime = await startRuntime();
  table = createTable(runtime.aws.document, runtime.tableName);
});

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
const beaconOf = (seq: number, type: string, at = ago(0)) => {
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

describe('scoring rules, tried on that lead', () => {
  const backtest = async (): Promise<Backtest> => {
    const authorization = `Bearer ${await runtime.token('marketer@example.com')}`;
    const answer = await runtime.request('/v1/scoring/backtest', { method: 'POST', body: '{}', headers: { authorization } });
    expect(answer.status).toBe(200);
    return Backtest.parse(answer.body);
  };

  it('show what came before a purchase, and count the purchase as the conversion', async () => {
    const before = await backtest();
    await runtime.advance('PT10S');
    await beaconOf(3, 'purchase', await runtime.advance('PT0S'));
    await runtime.advance('PT5S');
    await runtime.idle();

    const after = await backtest();

    const counted = ({ conversions: { sql, byPurchase } }: Backtest) => [sql, byPurchase];
    expect([before.judged, counted(before), after.judged, counted(after)]).toEqual([1, [0, 0], 1, [1, 1]]);
    const cart = after.rules.find(({ rule }) => rule === 'filled-the-cart');
    expect([cart?.leads, cart?.sql.hits, after.rules.find(({ rule }) => rule === 'bought')?.leads]).toEqual([1, 1, 0]);
  }, 60_000);

  it('say the same on the command line, which has leads counted anew only when it is told to', async () => {
    const [said, dry] = [await scoring('backtest'), await scoring('recount')];
    const recounts = async () => (await runtime.messages()).filter(({ body }) => body.includes('"recount"')).length;
    const before = await recounts();
    const sent = await scoring('recount', '--send');
    await runtime.idle();

    expect(said).toContain('config/scoring.json tried on past leads beside version 1, in force');
    expect(said).toMatch(/1 read, 1 judged\n1 became SQL or more, 1 of them customers; told by a purchase 1,/);
    expect(said).toContain('0 leads would change');
    expect([dry, sent]).toEqual([
      '1 leads of all time would be counted by version 1; --send does it\n',
      '1 leads of all time are on their way to be counted by version 1\n',
    ]);
    expect((await recounts()) - before).toBe(1);
    expect((await runtime.queues()).filter(({ isDeadLetterQueue, visible }) => isDeadLetterQueue && visible > 0)).toEqual([]);
  }, 60_000);
});

/** Runs `npm run scoring` as a marketer's colleague would, against the endpoints of the runtime. */
async function scoring(...args: string[]): Promise<string> {
  const text = (name: string) => String(runtime.environment[name]);
  const outputs = runtime.environment.outputs as Record<string, Record<string, string>>;
  const output = (name: string) => Object.values(outputs).find((stack) => stack[name] !== undefined)?.[name] ?? '';
  const names = ['--table', output('TableName'), '--queue', output('ScoreQueueUrl')];
  const { stdout } = await promisify(execFile)(process.execPath, ['tools/scoring.ts', ...args, ...names], {
    cwd: join(import.meta.dirname, '..', '..', '..'),
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      AWS_ENDPOINT_URL: text('endpointUrl'),
      AWS_REGION: text('region'),
      AWS_ACCESS_KEY_ID: text('accessKeyId'),
      AWS_SECRET_ACCESS_KEY: text('secretAccessKey'),
    },
  });
  return stdout;
}
describe('a lead that becomes hot by what it does on the pages', () => {
  const buyer = {
    fullName: 'Phan Thu Thảo',
    email: 'thao.hot@example.com',
    phone: '0933 222 111',
    company: 'Nhà thuốc Thảo',
    province: 'TP.HCM',
  };
  const visit = { visitorId: 'visitor-who-buys', sessionId: 'visit-1', sessionStartedAt: beganAt };
  const beacon = async (seq: number, ...types: readonly string[]) => {
    const events = types.map((type, index) => ({ id: `${seq}-${index}`, type, at: ago(0), url: 'https://www.example.vn/bang-gia' }));
    const body = JSON.stringify({ ...visit, seq, sentAt: ago(0), consent: true, ua: browserAgent, events });
    await runtime.request('/v1/events', { method: 'POST', body });
    await runtime.advance('PT5S');
    await runtime.idle();
  };
  const hotMails = async () => (await runtime.mails()).filter(({ subject }) => subject.startsWith('Lead nóng'));

  it('reaches its rep at once, by one mail that says why, and its timeline says so', async () => {
    await runtime.post('contact', {
      submissionId: 'buys-1',
      fields: { ...buyer, message: 'Cho tôi xin báo giá' },
      context: { ...visit, sentAt: ago(0) },
      consent: { contact: true, tracking: true },
    });
    await runtime.idle();
    const before = await hotMails();

    await beacon(0, 'page_view', 'add_to_cart');
    await beacon(1, 'page_view', 'add_to_cart', 'checkout_start');

    const [mail, ...others] = await hotMails();
    const [assigned] = (await runtime.mails()).filter(({ subject }) => subject.startsWith(`Lead mới: ${buyer.fullName}`));
    const [lead] = LeadListView.parse((await runtime.get(`/v1/leads?email=${buyer.email}`, { user })).body).items;
    const timeline = TimelineView.parse((await runtime.get(`/v1/leads/${lead?.leadId}/timeline`, { user })).body);
    const summaries = timeline.items.filter(({ actor }) => actor.kind !== 'visitor').map(({ summary }) => summary);
    expect(before).toEqual([]);
    expect(others).toEqual([]);
    expect(assigned?.text).toContain('Độ nóng: Ấm – đang quan tâm');
    expect(mail).toMatchObject({ to: assigned?.to, subject: 'Lead nóng: Phan Thu Thảo – gọi ngay' });
    expect(mail?.text).toContain('Khách đang rất quan tâm: gửi yêu cầu tư vấn; hỏi báo giá, dùng thử; cho hàng vào giỏ.');
    expect(summaries).toEqual(
      expect.arrayContaining([
        'Lead mới từ biểu mẫu contact, đang ấm',
        'Trở nên nóng: gửi yêu cầu tư vấn; hỏi báo giá, dùng thử; cho hàng vào giỏ',
        'Đã gửi thông báo lead nóng',
      ]),
    );
  }, 60_000);

  it('is told of again to the queue, and not to the rep, when a message about it comes a second time', async () => {
    const [lead] = LeadListView.parse((await runtime.get(`/v1/leads?email=${buyer.email}`, { user })).body).items;
    const record = (received: number) => ({
      messageId: `again-${received}`,
      body: JSON.stringify({ v: 1, kind: 'recount', leadId: lead?.leadId }),
      attributes: { ApproximateReceiveCount: String(received) },
    });
    const told = async () => (await runtime.messages('pheu-dev-notice')).filter(({ body }) => body.includes('hotNotice')).length;
    const counts = [await told()];

    for (const received of [1, 2]) {
      const answer = await runtime.invoke('pheu-dev-score-leads', { Records: [record(received)] });
      await runtime.idle();
      counts.push(await told());
      expect(answer.payload).toEqual({ batchItemFailures: [] });
    }

    expect(counts).toEqual([1, 1, 2]);
    expect(await hotMails()).toHaveLength(1);
  }, 60_000);
});

describe('a lead that goes quiet', () => {
  const user = 'admin@example.com';

  it('cools when its interest has fallen so far, not a minute before, and every point says why', async () => {
    await runtime.post('contact', { submissionId: 'quiet-1', fields: { fullName: 'Đỗ Văn Lặng', email: 'lang@quiet.example' } });
    await runtime.idle();
    const lead = async () => LeadListView.parse((await runtime.get('/v1/leads?email=lang@quiet.example', { user })).body).items[0];
    const leadId = (await lead())?.leadId ?? '';
    const score = async (at = '') => ScoreView.parse((await runtime.get(`/v1/leads/${leadId}/score${at}`, { user })).body);
    const born = await score();
    const [asked] = born.contributions.filter(({ score: which }) => which === 'interest');
    // 30 points are 15, the least that is warm, after one half-life.
    const dueMs = Date.parse(asked?.at ?? '') + born.halfLifeDays * 86_400_000;
    const now = async () => Date.parse((await score()).at);

    await runtime.advance(`PT${Math.floor((dueMs - (await now())) / 1_000) - 60}S`);
    await runtime.idle();
    const before = await lead();
    await runtime.advance('PT75S');
    await runtime.idle();

    expect(born).toMatchObject({
      scores: { interest: 30 },
      contributions: [{ rule: 'asked-for-advice', points: 30, evidence: { kind: 'submission' } }],
    });
    expect(before).toMatchObject({ temperature: 'warm', scores: { interest: 15 } });
    expect(await lead()).toMatchObject({ temperature: 'cold', scores: { interest: 15 } });
    const timeline = TimelineView.parse((await runtime.get(`/v1/leads/${leadId}/timeline`, { user })).body);
    const [cooled, ...others] = timeline.items.filter(({ type }) => type === 'lead.temperature_changed');
    expect(others).toEqual([]);
    expect(cooled?.data).toMatchObject({ from: 'warm', to: 'cold', reason: 'cooled' });
    const lateMs = Date.parse(cooled?.at ?? '') - dueMs;
    expect([lateMs >= 0, lateMs < 60_000]).toEqual([true, true]);
    const week = await score(`?at=${new Date(dueMs - 7 * 86_400_000).toISOString()}`);
    expect(week.scores.interest).toBeCloseTo(30 * 2 ** -0.5, 1);
    expect((await score(`?at=${new Date(dueMs - 15 * 86_400_000).toISOString()}`)).contributions).toEqual([]);
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
  }, 60_000);
});
