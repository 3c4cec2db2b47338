import { describe, expect, it } from '@jest/globals';
import { LeadListView } from '../../../api/leads/lead-view.ts';
import { TimelineView } from '../../../api/leads/timeline-view.ts';
import { TaskView } from '../../../api/tasks/task-view.ts';
import { AssignMessage, MailRequest } from '../../../events/index.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { PoolId, SubjectId } from '../../../shared/platform/ids.ts';
import { assignMessageFor, readAssignment } from '../../../shared/routing/index.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { readSeats } from '../../../shared/seats/index.ts';
import { changeStatus } from '../../../shared/status/index.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { askAs } from '../../support/opportunities.ts';
import { huong, plannedNotice, sendNotice, withOneNeed, withTwoTeams } from '../../support/two-teams.ts';

describe('a post about another product', () => {
  it('opens an opportunity in its transaction, which goes to a rep of its own by its product and by a decision of its own', async () => {
    const { world, lead, post, needs } = await withOneNeed();
    const first = lead().owner;

    const ref = await post('KHO VÀ SẢN XUẤT');
    const asked = world.sent.assign.map(({ body }) => AssignMessage.parse(body));
    await world.assignAll();

    const [need] = await needs();
    expect(need).toMatchObject({ product: 'kho-san-xuat', poolId: 'specialists', openedBy: { kind: 'submission' }, state: 'open' });
    const subject = SubjectId.parse(need?.opportunityId);
    expect(need?.subject).toBe(subject);
    expect(asked).toMatchObject([{ subject, poolId: 'specialists', cause: 'post' }]);
    expect(world.outcome(ref)).toMatchObject({ kind: 'lead', opened: [subject] });
    const assignment = await readAssignment(world.table, lead().leadId, subject);
    expect(assignment).toMatchObject({ state: 'owned', poolId: 'specialists', repId: need?.owner });
    expect(need?.owner).not.toBe(first?.repId);
    expect(lead()).toMatchObject({ owner: first, evidence: { opportunities: { open: 1, accepted: 0, won: 0 } } });
    expect(await readSeats(world.table, lead().leadId)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ repId: first?.repId, subjects: ['lead'] }),
        expect.objectContaining({ repId: need?.owner, subjects: [subject] }),
      ]),
    );
    expect(world.itemsOf(' DECISION#').filter((item) => item.subject === subject)).toMatchObject([
      { attributes: { products: ['kho-san-xuat'] }, territory: { territoryId: 'stock-and-production' }, credit: 1 },
    ]);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it.each<[string, string]>([
    ['about the product that the person asked about', 'ban-hang'],
    ['about the same product in other words', 'Point of sale'],
    ['about something that nobody lists', 'máy in'],
    ['about nothing', ''],
  ])('opens nothing %s', async (_, product) => {
    const { world, lead, post, needs } = await withOneNeed();

    await post(product);

    expect(await needs()).toEqual([]);
    expect(lead().evidence.opportunities.open).toBe(0);
    expect(world.sent.assign).toEqual([]);
  });

  it('opens nothing by a form that does not say so', async () => {
    const { post, needs } = await withOneNeed({ opensOpportunity: false });

    await post('kho-san-xuat');

    expect(await needs()).toEqual([]);
  });

  it('opens one opportunity, however often it is delivered or asked again', async () => {
    const { world, post, needs } = await withOneNeed();

    const ref = await post('kho-san-xuat');
    await world.takeIn(ref);
    const asked = new Set(world.sent.assign.map(({ deduplicationId }) => deduplicationId));
    await world.assignAll();
    await world.takeIn(ref);
    await post('kho-san-xuat');

    expect(asked.size).toBe(1);
    expect(await needs()).toHaveLength(1);
    expect(world.sent.assign).toEqual([]);
  });

  it('asks again for the owner of a need when intake died before it could', async () => {
    const { world, lead, needs } = await withOneNeed();
    world.fail({
      before: ({ what }) => {
        if (what === 'send assign') throw new Error('the process dies');
      },
    });
    const ref = world.post({ ...huong, product: 'kho-san-xuat' });
    await expect(world.takeIn(ref)).rejects.toThrow();
    world.fail({});

    await world.takeIn(ref);
    await world.assignAll();

    const [need] = await needs();
    expect(need?.owner).toEqual(expect.any(String));
    expect(lead().evidence.opportunities.open).toBe(1);
  });

  it('opens nothing for whoever does not want to be called', async () => {
    const { world, lead, post, needs } = await withOneNeed();
    const actor = { kind: 'user', id: 'user-mai' } as const;
    await changeStatus(
      { leadId: lead().leadId, to: 'disqualified', reason: 'refusedContact', actor, correlationId: 'request-1' },
      world.parts,
    );

    await post('kho-san-xuat');

    expect(await needs()).toEqual([]);
  });

  it('takes a need off the list of its pool that was lost before anybody could take it', async () => {
    const { world, post, needs } = await withOneNeed();
    const repIds = [...(await world.config.current(repKind)).documents.keys()];
    for (const id of repIds) world.config.change(repKind, id, (rep) => ({ ...rep, active: false }));
    await post('kho-san-xuat');
    await world.assignAll();
    const [waiting] = await needs();
    if (!waiting) throw new Error('no need');
    const { leadId, subject } = waiting;
    const listed = () => world.itemsOf(`ASSIGN#${subject}`).map(({ state, gsi3pk }) => [state, gsi3pk !== undefined]);
    const before = listed();
    const lost = { reason: 'price', state: 'lost' };
    const { status } = await askAs(world, 'admin@example.com')(
      'PATCH /v1/opportunities/{opportunityId}',
      { opportunityId: waiting.opportunityId },
      lost,
    );
    for (const id of repIds) world.config.change(repKind, id, (rep) => ({ ...rep, active: true }));

    const again = { v: 1, kind: 'assign', leadId, subject, poolId: String(waiting.poolId), cause: 'retry' } as const;
    await world.parts.assign.send(assignMessageFor({ ...again, causationId: 'retry-1', correlationId: 'retry-1' }));
    await world.assignAll();

    expect([before, status, listed()]).toEqual([[['waiting', true]], 200, [['ended', false]]]);
    expect((await needs())[0]?.owner).toBeNull();
  });
});

