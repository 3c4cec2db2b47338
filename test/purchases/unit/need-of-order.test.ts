import { beforeEach, describe, expect, it } from '@jest/globals';
import { parseTask } from '../../../shared/tasks/index.ts';
import { askAs } from '../../support/opportunities.ts';
import { paid } from '../../support/purchases.ts';
import { withTwoTeams } from '../../support/two-teams.ts';

const admin = 'admin@example.com';
const confirmed = { kind: 'confirmed', at: '2026-11-20T03:00:00Z', amount: 1_500_000 };
const orders = '/v1/leads/{leadId}/purchases';

let story: Awaited<ReturnType<typeof withTwoTeams>>;
beforeEach(async () => {
  story = await withTwoTeams();
});

const ask = async (user: string, route: string, body?: object, path: Record<string, string> = { leadId: story.lead().leadId }) => {
  const answer = await askAs(story.world, user)(route, path, body);
  return { status: answer.status, body: Object(answer.body) };
};
const record = (user: string, more: object = {}) => ask(user, `POST ${orders}`, { currency: 'VND', facts: [confirmed], ...more });
const tell = (purchaseId: string, ...facts: readonly object[]) => ask(admin, 'PATCH /v1/purchases/{purchaseId}', { facts }, { purchaseId });
const forNeed = () => ({ opportunityId: story.need.opportunityId });
const closing = () =>
  story.world
    .itemsOf(' TASK#close-')
    .map(parseTask)
    .map(({ subject, ownerRepId, status }) => ({ subject, ownerRepId, status }));

describe('an order that is recorded for an opportunity', () => {
  it('says so to whoever may see the opportunity, which names it as well', async () => {
    const { body } = await record(story.second.email, forNeed());

    const seen = async (user: string) => {
      const { items } = (await ask(user, `GET ${orders}`)).body;
      const needs = (await ask(user, 'GET /v1/leads/{leadId}/opportunities')).body.items;
      return [items[0].opportunityId, needs.map(({ purchaseIds }: { purchaseIds: string[] }) => purchaseIds)];
    };
    expect(body.opportunityId).toBe(story.need.opportunityId);
    expect(await seen(story.second.email)).toEqual([story.need.opportunityId, [[body.purchaseId]]]);
    expect(await seen(admin)).toEqual([story.need.opportunityId, [[body.purchaseId]]]);
    // The order is the person's, the opportunity another team's.
    expect(await seen(story.first.email)).toEqual([null, []]);
  });

  it('is refused where the opportunity is another team’s, another person’s or nobody’s, and all look alike', async () => {
    const { world, need } = story;
    await world.takeIn(world.post({ fullName: 'Trần Văn Bình', email: 'binh@example.com', product: 'ban-hang' }));
    const other = world.leads().find(({ leadId }) => leadId !== story.lead().leadId);
    const opened = await ask(admin, 'POST /v1/leads/{leadId}/opportunities', {}, { leadId: String(other?.leadId) });

    const answers = [
      await record(story.first.email, forNeed()),
      await record(admin, { opportunityId: opened.body.opportunityId }),
      await record(admin, { opportunityId: `${need.opportunityId.slice(0, -1)}X` }),
    ];

    expect(opened.status).toBe(200);
    expect(answers.map(({ status, body }) => [status, body.errors])).toEqual(
      answers.map(() => [422, [{ path: 'opportunityId', message: expect.any(String) }]]),
    );
    expect(new Set(answers.map(({ body }) => body.errors[0].message)).size).toBe(1);
    expect(world.itemsOf(' PURCHASE#')).toEqual([]);
  });

  it('stays with it: told again it may leave it out, and names no other', async () => {
    const first = await record(admin, forNeed());
    const opened = await ask(admin, 'POST /v1/leads/{leadId}/opportunities', {});

    const statuses = [
      await record(admin),
      await record(admin, forNeed()),
      await record(admin, { opportunityId: opened.body.opportunityId }),
    ].map(({ status, body }) => [status, body.opportunityId]);

    const { opportunityId } = first.body;
    expect(statuses).toEqual([
      [200, opportunityId],
      [200, opportunityId],
      [409, undefined],
    ]);
    expect((await story.needs()).flatMap(({ purchaseIds = [] }) => purchaseIds)).toEqual([first.body.purchaseId]);
  });
});

describe('an order of an opportunity that becomes fully paid', () => {
  const pay = async () => {
    const { body } = await record(story.second.email, forNeed());
    await tell(body.purchaseId, paid(1_000_000));
    const before = closing();
    await tell(body.purchaseId, paid(500_000));
    return { purchaseId: String(body.purchaseId), before };
  };

  it('closes no sale, and tells whoever has the opportunity what to do next', async () => {
    const { before } = await pay();

    const [need] = await story.needs();
    const { subject } = story.need;
    expect(before).toEqual([]);
    expect(closing()).toEqual([{ subject, ownerRepId: story.second.id, status: 'open' }]);
    expect(need).toMatchObject({ state: 'open', closed: null });
    expect(story.lead().stage).toBe('customer');
  });

  it('takes its task back with the payment, and asks again when it is paid again', async () => {
    const { purchaseId } = await pay();

    await tell(purchaseId, { kind: 'cancelled', at: '2026-11-21T04:00:00Z' });
    const cancelled = closing();
    await tell(purchaseId, { kind: 'confirmed', at: '2026-11-21T05:00:00Z', amount: 1_500_000 });

    expect([cancelled, closing()].map((tasks) => tasks.map(({ status }) => status))).toEqual([['cancelled'], ['cancelled', 'open']]);
  });

  it('asks nobody about one that is closed, or that names none', async () => {
    const { need } = story;
    const path = { opportunityId: need.opportunityId };
    const closed = await askAs(story.world, admin)(
      'PATCH /v1/opportunities/{opportunityId}',
      path,
      { state: 'lost', reason: 'price' },
      {
        'if-match': `"${need.version}"`,
      },
    );

    await pay();
    const { body } = await record(admin, { orderId: 'DH-2', facts: [confirmed, paid(1_500_000)] });

    expect(closed.status).toBe(200);
    expect([body.isPaid, closing()]).toEqual([true, []]);
  });
});
