import { describe, expect, it } from '@jest/globals';
import { OpportunityListView } from '../../../api/opportunities/opportunity-view.ts';
import { TaskListView, TaskView } from '../../../api/tasks/task-view.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { PoolId } from '../../../shared/platform/ids.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { parseTask } from '../../../shared/tasks/index.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { askAs } from '../../support/opportunities.ts';
import { withTwoTeams } from '../../support/two-teams.ts';

const leader = 'leader.south@example.com';
const dueAt = '2026-12-01T02:00:00.000Z';

/** Two teams with a person, what a user asks for about them, and what is to be done. */
async function setUp() {
  const story = await withTwoTeams();
  const { world } = story;
  const { leadId } = story.lead();
  const lead = (pools: readonly string[]) =>
    world.config.change(userKind, 'leader-south', (user) => ({ ...user, pools: pools.map((id) => PoolId.parse(id)) }));
  const ask = (user: string, route: string, body: object, path: Record<string, string> = { leadId }) =>
    askAs(world, user)(route, path, body);
  const open = () =>
    world
      .itemsOf(' TASK#')
      .map(parseTask)
      .filter(({ status }) => status === 'open')
      .map(({ subject, reason, ownerRepId }) => ({ subject, reason, ownerRepId }));
  return { ...story, lead, ask, open, subject: story.need.subject };
}

const call = 'POST /v1/leads/{leadId}/calls';
const note = 'POST /v1/leads/{leadId}/tasks';

describe('a call to a person with two needs', () => {
  it('about a need is for its own people and those above them to log, also among leaders', async () => {
    const { lead, ask, first, second, subject } = await setUp();
    const log = async (user: string) => (await ask(user, call, { outcome: 'busy', opportunityId: subject })).status;

    const byReps = [await log(first.email), await log(second.email)];
    const byLeaderOf = (pool: string) => {
      lead([pool]);
      return log(leader);
    };

    expect(byReps).toEqual([422, 200]);
    expect([await byLeaderOf('south'), await byLeaderOf('specialists')]).toEqual([422, 200]);
    expect([await log('admin@example.com'), await log('manager.south@example.com')]).toEqual([200, 200]);
  });

  it('is about the need that is the caller’s where they name none, and leaves the person to their owner', async () => {
    const { ask, first, second, subject, open } = await setUp();

    const { status, body } = await ask(second.email, call, { outcome: 'notInterested' });

    expect([status, Object(body).opportunityId]).toEqual([200, subject]);
    expect(open()).toEqual([{ subject: 'lead', reason: 'firstContact', ownerRepId: first.id }]);
  });

  it('is about the person for whoever has them only', async () => {
    const { ask, first, second, subject } = await setUp();

    const answers = [
      await ask(second.email, call, { outcome: 'busy', opportunityId: 'lead' }),
      await ask(first.email, call, { outcome: 'busy' }),
    ];

    expect(answers.map(({ status, body }) => [status, Object(body).opportunityId])).toEqual([
      [422, undefined],
      [200, null],
    ]);
    expect(subject).not.toBe('lead');
  });
});

describe('the lead of a person with two needs', () => {
  it('is recycled, disqualified and moved by whoever has it and those above them, and not by whoever has another need', async () => {
    const { lead, ask, first, second } = await setUp();
    const acts = [
      ['POST /v1/leads/{leadId}/status', { status: 'recycled', reason: 'notNow' }],
      ['POST /v1/leads/{leadId}/status', { status: 'disqualified', reason: 'wrongNumber' }],
      ['POST /v1/leads/{leadId}/stage', { stage: 'sql', reason: 'spoke' }],
    ] as const;
    const statuses = async (user: string) => {
      const answers: number[] = [];
      for (const [route, body] of acts) answers.push((await ask(user, route, body)).status);
      return answers;
    };

    const bySecond = await statuses(second.email);
    lead(['specialists']);
    const byLeaderOfNeed = await statuses(leader);

    expect([bySecond, byLeaderOfNeed]).toEqual([
      [404, 404, 404],
      [404, 404, 404],
    ]);
    expect((await ask(first.email, 'POST /v1/leads/{leadId}/stage', { stage: 'sql', reason: 'spoke' })).status).toBe(200);
    lead(['south']);
    expect((await ask(leader, 'POST /v1/leads/{leadId}/status', { status: 'recycled', reason: 'notNow' })).status).toBe(200);
  });

  it('is recycled by no call about another need of theirs', async () => {
    const { ask, second, world } = await setUp();

    for (let tries = 0; tries < 8; tries += 1) await ask(second.email, call, { outcome: 'unreachable' });

    expect(world.leads().map(({ status }) => status)).toEqual(['active']);
  });
});

