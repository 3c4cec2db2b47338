import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { OpportunityView } from '../../../api/opportunities/opportunity-view.ts';
import { TaskListView, TasksOfLeadView, TaskView, WorkView } from '../../../api/tasks/task-view.ts';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { RepId, SubjectId, TaskName } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { type TaskDraft, writeTasks } from '../../../shared/tasks/index.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { person } from '../../support/people.ts';
import { taskAt, taskOf } from '../../support/tasks.ts';

const admin = 'admin@example.com';

/** Leads of the south with owners; the world's clock shows ten in the morning of the 22nd in Vietnam. */
async function started(count = 1) {
  const world = createWorld();
  for (let index = 0; index < count; index += 1) await world.takeIn(world.post({ ...person(index), province: 'TP.HCM' }));
  await world.assignAll();
  const [lead] = world.leads();
  if (!lead?.owner) throw new Error('nobody owns the lead');
  const { leadId, owner } = lead;
  const { documents: users } = await world.config.current(userKind);
  const userOf = (repId: string): string => [...users.values()].find((user) => user.repId === repId)?.email ?? '';
  const read = readRoutes({ ...world, table: world.table });
  const work = async (query?: Record<string, string>, user = userOf(owner.repId)) =>
    WorkView.parse((await read('/v1/work', user, query ? { query } : {})).body);
  const change = createHandler(world.parts, silentLog);
  const ask = async (path: string, params: Record<string, string>, body: object, email = admin) => {
    const event = {
      routeKey: `POST ${path}`,
      pathParameters: params,
      headers: {},
      body: JSON.stringify(body),
      requestContext: { requestId: 'r', authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } } },
    };
    const { statusCode, body: text = '' } = await change(event, {} as Context);
    return { status: statusCode, body: JSON.parse(text) as unknown };
  };
  let number = 0;
  const put = async (...drafts: Partial<TaskDraft>[]) => {
    for (const draft of drafts) {
      const after = taskOf({ leadId, ownerRepId: owner.repId, name: TaskName.parse(`K${number++}`), ...draft });
      await world.table.transact(writeTasks([{ before: null, after }], taskAt));
    }
  };
  return { world, lead, owner, userOf, read, work, ask, put };
}

const at = (time: string) => `2026-11-22T${time}:00.000Z`;

