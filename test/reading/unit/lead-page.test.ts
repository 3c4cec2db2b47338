import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { CallListView } from '../../../api/calls/call-view.ts';
import { DecisionListView } from '../../../api/leads/decision-view.ts';
import { LeadPageView } from '../../../api/leads/lead-page-view.ts';
import { leadParts } from '../../../api/leads/read-lead.ts';
import { TimelineView } from '../../../api/leads/timeline-view.ts';
import { NoteListView } from '../../../api/notes/note-view.ts';
import { TasksOfLeadView } from '../../../api/tasks/task-view.ts';
import { createHandler } from '../../../functions/read-leads/app.ts';
import { formKind } from '../../../shared/capture/form-config.ts';
import { FormId, formSource } from '../../../shared/platform/ids.ts';
import type { Log, LogFields } from '../../../shared/platform/logging.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { cursors } from '../../support/cursors.ts';
import { digests } from '../../support/digests.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { report } from '../../support/seeded.ts';

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912 345 678', province: 'TP.HCM' };
const all = leadParts.join(',');

async function setUp(more: Record<string, string> = {}) {
  const lines: { message: string; fields: LogFields }[] = [];
  const log: Log = {
    info: (message, fields = {}) => void lines.push({ message, fields }),
    warn: () => {},
    error: (message, error) => {
      throw new Error(`${message}: ${String(error)}`);
    },
  };
  const world = createWorld();
  await world.takeIn(world.post({ ...huong, ...more }));
  await world.assignAll();
  world.project();
  const [lead] = world.leads();
  if (!lead?.owner) throw new Error('the lead has no owner');
  const reps = await world.config.current(repKind);
  let now = world.parts.clock();
  const handler = createHandler({ table: world.table, digests, cursors, config: world.config, clock: () => now }, log);
  const get = async (email: string, query: Record<string, string> = {}, { route = '', headers = {} } = {}) => {
    const answer = await handler(
      {
        routeKey: `GET /v1/leads/{leadId}${route}`,
        pathParameters: { leadId: lead.leadId },
        queryStringParameters: query,
        headers,
        requestContext: { requestId: 'request-1', authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } } },
      },
      {} as Context,
    );
    return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(answer.body || 'null') as Record<string, unknown> };
  };
  const owner = reps.documents.get(lead.owner.repId)?.email ?? '';
  const other = [...reps.documents.values()].find(({ id }) => id !== lead.owner?.repId)?.email ?? '';
  const passMs = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  return { world, get, lines, owner, other, passMs, leadId: lead.leadId };
}