describe('an opportunity that somebody opens who has only another need of the person', () => {
  it.each(['rep', 'leader'])('goes with that need and is seen by its people, whoever opens it: %s', async (who) => {
    const { lead, ask, first, second, subject } = await setUp();
    lead(['specialists']);
    const asked = who === 'rep' ? second.email : leader;
    const list = async (user: string) => {
      const { body } = await ask(user, 'GET /v1/leads/{leadId}/opportunities', {});
      return OpportunityListView.parse(body).items.map((one) => one.opportunityId);
    };

    const { status, body } = await ask(asked, 'POST /v1/leads/{leadId}/opportunities', { product: 'ke-toan' });

    expect([status, body.owner?.repId, body.poolId]).toEqual([200, second.id, 'specialists']);
    expect(await Promise.all([leader, second.email, first.email].map(list))).toEqual([
      [body.opportunityId, subject],
      [body.opportunityId, subject],
      [],
    ]);
  });

  it('is listed with how far it is on its own way to a rep', async () => {
    const { ask, second, subject } = await setUp();

    const { body } = await ask(second.email, 'GET /v1/leads/{leadId}/opportunities', {});

    expect(OpportunityListView.parse(body).items).toMatchObject([
      { opportunityId: subject, assignment: { state: 'owned', slaDueAt: null, protectedUntil: null } },
    ]);
  });

  it('is opened by no leader whose need is closed: whose it would be, nobody says', async () => {
    const { lead, ask, second, subject } = await setUp();
    const change = 'PATCH /v1/opportunities/{opportunityId}';
    const opening = ['POST /v1/leads/{leadId}/opportunities', { product: 'ke-toan' }] as const;

    const { status } = await ask(second.email, change, { state: 'lost', reason: 'price' }, { opportunityId: subject });
    lead(['specialists']);
    const answers = [await ask(leader, ...opening), await ask(second.email, ...opening)];

    expect([status, ...answers.map((answer) => answer.status)]).toEqual([200, 409, 200]);
    expect(answers.at(-1)?.body.owner?.repId).toBe(second.id);
  });
});

describe('a task about a person with two needs', () => {
  it('is noted about a need by its own people alone', async () => {
    const { lead, ask, first, second, subject } = await setUp();
    const noted = async (user: string, about?: string) =>
      (await ask(user, note, { kind: 'mail', dueAt, ...(about === undefined ? {} : { subject: about }) })).status;

    expect([await noted(first.email, subject), await noted(second.email, subject), await noted(second.email, 'lead')]).toEqual([
      422, 201, 422,
    ]);
    lead(['south']);
    expect([await noted(leader, subject), await noted(leader, 'lead')]).toEqual([422, 201]);
    lead(['specialists']);
    expect([await noted(leader, subject), await noted(leader, 'lead')]).toEqual([201, 422]);
  });

  it('is about the need that is the caller’s where they name none', async () => {
    const { ask, second, subject } = await setUp();

    const { body } = await ask(second.email, note, { kind: 'mail', dueAt });

    expect(TaskView.parse(body)).toMatchObject({ subject, repId: second.id });
  });

  it('that the person came with is not ended by whoever has another need of theirs', async () => {
    const { ask, first, second } = await setUp();
    const { taskId } = TaskView.parse((await ask(first.email, note, { kind: 'mail', dueAt })).body);

    const done = async (user: string) => (await ask(user, 'POST /v1/tasks/{taskId}/done', {}, { taskId })).status;

    expect([await done(second.email), await done(first.email)]).toEqual([404, 200]);
  });

  it('is not ended by what a colleague of another need hears of the person', async () => {
    const { ask, first, second, subject, open } = await setUp();
    const heard = (user: string) => ask(user, 'POST /v1/leads/{leadId}/qualification', { kind: 'call', factors: { need: 'yes' } });

    const statuses = [(await heard(first.email)).status];
    const afterFirst = open();
    statuses.push((await heard(second.email)).status);

    expect(statuses).toEqual([200, 200]);
    expect(afterFirst).toEqual([{ subject, reason: 'firstContact', ownerRepId: second.id }]);
    expect(open()).toEqual([]);
  });
});

describe('the list of tasks of a leader', () => {
  it('has those about needs of their pools, also where their reps are to do others', async () => {
    const { world, lead, ask, second, subject } = await setUp();
    await ask(second.email, note, { kind: 'mail', dueAt, title: 'Giảm giá 20%' });
    // The rep of the need is in both pools.
    world.config.change(poolKind, 'south', (pool) => ({ ...pool, members: [...pool.members, { repId: second.id, weight: 1 }] }));
    const listed = async (pool: string) => {
      lead([pool]);
      const { items } = TaskListView.parse((await readRoutes(world)('/v1/tasks', leader)).body);
      return items.map(({ subject: about, person }) => [about, person?.fullName]);
    };

    expect(await listed('south')).toEqual([['lead', 'Nguyễn Thị Hường']]);
    expect(await listed('specialists')).toEqual([
      [subject, 'Nguyễn Thị Hường'],
      [subject, 'Nguyễn Thị Hường'],
    ]);
  });
});
