import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Problem } from '../../../api/problem.ts';
import { openCursors } from '../../../shared/platform/cursor.ts';
import { deriveSecret } from '../../../shared/platform/secrets.ts';
import { type Ask, readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const admin = 'admin@example.com';
const marketer = 'marketer@example.com';
const Page = z.object({ items: z.array(z.unknown()), nextCursor: z.string() });

let world: World;
let leadIds: string[];

beforeAll(async () => {
  world = createWorld();
  for (const name of ['an', 'binh', 'chi'])
    await world.takeIn(world.post({ fullName: name, email: `${name}@example.com`, province: 'TP.HCM' }));
  await world.assignAll();
  leadIds = world.leads().map(({ leadId }) => leadId);
});

const routes: [string, (lead: number) => Ask][] = [
  ['/v1/leads', () => ({})],
  ['/v1/leads/{leadId}/timeline', (lead) => ({ path: { leadId: leadIds[lead] ?? '' } })],
];

describe.each(routes)('the cursor of %s', (route, askOf) => {
  const get = (query: Record<string, string>, { user = admin, lead = 0, parts = world.parts } = {}) =>
    readRoutes({ ...world, parts })(route, user, { ...askOf(lead), query });
  const firstCursor = async () => Page.parse((await get({ limit: '1' })).body).nextCursor;

  it('goes on, with another limit too', async () => {
    const cursor = await firstCursor();

    const rest = await get({ limit: '50', cursor });

    expect([rest.status, z.object({ items: z.array(z.unknown()) }).parse(rest.body).items.length]).toEqual([
      200,
      route === '/v1/leads' ? 2 : 1,
    ]);
  });

  it('is refused with a sentence to another user, when it was changed, and when its secret is believed no more', async () => {
    const cursor = await firstCursor();
    const others = { ...world.parts, cursors: openCursors([deriveSecret('the secret after the next', 'cursor')]) };

    const answers = [
      await get({ limit: '1', cursor }, { user: marketer }),
      await get({ limit: '1', cursor: `${cursor.slice(0, -2)}${cursor.endsWith('AA') ? 'BB' : 'AA'}` }),
      await get({ limit: '1', cursor }, { parts: others }),
      await get({ limit: '1', cursor: '2026-11-22T03:00:00.000Z#L1' }),
    ];

    for (const { status, body } of answers) {
      expect(status).toBe(422);
      expect(Problem.parse(body).errors).toEqual([{ path: 'cursor', message: expect.stringContaining('start again without cursor') }]);
    }
  });
});

describe('a cursor with another question', () => {
  it('is refused by a list with another filter, by the timeline of another lead, and by another route', async () => {
    const ask = readRoutes(world);
    const timeline = '/v1/leads/{leadId}/timeline';
    const [one = '', other = ''] = leadIds;
    const ofList = Page.parse((await ask('/v1/leads', admin, { query: { limit: '1', region: 'south' } })).body).nextCursor;
    const ofTimeline = Page.parse((await ask(timeline, admin, { path: { leadId: one }, query: { limit: '1' } })).body).nextCursor;

    const answers = [
      await ask('/v1/leads', admin, { query: { limit: '1', region: 'north', cursor: ofList } }),
      await ask('/v1/leads', admin, { query: { limit: '1', cursor: ofList } }),
      await ask(timeline, admin, { path: { leadId: other }, query: { limit: '1', cursor: ofTimeline } }),
      await ask(timeline, admin, { path: { leadId: one }, query: { cursor: ofList } }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
  });

  it('is taken by a timeline in another language: the order is the same', async () => {
    const ask = readRoutes(world);
    const path = { leadId: leadIds[0] ?? '' };
    const { nextCursor } = Page.parse((await ask('/v1/leads/{leadId}/timeline', admin, { path, query: { limit: '1' } })).body);

    const { status } = await ask('/v1/leads/{leadId}/timeline', admin, { path, query: { lang: 'en', cursor: nextCursor } });

    expect(status).toBe(200);
  });
});
