import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { LeadView } from '../../../api/leads/lead-view.ts';
import { QualificationView, QualifiedView } from '../../../api/leads/qualification-view.ts';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { createHandler as createReader } from '../../../functions/read-leads/app.ts';
import { leadSubject, TaskName } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { createTask, readTasks, type TaskDraft, writeTasks } from '../../../shared/tasks/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const huong = { fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', province: 'TP.HCM' };
const admin = 'admin@example.com';

async function setUp() {
  const world = createWorld();
  await world.takeIn(world.post(huong));
  await world.assignAll();
  const lead = () => {
    const [only] = world.leads();
    if (!only?.owner) throw new Error('no lead with an owner');
    return { ...only, owner: only.owner };
  };
  const [change, read] = [createHandler(world.parts, silentLog), createReader(world.parts, silentLog)];
  const { leadId } = lead();
  const event = (routeKey: string, email: string, headers: Record<string, string> = {}) => ({
    routeKey,
    pathParameters: { leadId },
    headers,
    requestContext: { requestId: 'request-1', authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } } },
  });
  const route = '/v1/leads/{leadId}/qualification';
  return {
    world,
    lead,
    owner: [...(await world.config.current(repKind)).documents.values()].find(({ id }) => id === lead().owner.repId)?.email ?? '',
    async say(body: object, email = admin, headers: Record<string, string> = {}) {
      const sent = { ...event(`POST ${route}`, email, headers), body: JSON.stringify(body) };
      const { statusCode, body: answer = '' } = await change(sent, {} as Context);
      return { status: statusCode, body: JSON.parse(answer) };
    },
    async shown(email = admin) {
      const { body = '' } = await read(event(`GET ${route}`, email), {} as Context);
      return QualificationView.parse(JSON.parse(body));
    },
    shownTo: async (email: string) => (await read(event(`GET ${route}`, email), {} as Context)).statusCode,
    async record(email = admin) {
      const { body = '' } = await read(event('GET /v1/leads/{leadId}', email), {} as Context);
      return LeadView.parse(JSON.parse(body));
    },
    types: () => world.timeline().map(({ type }) => type),
  };
}

