import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LeadListView } from '../../../api/leads/lead-view.ts';
import { ScoreView } from '../../../api/leads/score-view.ts';
import { TimelineView } from '../../../api/leads/timeline-view.ts';
import { Backtest } from '../../../api/scoring/backtest-view.ts';
import { runTool } from '../../support/run-tool.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { browserAgent } from '../../support/tracking.ts';

const user = 'admin@example.com';
let runtime: Runtime;
let beganAt = '';
beforeAll(async () => {
  runtime = await startRuntime();
  beganAt = runtime.ago(60);
});
afterAll(() => runtime?.stop());

const visitOf = (visitorId: string) => ({ visitorId, sessionId: 'visit-1', sessionStartedAt: beganAt });

/** What a page sends of things done on it, taken and scored. */
async function beacon(
  { at = runtime.ago(0), ...visit }: { visitorId: string; sessionId: string; sessionStartedAt: string; at?: string },
  seq: number,
  ...types: readonly string[]
): Promise<void> {
  const events = types.map((type, index) => ({ id: `${seq}-${index}`, type, at, url: 'https://www.example.vn/bang-gia' }));
  const body = JSON.stringify({ ...visit, seq, sentAt: at, consent: true, ua: browserAgent, events });
  await runtime.request('/v1/events', { method: 'POST', body });
  await runtime.advance('PT5S');
  await runtime.idle();
}

/** `npm run scoring`, as a marketer's colleague would run it. */
const scoring = (...args: string[]): Promise<string> =>
  runTool(runtime, 'tools/scoring.ts', { '--table': 'TableName', '--queue': 'WorkQueueUrl' }, args);

describe('scoring rules, tried on the past', () => {
  const backtest = async (): Promise<Backtest> => {
    const authorization = `Bearer ${await runtime.token(user)}`;
    const answer = await runtime.request('/v1/scoring/backtest', { method: 'POST', body: '{}', headers: { authorization } });
    expect(answer.status).toBe(200);
    return Backtest.parse(answer.body);
  };

  it('show what came before a purchase, and count the purchase as the conversion', async () => {
    const visit = visitOf('visitor-who-posts');
    await beacon(visit, 0, 'page_view', 'add_to_cart');
    await runtime.post('contact', {
      submissionId: 'tried-1',
      fields: { fullName: 'Nguyễn Thị Hường', email: 'huong.tried@example.com' },
      context: { ...visit, sentAt: runtime.ago(0) },
      consent: { contact: true, tracking: true },
    });
    await runtime.idle();
    const before = await backtest();
    await runtime.advance('PT10S');
    await beacon({ ...visit, at: await runtime.advance('PT0S') }, 1, 'purchase');

    const after = await backtest();

    const counted = ({ conversions: { sql, byPurchase } }: Backtest) => [sql, byPurchase];
    expect([before.judged, counted(before), after.judged, counted(after)]).toEqual([1, [0, 0], 1, [1, 1]]);
    const cart = after.rules.find(({ rule }) => rule === 'filled-the-cart');
    expect([cart?.leads, cart?.sql.hits, after.rules.find(({ rule }) => rule === 'bought')?.leads]).toEqual([1, 1, 0]);
  });

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
  });
});

describe('a lead that becomes hot by what it does on the pages', () => {
  const buyer = {
    fullName: 'Phan Thu Thảo',
    email: 'thao.hot@example.com',
    phone: '0933 222 111',
    company: 'Nhà thuốc Thảo',
    province: 'TP.HCM',
  };
  const hotMails = async () => (await runtime.mails()).filter(({ subject }) => subject.startsWith('Lead nóng'));

  it('reaches its rep at once, by one mail that says why, and its timeline says so', async () => {
    const visit = visitOf('visitor-who-buys');
    await runtime.post('contact', {
      submissionId: 'buys-1',
      fields: { ...buyer, message: 'Cho tôi xin báo giá' },
      context: { ...visit, sentAt: runtime.ago(0) },
      consent: { contact: true, tracking: true },
    });
    await runtime.idle();
    const before = await hotMails();

    await beacon(visit, 0, 'page_view', 'add_to_cart');
    await beacon(visit, 1, 'page_view', 'add_to_cart', 'checkout_start');

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
        'Lead mới từ biểu mẫu “Nhờ tư vấn”, đang ấm',
        'Trở nên nóng: gửi yêu cầu tư vấn; hỏi báo giá, dùng thử; cho hàng vào giỏ',
        'Đã gửi thông báo lead nóng',
      ]),
    );
  });

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
  });
});

describe('a lead that goes quiet', () => {
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
    // The minute, and what a message waits at most beyond its second.
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