describe('a lead with what a page about it shows', () => {
  it.each(['owner', 'admin@example.com', 'marketer@example.com'])('answers %s what the routes of the parts answer', async (who) => {
    const { get, owner } = await setUp();
    const email = who === 'owner' ? owner : who;

    const page = await get(email, { include: all, lang: 'vi' });

    expect([page.status, LeadPageView.parse(page.body)]).toEqual([200, page.body]);
    const alone = {
      ...(await get(email)).body,
      timeline: TimelineView.parse((await get(email, { limit: '30', lang: 'vi' }, { route: '/timeline' })).body),
      decision: DecisionListView.parse((await get(email, {}, { route: '/decisions' })).body).items[0] ?? null,
      tasks: await listed(get(email, {}, { route: '/tasks' }), TasksOfLeadView),
      notes: await listed(get(email, {}, { route: '/notes' }), NoteListView),
      calls: await listed(get(email, {}, { route: '/calls' }), CallListView),
    };
    expect(page.body).toMatchObject(alone);
  });

  it('tells a rep where the lead may go and who reads its notes, and a marketer neither', async () => {
    const { get, owner } = await setUp();

    const [mine, marketers] = [
      await get(owner, { include: 'moves,colleagues' }),
      await get('marketer@example.com', { include: 'moves,colleagues' }),
    ];

    expect(mine.body.moves).toEqual(expect.arrayContaining([{ to: 'sql', why: null }]));
    expect(mine.body.colleagues).toEqual(expect.arrayContaining([expect.objectContaining({ userId: 'admin' })]));
    expect(mine.body.colleagues).not.toEqual(expect.arrayContaining([expect.objectContaining({ userId: 'marketer' })]));
    expect([marketers.body.moves, marketers.body.colleagues]).toEqual([[], null]);
  });

  it('calls the form by its name by which the lead came', async () => {
    const { get, owner, world } = await setUp();
    const form = (await world.config.current(formKind)).documents.get('contact');

    const { body } = await get(owner, { include: 'sourceName' });

    expect(body.sourceName).toEqual(form?.title);
  });

  it('shows what the person wrote with the latest post and the first, by the words of the form, to whoever sees posts', async () => {
    const { world, get, owner } = await setUp({ message: 'Cần báo giá cho 3 cửa hàng', taxCode: '079201001234' });
    world.config.change(formKind, 'quote', (form) => ({ ...form, tokenRequired: false, minFillSeconds: 0 }));
    await world.takeIn(
      world.post(
        { ...huong, message: 'Gọi sau 5 giờ chiều', startWhen: 'trong-1-thang' },
        { ...formSource(FormId.parse('quote')), receivedAt: '2026-11-27T08:00:00.000Z' },
      ),
    );

    const [mine, marketers] = [await get(owner, { include: 'written' }), await get('marketer@example.com', { include: 'written' })];

    expect(mine.body.written).toEqual([
      {
        at: expect.any(String),
        form: { vi: 'Yêu cầu báo giá', en: 'Request a quote' },
        answers: expect.arrayContaining([
          { name: 'message', label: { vi: 'Yêu cầu', en: 'Requirements' }, text: { vi: 'Gọi sau 5 giờ chiều', en: 'Gọi sau 5 giờ chiều' } },
          {
            name: 'startWhen',
            label: { vi: 'Muốn bắt đầu dùng khi nào?', en: 'When would you like to start?' },
            text: { vi: 'Trong vòng một tháng', en: 'Within a month' },
          },
        ]),
      },
      {
        at: expect.any(String),
        form: { vi: 'Nhờ tư vấn', en: 'Ask for advice' },
        answers: expect.arrayContaining([
          expect.objectContaining({ name: 'message', text: { vi: 'Cần báo giá cho 3 cửa hàng', en: 'Cần báo giá cho 3 cửa hàng' } }),
        ]),
      },
    ]);
    // What the record shows is not shown twice, and a citizen's number is nobody's to read.
    const names = (mine.body.written as { answers: { name: string }[] }[]).flatMap(({ answers }) => answers.map(({ name }) => name));
    expect(names.filter((name) => ['fullName', 'email', 'phone', 'province', 'taxCode'].includes(name))).toEqual([]);
    expect(marketers.body.written).toBeNull();
  });

  it('is not there for another rep, and takes no part that it does not know', async () => {
    const { get, owner, other } = await setUp();

    expect((await get(other, { include: all })).status).toBe(404);
    expect((await get(owner, { include: 'timeline,secrets' })).status).toBe(422);
  });

  it('says that nothing changed while nothing did, and leaves one line for fifteen minutes of asking', async () => {
    const { get, lines, owner, passMs, leadId } = await setUp();
    let etag = String((await get(owner, { include: all })).headers.etag);
    const isWeak = etag.startsWith('W/');

    let unchanged = 0;
    for (let count = 0; count < 28; count += 1) {
      passMs(30_000);
      const { status, headers } = await get(owner, { include: all }, { headers: { 'if-none-match': etag } });
      if (status === 304) unchanged += 1;
      etag = String(headers.etag);
    }

    // A point of the score fades now and then, and that is a change.
    expect([isWeak, unchanged >= 26]).toEqual([true, true]);
    const told = () => lines.filter(({ message }) => message === 'lead record read');
    expect(told()).toEqual([{ message: 'lead record read', fields: expect.objectContaining({ what: 'page', leadIds: [leadId] }) }]);
    passMs(120_000);
    await get(owner, { include: all });
    await get('admin@example.com', { include: all });
    expect(told()).toHaveLength(3);
  });

  it('carries the version as its tag where the record is asked for alone', async () => {
    const { get, owner } = await setUp();

    const { headers, body } = await get(owner);

    expect(headers.etag).toBe(`"${String(body.version)}"`);
  });

  it('costs a few units more than the record alone', async () => {
    const { world, get, owner } = await setUp();
    const unitsOf = async (query: Record<string, string>) => {
      const before = world.table.used.read;
      await get(owner, query);
      return world.table.used.read - before;
    };
    await unitsOf({ include: all });

    const [alone, whole] = [await unitsOf({}), await unitsOf({ include: all })];

    report(`a lead: ${alone} RRU alone, ${whole} RRU with all that its page shows`);
    expect(whole).toBeLessThanOrEqual(alone + 6);
  });
});

async function listed(
  answer: Promise<{ status: number; body: unknown }>,
  schema: typeof TasksOfLeadView | typeof NoteListView | typeof CallListView,
): Promise<unknown> {
  const { status, body } = await answer;
  return status === 404 ? null : schema.parse(body).items;
}