describe('the result of a qualification call', () => {
  it('is noted by the owner with the answers of the script, and moves the lead at once', async () => {
    const { say, owner, lead, types, record, world } = await setUp();

    const { status, body } = await say({ answers: { problem: 'wants-change', 'monthly-budget': 'under-1m' } }, owner);

    const { factors, grade, next, stage } = QualifiedView.parse(body);
    expect([status, stage, grade?.id, next]).toMatchObject([200, 'sql', 'interested', { id: 'prospect', missing: ['timeline'] }]);
    const entry = world.timeline().find(({ type }) => type === 'lead.qualified');
    expect(entry?.actor.kind).toBe('user');
    expect(factors.budget).toMatchObject({ value: 'partly', evidence: { kind: 'call', by: entry?.actor.id, formId: null } });
    expect(lead().evidence.qualification).toBe('YuPuu');
    expect(types().slice(-2)).toEqual(['lead.qualified', 'lead.stage_changed']);
    expect((await record()).qualification).toEqual(factors);
  });

  it('is one piece of evidence beside what was known, and what decides comes first', async () => {
    const { say, shown } = await setUp();
    await say({ factors: { budget: 'no' } });

    await say({ kind: 'person', factors: { budget: 'partly' } });

    const { factors, history, script } = await shown();
    expect(history.budget.map(({ kind, level }) => [kind, level])).toEqual([
      ['person', 'partly'],
      ['call', 'no'],
    ]);
    expect(factors.budget.evidence).toEqual(history.budget[0]);
    expect(script.questions.filter(({ isOpen }) => !isOpen).map(({ id }) => id)).toEqual(['monthly-budget']);
    expect(script.opening?.vi).toContain('ba phút');
  });

  it('that is taken back takes the stage with it that rested on it; a newer word does not', async () => {
    const { say, lead, world } = await setUp();
    await say({ factors: { need: 'yes', budget: 'partly' } });
    const stages = [lead().stage];

    await say({ factors: { budget: 'no' } });
    stages.push(lead().stage);
    await say({ factors: { budget: 'yes' } });
    await say({ factors: { need: 'unknown' } });
    stages.push(lead().stage);

    expect(stages).toEqual(['sql', 'sql', 'lead']);
    expect(world.timeline().findLast(({ type }) => type === 'lead.stage_changed')?.data).toMatchObject({
      from: 'sql',
      reason: 'retraction',
    });
  });

  it('that confirms what was known is told, and changes no version', async () => {
    const { say, lead, types } = await setUp();
    await say({ factors: { budget: 'no' } });
    const before = lead().version;

    await say({ factors: { budget: 'no' } });

    expect(lead().version).toBe(before);
    expect(types().filter((type) => type === 'lead.qualified')).toHaveLength(2);
  });

  it.each([
    ['of another version of the lead', { factors: { need: 'yes' } }, { 'if-match': '"1"' }, 412],
    ['that says nothing', {}, {}, 422],
    ['to a question that nobody asks', { answers: { birthday: 'today' } }, {}, 422],
    ['with a level that is none', { factors: { need: 'very' } }, {}, 422],
    ['about a factor that is none', { factors: { mood: 'yes' } }, {}, 422],
  ])('%s is refused and changes nothing', async (_, body, headers, expected) => {
    const { say, world, types } = await setUp();

    const { status } = await say(body, admin, headers);

    expect(status).toBe(expected);
    expect([world.itemsOf(' QUALIFICATION'), types()]).toEqual([[], ['lead.created', 'lead.assigned']]);
  });

  it('is refused to a marketer, who may read what is known', async () => {
    const { say, shown } = await setUp();

    expect((await say({ factors: { need: 'yes' } }, 'marketer@example.com')).status).toBe(404);
    expect((await shown('marketer@example.com')).factors.need.value).toBe('unknown');
  });

  it('ends the task that asked for it, and what asked for a first call; what was heard otherwise ends no call', async () => {
    const { say, world, lead, types } = await setUp();
    const { leadId, owner } = lead();
    const draft = { leadId, name: TaskName.parse('K1'), subject: leadSubject, kind: 'qualification', reason: 'planned' } as const;
    const at = world.parts.clock();
    const rest = { dueAt: at.toISOString(), ownerRepId: owner.repId, createdBy: { kind: 'user', id: 'lan' } } as const;
    await world.table.transact(writeTasks([createTask({ ...draft, ...rest }, at)], at));
    const open = async () => (await readTasks(world.table, leadId)).filter(({ status }) => status === 'open').map(({ reason }) => reason);
    const before = await open();

    await say({ kind: 'person', factors: { need: 'partly' } });
    const afterWord = await open();
    await say({ factors: { need: 'yes' } });

    expect([before.toSorted(), afterWord, await open()]).toEqual([['firstContact', 'planned'], ['firstContact'], []]);
    expect(types().filter((type) => type === 'task.done')).toHaveLength(1);
  });

  it.each<[name: string, more: Partial<TaskDraft>, statuses: readonly number[]]>([
    ['to whom it was handed, who reads the script for it', {}, [200, 200, 404]],
    ['to whom a call was handed', { kind: 'call' }, [404, 404, 404]],
    ['whose task it was only as the owner', { isHandedOver: false }, [404, 404, 404]],
  ])('is noted by the rep %s', async (_name, more, statuses) => {
    const { say, world, lead, shownTo } = await setUp();
    const { leadId, owner } = lead();
    const other = [...(await world.config.current(repKind)).documents.values()].find(({ id }) => id !== owner.repId);
    const draft = { leadId, name: TaskName.parse('help'), subject: leadSubject, kind: 'qualification', reason: 'planned' } as const;
    const at = world.parts.clock();
    const given = { ownerRepId: other?.id ?? null, isHandedOver: true, createdBy: { kind: 'user', id: 'lan' } } as const;
    await world.table.transact(writeTasks([createTask({ ...draft, dueAt: at.toISOString(), ...given, ...more }, at)], at));
    const email = other?.email ?? '';

    const script = await shownTo(email);
    const first = await say({ factors: { need: 'yes' } }, email);
    const again = await say({ factors: { need: 'no' } }, email);

    expect([script, first.status, again.status]).toEqual(statuses);
    const open = (await readTasks(world.table, leadId)).filter(({ status }) => status === 'open').map(({ name }) => String(name));
    expect(open.includes('help')).toBe(first.status !== 200);
    expect(await shownTo(email)).toBe(404);
  });
});