describe('the work of a rep', () => {
  it('stands in the order in which to do it, with the reason for each place', async () => {
    const { work, put, lead } = await started();
    await put(
      { dueAt: at('09:00'), title: 'hôm nay' },
      { reason: 'callback', dueAt: at('05:00') },
      { dueAt: at('01:00'), kind: 'mail' },
      { reason: 'hot', dueAt: at('03:05') },
      { reason: 'callback', dueAt: at('03:10') },
      { dueAt: '2026-11-23T02:00:00.000Z', title: 'ngày mai' },
      { reason: 'callback', dueAt: '2026-11-23T02:00:00.000Z' },
    );

    const { items, nextCursor } = await work();

    expect(items.map(({ place, dueAt, why, next }) => [place, dueAt.slice(11, 16), why.vi, next.vi])).toEqual([
      ['callback', '03:10', 'Khách hẹn gọi lại, đến giờ', 'gọi điện'],
      ['overdue', '01:00', 'Quá hạn 2 giờ', 'gửi e-mail'],
      ['today', '05:00', 'Khách hẹn gọi lại hôm nay', 'gọi điện'],
      ['today', '09:00', 'Đến hạn hôm nay', 'gọi điện'],
    ]);
    expect(items[0]).toMatchObject({ leadId: lead.leadId, person: { fullName: lead.fullName, phone: lead.phone?.e164 } });
    expect(nextCursor).toBeNull();
  });

  it('begins with the first contact of a new lead', async () => {
    const { work } = await started();

    expect((await work()).items).toMatchObject([
      { place: 'firstContact', kind: 'call', why: { vi: 'Lead mới, chưa liên hệ lần đầu', en: 'New lead, no first contact yet' } },
    ]);
  });

  it.each([
    ['later today', at('09:00'), [{ place: 'today', reason: 'firstContact', dueAt: at('09:00') }]],
    ['to another day', '2026-11-23T02:00:00.000Z', []],
  ])('shows a first contact that was put off %s when it is due', async (_, until, items) => {
    const { work, ask, owner, userOf } = await started();
    const taskId = (await work()).items[0]?.taskId ?? '';

    const { status } = await ask('/v1/tasks/{taskId}/snooze', { taskId }, { until }, userOf(owner.repId));

    expect(status).toBe(200);
    expect(await work()).toMatchObject({ items, day: { nextDueAt: items.length > 0 ? null : until } });
    expect((await work({ place: 'firstContact' })).items).toEqual([]);
  });

  it('comes in pages that keep their order and lose nothing, wherever a page ends', async () => {
    const { work, put } = await started();
    const callbacks = ['01:00', '03:05', '04:00', '06:00', '08:00'].map((time) => ({ reason: 'callback' as const, dueAt: at(time) }));
    const planned = ['00:30', '02:00', '04:30', '06:00', '07:00'].map((time) => ({ dueAt: at(time) }));
    await put(...callbacks, ...planned);
    const whole = (await work({ limit: '50' })).items.map(({ taskId }) => taskId);

    for (const limit of [1, 2, 3, 4, 7]) {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: WorkView = await work({ limit: String(limit), ...(cursor === '' ? {} : { cursor }) });
        seen.push(...page.items.map(({ taskId }) => taskId));
        cursor = page.nextCursor;
      }
      // What a page leaves out as doubled may stand on a later one.
      expect(seen.filter((taskId) => !taskId.includes('first-'))).toEqual(whole);
    }
    expect(whole).toHaveLength(10);
  });

  it('tells whoever was handed a task whom it is about, and nothing else of the lead', async () => {
    const { work, read, put, owner, userOf, lead } = await started();
    const other = RepId.parse(owner.repId === 'rep-anh' ? 'rep-bao' : 'rep-anh');
    await put({ ownerRepId: other, isHandedOver: true, dueAt: at('01:00'), title: 'Gọi giúp' });

    const { items } = await work({}, userOf(other));

    const person = { fullName: lead.fullName, phone: lead.phone?.e164 };
    expect(items).toMatchObject([{ title: 'Gọi giúp', person, leadId: lead.leadId }]);
    expect((await read(`/v1/leads/${lead.leadId}`, userOf(other))).status).toBe(404);
  });

  it('does not tell who the person is of a task that follows a lead which is not theirs', async () => {
    const { work, put, owner, userOf } = await started();
    const other = RepId.parse(owner.repId === 'rep-anh' ? 'rep-bao' : 'rep-anh');
    await put({ ownerRepId: other, dueAt: at('01:00') });

    expect((await work({}, userOf(other))).items).toMatchObject([{ person: null }]);
  });

  it('tells of a lead what its rep wants to know before the call, and how the last one ended', async () => {
    const { work, world, lead, ask, userOf, owner } = await started();
    await ask('/v1/leads/{leadId}/calls', { leadId: lead.leadId }, { outcome: 'noAnswer' }, userOf(owner.repId));
    world.pass(36 * 3_600_000);

    const { items } = await work();

    expect(items).toMatchObject([
      {
        place: 'overdue',
        lastOutcome: { vi: 'Không nghe máy', en: 'No answer' },
        about: { temperature: lead.evidence.temperature, provinceName: lead.region.provinceName, attempts: 1, reachedCalls: 0 },
      },
    ]);
  });

  it('comes with how the day stands: how many at each place, what is switched, and what is due next', async () => {
    const { work, put } = await started();
    expect((await work()).day).toEqual({
      counts: { accept: 0, callback: 0, hot: 0, firstContact: 1, overdue: 0, today: 0 },
      isCounted: true,
      nextDueAt: null,
      duty: null,
      floating: [],
    });
    await put({ reason: 'callback', dueAt: at('03:05') }, ...Array.from({ length: 25 }, () => ({ dueAt: at('01:00') })));

    const { day } = await work();

    expect(day).toMatchObject({ isCounted: false, counts: { callback: 1, firstContact: 1 } });
    expect(day?.counts.overdue).toBeGreaterThanOrEqual(19);
  });

  it('shows one place alone, in pages, whatever comes before it', async () => {
    const { work, put } = await started();
    await put(
      ...Array.from({ length: 30 }, () => ({ reason: 'hot' as const, dueAt: at('01:00'), subject: SubjectId.parse('lead') })),
      { dueAt: at('01:30'), title: 'trễ' },
      { dueAt: at('02:30'), title: 'trễ hơn' },
      { dueAt: at('09:00'), title: 'chiều' },
      { reason: 'callback', dueAt: at('05:00') },
      { reason: 'callback', dueAt: at('02:00') },
    );
    const placed = async (place: string) => {
      const shown: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: WorkView = await work({ place, limit: '1', ...(cursor === '' ? {} : { cursor }) });
        shown.push(...page.items.map((item) => `${item.place} ${item.dueAt.slice(11, 16)}`));
        cursor = page.nextCursor;
      }
      return shown;
    };

    expect(await placed('overdue')).toEqual(['overdue 01:30', 'overdue 02:30']);
    expect(await placed('today')).toEqual(['today 05:00', 'today 09:00']);
    expect(await placed('callback')).toEqual(['callback 02:00']);
    expect(await placed('accept')).toEqual([]);
  });

  it('says nothing of the lead but name and number to whoever was handed a task', async () => {
    const { work, put, owner, userOf } = await started();
    const other = RepId.parse(owner.repId === 'rep-anh' ? 'rep-bao' : 'rep-anh');
    await put({ ownerRepId: other, isHandedOver: true, dueAt: at('01:00') });

    expect((await work({}, userOf(other))).items).toMatchObject([{ about: null, person: { fullName: expect.any(String) } }]);
  });

  it('is the same answer within a minute, so that whoever asks again is told that nothing changed', async () => {
    const { read, put, owner, userOf, world } = await started();
    await put({ dueAt: at('01:00') }, { dueAt: at('02:00') });
    const ask = (headers = {}) => read('/v1/work', userOf(owner.repId), { query: { limit: '1' }, headers });
    const first = await ask();
    world.pass(20_000);

    expect(await ask({ 'if-none-match': first.headers.etag ?? '' })).toMatchObject({ status: 304, text: '' });
    await put({ reason: 'callback', dueAt: at('03:00') });
    expect((await ask({ 'if-none-match': first.headers.etag ?? '' })).status).toBe(200);
  });

  it('names those of the leads that a device keeps which are not the rep’s any more', async () => {
    const { work, ask, userOf, lead, owner, world } = await started(3);
    const [, second, third] = world.leads();
    const other = (await world.config.current(userKind)).documents;
    const next = [...other.values()].find(({ role, repId }) => role === 'rep' && repId !== owner.repId)?.repId;
    for (const { leadId } of [lead, second, third].filter((one) => one !== undefined)) {
      await ask('/v1/leads/{leadId}/owner', { leadId }, { repId: owner.repId, reason: 'other' });
    }
    const kept = [lead.leadId, second?.leadId, 'GONE'].join(',');
    const rep = userOf(owner.repId);
    expect((await work({ kept }, rep)).left).toEqual(['GONE']);

    const given = await ask('/v1/leads/{leadId}/owner', { leadId: String(second?.leadId) }, { repId: next, reason: 'other' });

    expect(given.status).toBe(200);
    expect((await work({ kept }, rep)).left).toEqual([second?.leadId, 'GONE']);
    expect((await work({ kept: lead.leadId }, rep)).left).toBeUndefined();
    expect((await work({ kept: lead.leadId }, admin)).left).toEqual([lead.leadId]);
  });

  it('tells when something is due next, once all is done', async () => {
    const { work, ask, put } = await started();
    await put({ dueAt: '2026-11-24T02:00:00.000Z' }, { reason: 'callback', dueAt: '2026-11-23T02:00:00.000Z' });
    expect((await work()).day?.nextDueAt).toBeNull();
    const { items } = await work();

    for (const { taskId } of items) await ask('/v1/tasks/{taskId}/done', { taskId }, {});

    expect(await work()).toMatchObject({ items: [], day: { nextDueAt: '2026-11-23T02:00:00.000Z' } });
  });

  it('tells how far its subject is on its way, and reads it, only for who asks for that', async () => {
    const { world, work } = await started();
    const { documents } = await world.config.current(poolKind);
    for (const id of documents.keys()) world.config.change(poolKind, id, (pool) => ({ ...pool, protectDays: 3 }));
    const unitsOf = async (query?: Record<string, string>) => {
      const before = world.table.used.read;
      const { items } = await work(query);
      return { units: world.table.used.read - before, assignment: items[0]?.assignment };
    };
    await work();

    const [plain, asked] = [await unitsOf(), await unitsOf({ include: 'assignment' })];

    expect([plain.assignment, asked.assignment]).toEqual([null, expect.objectContaining({ state: 'owned' })]);
    expect(asked.units - plain.units).toBe(0.5);
  });

  it('is only a rep’s', async () => {
    const { work } = await started();

    expect(await work({}, admin)).toEqual({ items: [], nextCursor: null, lateActs: [], day: null });
  });
});