describe('a person with two needs and two teams', () => {
  const lead = '/v1/leads/{leadId}';
  const timeline = '/v1/leads/{leadId}/timeline';
  const decisions = '/v1/leads/{leadId}/decisions';
  const ofForm = '/v1/forms/{formId}/submissions/{submissionId}';

  /** The person, both reps, and what each may read. */
  async function twoTeams() {
    const story = await withTwoTeams();
    const { leadId } = story.lead();
    const { sourceId: formId, submissionId } = story.ref;
    const ask = readRoutes(story.world);
    const seen = async (email: string) => {
      const path = { leadId, formId, submissionId };
      const answers = await Promise.all([lead, timeline, decisions, ofForm].map((route) => ask(route, email, { path })));
      return { statuses: answers.map(({ status }) => status), texts: answers.map(({ text }) => text) };
    };
    return { ...story, seen };
  }

  it('is shown to the owners of both needs and to nobody else, and a need and its decision only to its own people', async () => {
    const { need, first, second, stranger, seen } = await twoTeams();

    const [byFirst, bySecond, byStranger] = await Promise.all([first.email, second.email, stranger].map(seen));

    expect(byFirst?.statuses).toEqual([200, 200, 200, 200]);
    expect(bySecond?.statuses).toEqual([200, 200, 200, 200]);
    expect(byStranger?.statuses).toEqual([404, 404, 404, 404]);
    const tells = (texts: readonly string[] | undefined) => {
      const [record = '', entries = '', given = ''] = texts ?? [];
      return [record.includes('0912'), entries.includes(need.opportunityId), given.includes('stock-and-production')];
    };
    expect(tells(byFirst?.texts)).toEqual([true, false, false]);
    expect(tells(bySecond?.texts)).toEqual([true, true, true]);
  });

  it('has calls and tasks of each need, which its own people read and change, and others not even by a task’s id', async () => {
    const { world, lead: person, need, first, second } = await twoTeams();
    const { leadId } = person();
    const users = [first.email, second.email, 'leader.south@example.com', 'manager.south@example.com'];
    const asks = users.map((user) => askAs(world, user));
    const [byFirst, bySecond] = asks;
    const task = { kind: 'mail', dueAt: '2026-12-01T02:00:00.000Z', subject: need.opportunityId, title: 'Giảm giá 20%' };
    await bySecond?.('POST /v1/leads/{leadId}/calls', { leadId }, { outcome: 'interested', opportunityId: need.opportunityId });
    const { taskId } = TaskView.parse((await bySecond?.('POST /v1/leads/{leadId}/tasks', { leadId }, task))?.body);

    const tells = await Promise.all(
      asks.map(async (ask) => {
        const answers = await Promise.all([
          ask('GET /v1/leads/{leadId}/calls', { leadId }),
          ask('GET /v1/leads/{leadId}/tasks', { leadId }),
        ]);
        return answers.map(({ status, body }) => [status, JSON.stringify(body).includes(need.opportunityId)]);
      }),
    );
    const acts = ['snooze', 'owner', 'done', 'cancel'].map((act) => `POST /v1/tasks/{taskId}/${act}`);
    const body = { until: '2026-12-02T02:00:00.000Z', repId: first.id };
    const refused = await Promise.all(acts.map((route) => byFirst?.(route, { taskId }, bodyFor(route, body))));
    const done = await bySecond?.('POST /v1/tasks/{taskId}/done', { taskId }, {});

    const none = [
      [200, false],
      [200, false],
    ];
    const both = [
      [200, true],
      [200, true],
    ];
    expect(tells).toEqual([none, both, none, both]);
    expect(refused.map((answer) => answer?.status)).toEqual([404, 404, 404, 404]);
    expect(done?.status).toBe(200);
  });

  it('is shown to the leader of the pool that has a need, and listed for them, until no need is in it', async () => {
    const { world, lead: person, need, seen } = await twoTeams();
    const { leadId } = person();
    const leader = 'leader.south@example.com';
    const leads = async (pools: readonly string[]) => {
      world.config.change(userKind, 'leader-south', (user) => ({ ...user, pools: pools.map((id) => PoolId.parse(id)) }));
      const { body } = await readRoutes(world)('/v1/leads', leader);
      const isListed = LeadListView.parse(body).items.some((item) => item.leadId === leadId);
      return [isListed, ...(await seen(leader)).statuses];
    };

    expect(await leads(['south'])).toEqual([true, 200, 200, 200, 200]);
    expect(await leads(['specialists'])).toEqual([true, 200, 200, 200, 200]);
    expect(await leads(['north'])).toEqual([false, 404, 404, 404, 404]);
    expect((await seen(leader)).texts.join()).not.toContain(need.opportunityId);
  });

  it('has the new owner told of the need, by the post that opened it, and the first of it nothing', async () => {
    const { world, need, second } = await twoTeams();

    const told = await Promise.all(world.sent.notice.map(({ body }) => plannedNotice(world, MailRequest.parse(body))));

    expect(world.sent.notice.map(({ body }) => MailRequest.parse(body).kind)).toEqual(['assignedNotice', 'assignedNotice']);
    expect(told.at(-1)).toEqual({ to: second.email, product: expect.stringContaining('sản xuất') });
    expect(need.owner).toBe(second.id);
  });

  it.each<[string, 'first' | 'second']>([
    ['ban-hang', 'first'],
    ['kho-san-xuat', 'second'],
    ['', 'first'],
  ])('has a further post about %p told to the %s owner', async (product, who) => {
    const { world, post, ...owners } = await twoTeams();
    world.pass(3_600_000);
    world.sent.notice.splice(0);

    await post(product, { receivedAt: world.parts.clock().toISOString() });

    const told = await Promise.all(world.sent.notice.map(({ body }) => plannedNotice(world, MailRequest.parse(body))));
    expect(told.map(({ to }) => to)).toEqual([owners[who].email]);
  });

  it('leaves a notice or a reminder about a need out of the history that others read', async () => {
    const { world, first, second, lead, need } = await twoTeams();
    const { leadId } = lead();
    const dueAt = new Date(world.parts.clock().getTime() + 7_200_000).toISOString();
    const note = { kind: 'meeting', dueAt, subject: need.subject };
    await askAs(world, second.email)('POST /v1/leads/{leadId}/tasks', { leadId }, note);
    const reminders = world
      .itemsOf('DUE#')
      .map((item) => Timer.parse(item).message)
      .flatMap((message) => MailRequest.safeParse(message).data ?? [])
      .filter(({ kind }) => kind === 'taskReminder');
    const asked = [...world.sent.notice.map(({ body }) => MailRequest.parse(body)), ...reminders];

    const told: string[] = [];
    for (const request of asked) told.push(await sendNotice(world, request));
    const read = async (user: string) => {
      const { body } = await readRoutes(world)('/v1/leads/{leadId}/timeline', user, { path: { leadId } });
      return TimelineView.parse(body).items.filter(({ type }) => type === 'mail.sent').length;
    };

    expect(told).toEqual([first.email, second.email, second.email]);
    expect([await read(first.email), await read(second.email), await read('admin@example.com')]).toEqual([1, 3, 3]);
  });

  it('has each owner told of the posts about their need, also of two by one form within minutes', async () => {
    const { world, post, first, second } = await twoTeams();
    world.pass(3_600_000);
    world.sent.notice.splice(0);

    const told: string[] = [];
    for (const product of ['kho-san-xuat', 'ban-hang', 'kho-san-xuat', 'ban-hang']) {
      world.pass(60_000);
      await post(product, { receivedAt: world.parts.clock().toISOString() });
      for (const { body } of world.sent.notice.splice(0)) told.push(await sendNotice(world, MailRequest.parse(body)));
    }

    expect(told).toEqual([second.email, first.email, 'ownerToldLately', 'ownerToldLately']);
  });
});

/** What an act on a task takes of this. */
function bodyFor(route: string, { until, repId }: { readonly until: string; readonly repId: string }): object {
  if (route.endsWith('/snooze')) return { until };
  return route.endsWith('/owner') ? { repId } : {};
}
