import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { LeadListView, LeadView } from '../../../api/leads/lead-view.ts';
import { type EntryView, TimelineView } from '../../../api/leads/timeline-view.ts';
import { createHandler } from '../../../functions/read-leads/app.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { cursors } from '../../support/cursors.ts';
import { digests } from '../../support/digests.ts';
import { addressOf, beaconsOf, postOf, readingAt, trackingOf, visitorId, worldAfter } from '../../support/tracking/device.ts';
import { type Act, people } from '../../support/tracking/history.ts';

const [an, binh] = people;
const act = (at: string, person = an, isPost = false): Act => ({
  at,
  person,
  sessionId: 'visit-1',
  sessionStartedAt: '2026-11-22T02:00:00.000Z',
  isPost,
});
/** Around the moment at which the world takes posts in, 2026-11-22T03:00Z; the second person takes over within the visit. */
const acts = [
  act('2026-11-22T02:00:00.000Z'),
  act('2026-11-22T02:10:00.000Z'),
  act('2026-11-22T02:59:00.000Z', an, true),
  act('2026-11-22T03:10:00.000Z', binh),
  act('2026-11-22T03:11:00.000Z', binh, true),
  act('2026-11-22T03:12:00.000Z', binh),
  act('2026-11-22T03:12:00.000Z', binh),
];

async function setUp() {
  const world = await worldAfter([
    ...acts.filter(({ isPost }) => isPost).map((post, number) => postOf(post, number)),
    trackingOf(...beaconsOf(acts, 10, 'page_view')),
  ]);
  world.project();
  const handler = createHandler({ table: world.table, digests, cursors, config: world.config, clock: () => readingAt }, silentLog);
  const leadId = (person: typeof an) => world.leads().find(({ email }) => email === addressOf(person))?.leadId ?? '';
  async function get(route: string, path: Record<string, string> = {}, query: Record<string, string> = {}): Promise<unknown> {
    const claims = { token_use: 'id', email: 'admin@example.com', email_verified: 'true' };
    const answer = await handler(
      {
        routeKey: `GET ${route}`,
        pathParameters: path,
        queryStringParameters: query,
        headers: {},
        requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
      },
      {} as Context,
    );
    expect(answer.statusCode).toBe(200);
    return JSON.parse(answer.body ?? '');
  }
  const timeline = async (person: typeof an, query: Record<string, string> = {}) =>
    TimelineView.parse(await get('/v1/leads/{leadId}/timeline', { leadId: leadId(person) }, query));
  return { get, timeline, leadId };
}

describe('the timeline of a lead with a linked visitor', () => {
  it('merges what the visitor did with the lead’s entries, newest first, each person’s own', async () => {
    const { timeline } = await setUp();

    const [first, second] = [await timeline(an), await timeline(binh)];

    expect(first.items.map(({ type }) => type)).toEqual(['visitor.linked', 'lead.created', 'visit.page_view', 'visit.page_view']);
    expect(second.items.map(({ type }) => type)).toEqual([
      'visit.page_view',
      'visit.page_view',
      'visit.page_view',
      'visitor.linked',
      'lead.created',
    ]);
    expect(first.items.at(-1)).toEqual({
      id: 'event-0',
      type: 'visit.page_view',
      at: '2026-11-22T02:00:00.000Z',
      actor: { kind: 'visitor', id: visitorId },
      leadVersion: null,
      summary: 'Xem trang /gia',
      data: { url: 'https://annhien.example/gia' },
    });
    expect((await timeline(an, { lang: 'en' })).items.at(-1)?.summary).toBe('Viewed /gia');
  });

  it.each([1, 2, 3, 4])('gives in pages of %i what it gives in one, also where two things happened at once', async (limit) => {
    const { timeline } = await setUp();
    const whole = await timeline(binh);
    const paged: EntryView[] = [];

    let cursor: string | null = '';
    for (let page = 0; cursor !== null && page < 20; page += 1) {
      const { items, nextCursor }: TimelineView = await timeline(binh, { limit: String(limit), ...(cursor === '' ? {} : { cursor }) });
      expect(items.length).toBeLessThanOrEqual(limit);
      paged.push(...items);
      cursor = nextCursor;
    }

    expect(whole.nextCursor).toBeNull();
    expect(cursor).toBeNull();
    expect(paged).toEqual(whole.items);
  });
});

describe('the record of a lead', () => {
  it('adds up the visits of its own parts, and cuts the visit in which hands changed', async () => {
    const { get, leadId } = await setUp();

    const [first, second] = await Promise.all(
      [an, binh].map(async (person) => LeadView.parse(await get('/v1/leads/{leadId}', { leadId: leadId(person) })).behaviour),
    );

    const touch = (at: string) => ({ at, page: 'https://annhien.example/gia' });
    const rest = { visits: 1, visibleMs: 0, cart: null };
    const began = { firstTouch: touch('2026-11-22T02:00:00.000Z'), lastTouch: touch('2026-11-22T02:00:00.000Z') };
    const tookOver = { firstTouch: touch('2026-11-22T03:10:00.000Z'), lastTouch: touch('2026-11-22T03:10:00.000Z') };
    expect(first).toEqual({ ...rest, ...began, pageViews: 2, topics: { gia: 2 } });
    expect(second).toEqual({ ...rest, ...tookOver, pageViews: 3, topics: { gia: 3 } });
  });

  it('says nothing of behaviour in lists', async () => {
    const { get } = await setUp();

    expect(LeadListView.parse(await get('/v1/leads')).items.map(({ behaviour }) => behaviour)).toEqual([null, null]);
  });
});