describe('a task of a person', () => {
  const due = '2026-11-23T02:00:00.000Z';

  it('is noted for the owner of the lead, told in the history, and read with its note', async () => {
    const { ask, read, lead, owner, world } = await started();

    const noted = await ask(
      '/v1/leads/{leadId}/tasks',
      { leadId: lead.leadId },
      { kind: 'call', isCallback: true, note: 'Sau giờ họp', dueAt: due },
    );

    expect(noted.status).toBe(201);
    const task = TaskView.parse(noted.body);
    expect(task).toMatchObject({ repId: owner.repId, reason: 'callback', note: 'Sau giờ họp', isHandedOver: false, status: 'open' });
    expect(world.timeline().at(-1)).toMatchObject({ type: 'task.created', data: { taskId: task.taskId, dueAt: due } });
    expect(JSON.stringify(world.timeline())).not.toContain('Sau giờ họp');
    const { items } = TasksOfLeadView.parse((await read('/v1/leads/{leadId}/tasks', admin, { path: { leadId: lead.leadId } })).body);
    expect(items.map(({ reason }) => reason)).toEqual(['firstContact', 'callback']);
  });

  it.each([
    ['that is due in the past', { kind: 'call', dueAt: '2026-11-22T02:00:00.000Z' }, 422],
    ['that is due in three years', { kind: 'call', dueAt: '2029-11-22T02:00:00.000Z' }, 422],
    ['of a kind that says nothing', { kind: 'custom', dueAt: due }, 422],
    ['that is a callback without a call', { kind: 'mail', isCallback: true, dueAt: due }, 422],
    ['for a rep who is not there', { kind: 'call', dueAt: due, repId: 'rep-gone' }, 422],
    ['of an opportunity that is not there', { kind: 'call', dueAt: due, subject: 'opportunity' }, 422],
    ['of one that is not there, for a rep', { kind: 'call', dueAt: due, subject: 'opportunity', repId: 'rep-anh' }, 422],
  ])('is refused: one %s', async (_, body, status) => {
    const { ask, lead, world } = await started();

    expect((await ask('/v1/leads/{leadId}/tasks', { leadId: lead.leadId }, body)).status).toBe(status);
    expect(world.timeline().filter(({ type }) => type === 'task.created')).toEqual([]);
  });

  it.each([
    ['disqualified', 'spam'],
    ['recycled', 'notNow'],
  ])('is refused for a lead that is %s, whoever is named', async (status, reason) => {
    const { ask, lead, owner } = await started();
    await ask('/v1/leads/{leadId}/status', { leadId: lead.leadId }, { status, reason });

    const noted = await ask('/v1/leads/{leadId}/tasks', { leadId: lead.leadId }, { kind: 'call', dueAt: due, repId: owner.repId });

    expect(noted).toMatchObject({ status: 409, body: { detail: expect.stringContaining(`The lead is ${status}`) } });
  });

  it('is taken for a lead that is retired: its owner may try to win them back', async () => {
    const { ask, lead } = await started();
    await ask('/v1/leads/{leadId}/status', { leadId: lead.leadId }, { status: 'retired', reason: 'noNeed' });

    expect((await ask('/v1/leads/{leadId}/tasks', { leadId: lead.leadId }, { kind: 'call', dueAt: due })).status).toBe(201);
  });

  it('goes with the lead where it is about an opportunity that does', async () => {
    const { ask, lead, owner } = await started();
    const opened = await ask('/v1/leads/{leadId}/opportunities', { leadId: lead.leadId }, {});
    const { opportunityId } = OpportunityView.parse(opened.body);

    const noted = await ask('/v1/leads/{leadId}/tasks', { leadId: lead.leadId }, { kind: 'mail', dueAt: due, subject: opportunityId });

    expect(TaskView.parse(noted.body)).toMatchObject({ subject: 'lead', repId: owner.repId, isHandedOver: false });
  });

  it('stays with the rep to whom it was handed, and follows the lead again once its owner has it', async () => {
    const { ask, lead, owner, world } = await started();
    const other = owner.repId === 'rep-anh' ? 'rep-bao' : 'rep-anh';
    const { taskId } = TaskView.parse((await ask('/v1/leads/{leadId}/tasks', { leadId: lead.leadId }, { kind: 'mail', dueAt: due })).body);

    const given = await ask('/v1/tasks/{taskId}/owner', { taskId }, { repId: other });
    const back = await ask('/v1/tasks/{taskId}/owner', { taskId }, { repId: owner.repId });

    expect(given.body).toMatchObject({ repId: other, isHandedOver: true });
    expect(back.body).toMatchObject({ repId: owner.repId, isHandedOver: false });
    expect(world.timeline().filter(({ type }) => type === 'task.handed_over')).toHaveLength(2);
  });

  it('is put off and done by whoever is to do it, also where the lead is somebody else’s', async () => {
    const { ask, lead, owner, userOf, world } = await started();
    const other = owner.repId === 'rep-anh' ? 'rep-bao' : 'rep-anh';
    const body = { kind: 'mail', dueAt: due, repId: other };
    const { taskId } = TaskView.parse((await ask('/v1/leads/{leadId}/tasks', { leadId: lead.leadId }, body)).body);

    const snoozed = await ask('/v1/tasks/{taskId}/snooze', { taskId }, { until: '2026-11-24T02:00:00.000Z' }, userOf(other));
    const done = await ask('/v1/tasks/{taskId}/done', { taskId }, {}, userOf(other));
    const again = await ask('/v1/tasks/{taskId}/cancel', { taskId }, {}, userOf(other));

    expect(snoozed.body).toMatchObject({ dueAt: '2026-11-24T02:00:00.000Z', snoozes: 1 });
    expect(done.body).toMatchObject({ status: 'done' });
    expect(again.status).toBe(409);
    expect(world.timeline().at(-1)).toMatchObject({ type: 'task.done', data: { taskId } });
  });

  it.each(['manager.south@example.com', 'leader.south@example.com', 'marketer@example.com'])(
    'is changed by %s only within their scope',
    async (user) => {
      const { ask, lead } = await started();
      const { taskId } = TaskView.parse(
        (await ask('/v1/leads/{leadId}/tasks', { leadId: lead.leadId }, { kind: 'mail', dueAt: due })).body,
      );

      const { status } = await ask('/v1/tasks/{taskId}/done', { taskId }, {}, user);

      expect(status).toBe(user.includes('south') ? 200 : 404);
    },
  );
});

