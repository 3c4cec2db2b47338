import { expect, it } from '@jest/globals';
import { LeadListView, LeadView } from '../../../api/leads/lead-view.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { worldOfNobody } from '../../support/waiting.ts';

/** Leads of the south and the north that wait, in turns, and one of the south that somebody has. */
async function waiting() {
  const nobody = await worldOfNobody();
  nobody.comeBack();
  await nobody.arrive(1, 'TP.HCM', 99);
  nobody.leave();
  for (let index = 0; index < 12; index += 1) await nobody.arrive(1, index % 2 === 0 ? 'TP.HCM' : 'Hà Nội', index);
  const ask = readRoutes(nobody.world);
  const list = async (email: string, query: Record<string, string> = {}) =>
    LeadListView.parse((await ask('/v1/leads', email, { query: { waiting: 'true', ...query } })).body);
  return { ...nobody, ask, list };
}

it('lists those that wait, the longest waiting first, page by page, each once', async () => {
  const { world, list } = await waiting();
  const inOrder = world
    .itemsOf(' ASSIGN#')
    .filter(({ state }) => state === 'waiting')
    .map(({ since, pk }) => `${since} ${pk}`)
    .sort();

  const found: string[] = [];
  const since: (string | null)[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await list('admin@example.com', { limit: '5', ...(cursor ? { cursor } : {}) });
    found.push(...page.items.map(({ leadId }) => leadId));
    since.push(...page.items.map(({ waitingSince }) => waitingSince));
    cursor = page.nextCursor;
  }

  expect(found).toEqual(inOrder.map((place) => place.split('LEAD#')[1]));
  expect(found).toHaveLength(12);
  expect(since).toEqual(inOrder.map((place) => place.split(' ')[0]));
});

it('says of one lead since when it waits, and of one that somebody has nothing', async () => {
  const { world, ask } = await waiting();
  const since = new Map(
    world.itemsOf(' ASSIGN#').map(({ pk, state, since }) => [String(pk).slice('LEAD#'.length), state === 'waiting' ? since : null]),
  );

  const shown = await Promise.all(
    world.leads().map(async ({ leadId }) => {
      const { body } = await ask('/v1/leads/{leadId}', 'admin@example.com', { path: { leadId } });
      return [leadId, LeadView.parse(body).waitingSince] as const;
    }),
  );

  expect(new Map(shown)).toEqual(since);
  expect([...since.values()].filter((moment) => moment === null)).toHaveLength(1);
});

it.each([
  ['admin@example.com', 12],
  ['marketer@example.com', 12],
  ['manager.south@example.com', 6],
  ['leader.south@example.com', 6],
  ['anh.nguyen@example.com', 0],
])('shows %s those of their own scope: %i', async (email, count) => {
  const { list } = await waiting();

  expect((await list(email)).items).toHaveLength(count);
});

it('combines with filters, and has no other order', async () => {
  const { ask, list } = await waiting();

  expect((await list('admin@example.com', { region: 'north' })).items).toHaveLength(6);
  expect((await list('admin@example.com', { owner: 'rep-lan' })).items).toEqual([]);
  expect((await ask('/v1/leads', 'admin@example.com', { query: { waiting: 'true', sort: 'activity' } })).status).toBe(422);
});

it('shows nobody any more who has an owner, also where the list still lags', async () => {
  const { world, list, comeBack, run } = await waiting();
  const stale = structuredClone(world.itemsOf(' ASSIGN#').filter(({ state }) => state === 'waiting'));
  comeBack();
  for (const poolId of ['south', 'north']) {
    await run({ body: { v: 1, kind: 'retryWaiting', request: { poolId, tick: '2026-11-22T04:00:00.000Z', after: null } } });
  }
  await world.assignAll();
  world.table.seed(...stale);

  expect((await list('admin@example.com')).items).toEqual([]);
});