describe('the list of tasks', () => {
  it('shows a leader those of the reps of their pools, by due moment, page by page', async () => {
    const { read, world } = await started(5);
    const list = async (query: Record<string, string>) =>
      TaskListView.parse((await read('/v1/tasks', 'leader.south@example.com', { query })).body);

    const whole = await list({});
    const first = await list({ limit: '2' });
    const second = await list({ limit: '2', cursor: first.nextCursor ?? '' });

    expect(new Set(whole.items.map(({ leadId }) => leadId))).toEqual(new Set(world.leads().map(({ leadId }) => leadId)));
    expect([...first.items, ...second.items]).toEqual(whole.items.slice(0, 4));
    expect(whole.items.every(({ person: shown }) => shown !== null)).toBe(true);
  });

  it('shows a rep their own, also those of leads that are not theirs', async () => {
    const { read, put, owner, userOf, lead } = await started();
    const other = RepId.parse(owner.repId === 'rep-anh' ? 'rep-bao' : 'rep-anh');
    await put({ ownerRepId: other, isHandedOver: true, title: 'Gọi giúp' });

    const { items } = TaskListView.parse((await read('/v1/tasks', userOf(other))).body);

    expect(items).toMatchObject([{ title: 'Gọi giúp', person: { fullName: lead.fullName }, repId: other }]);
  });
});
