import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { SubmissionView } from '../../../api/forms/submission-view.ts';
import { DecisionListView } from '../../../api/leads/decision-view.ts';
import { LeadListView, LeadView } from '../../../api/leads/lead-view.ts';
import { TimelineView } from '../../../api/leads/timeline-view.ts';
import { Problem } from '../../../api/problem.ts';
import { createHandler } from '../../../functions/read-leads/app.ts';
import { preferredLocale } from '../../../shared/http/index.ts';
import { SourceId } from '../../../shared/platform/ids.ts';
import type { Log, LogFields } from '../../../shared/platform/logging.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { cursors } from '../../support/cursors.ts';
import { digests } from '../../support/digests.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { pathOf } from '../../support/post-ref.ts';

const huong = {
  fullName: 'Nguyễn Thị Hường',
  email: 'huong@example.com',
  phone: '0912 345 678',
  province: 'TP.HCM',
  message: 'Bí mật của tôi',
  employees: 'Bí mật thứ hai',
};
const canaries = ['Hường', 'huong@', '912345678', '345 678', 'Bí mật', 'mat-khau'];
const claimsOf = (email: string) => ({ token_use: 'id', email, email_verified: 'true' });

async function setUp() {
  const lines: { message: string; fields: LogFields }[] = [];
  const log: Log = {
    info: (message, fields = {}) => void lines.push({ message, fields }),
    warn: () => {},
    error: (message, error) => {
      throw new Error(`${message}: ${String(error)}`);
    },
  };
  const world = createWorld();
  const { context } = {
    context: { pageUrl: 'https://annhien.example/?mail=mat-khau', referrer: null, utm: {}, visitorId: null, locale: 'vi' as const },
  };
  const ref = world.post(huong, { context });
  await world.takeIn(ref);
  await world.assignAll();
  const held = world.post({ ...huong, fullName: 'http://spam.example/x' });
  await world.takeIn(held);
  const [lead] = world.leads();
  if (!lead?.owner) throw new Error('the lead has no owner');
  world.project();
  const handler = createHandler({ table: world.table, digests, cursors, config: world.config, clock: world.parts.clock }, log);
  const reps = await world.config.current(repKind);
  const addressOf = (repId: string) => reps.documents.get(repId)?.email ?? '';
  const otherRep = [...reps.documents.keys()].find((repId) => repId !== lead.owner?.repId) ?? '';

  async function get(
    route: string,
    email: string | null,
    more: { path?: Record<string, string>; query?: Record<string, string>; headers?: Record<string, string> } = {},
  ) {
    const answer = await handler(
      {
        routeKey: `GET ${route}`,
        pathParameters: more.path ?? {},
        ...(more.query ? { queryStringParameters: more.query } : {}),
        headers: more.headers ?? {},
        requestContext: { requestId: 'request-1', ...(email === null ? {} : { authorizer: { jwt: { claims: claimsOf(email) } } }) },
      },
      {} as Context,
    );
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: JSON.parse(answer.body || 'null') as unknown,
      text: answer.body ?? '',
    };
  }
  return { world, get, lines, lead, ref, held, owner: addressOf(lead.owner.repId), other: addressOf(otherRep) };
}

const one = (leadId: string) => ({ path: { leadId } });

describe('GET /v1/leads and what hangs on it', () => {
  it('answers every route in the shape that is documented, never cached', async () => {
    const { get, lead, ref } = await setUp();
    const admin = 'admin@example.com';

    const answers = [
      [LeadListView, await get('/v1/leads', admin)],
      [LeadView, await get('/v1/leads/{leadId}', admin, one(lead.leadId))],
      [TimelineView, await get('/v1/leads/{leadId}/timeline', admin, one(lead.leadId))],
      [DecisionListView, await get('/v1/leads/{leadId}/decisions', admin, one(lead.leadId))],
      [SubmissionView, await get('/v1/forms/{formId}/submissions/{submissionId}', admin, { path: pathOf(ref) })],
    ] as const;

    for (const [schema, { status, headers, body }] of answers) {
      expect([status, headers['cache-control'], schema.parse(body)]).toEqual([200, 'no-store', body]);
    }
  });

  it.each(['/v1/leads/{leadId}', '/v1/leads/{leadId}/timeline', '/v1/leads/{leadId}/decisions', '/v1/leads/{leadId}/score'])(
    '%s is for the owner, not for another rep',
    async (route) => {
      const { get, lead, owner, other } = await setUp();

      const [mine, theirs, nobodys] = [
        await get(route, owner, one(lead.leadId)),
        await get(route, other, one(lead.leadId)),
        await get(route, other, one('Lnone')),
      ];

      expect([mine.status, theirs.status]).toEqual([200, 404]);
      // Not allowed and not there look alike.
      expect(theirs.body).toEqual(nobodys.body);
    },
  );

  it('shows how a person came first and last, the last touch to nobody from whom contact details are withheld', async () => {
    const { world, get, lead } = await setUp();
    const again = { receivedAt: '2026-12-01T00:00:00.000Z', sourceId: SourceId.parse('newsletter') };
    await world.takeIn(world.post(huong, again));

    const [admin, marketer] = await Promise.all(
      ['admin@example.com', 'marketer@example.com'].map(async (email) =>
        LeadView.parse((await get('/v1/leads/{leadId}', email, one(lead.leadId))).body),
      ),
    );

    expect(admin?.source).toMatchObject({ origin: 'inbound', formId: 'contact', submissionId: 'post-1' });
    expect(admin?.lastTouch).toMatchObject({ formId: 'newsletter', submissionId: 'post-3', at: again.receivedAt });
    expect(marketer).toMatchObject({ source: { formId: 'contact', submissionId: null }, lastTouch: null });
  });

  it('lists to each only what they may see', async () => {
    const { get, owner, other } = await setUp();

    const seen = await Promise.all(
      [owner, other, 'admin@example.com', 'manager.south@example.com', 'marketer@example.com'].map((email) => get('/v1/leads', email)),
    );

    expect(seen.map(({ body }) => LeadListView.parse(body).items.length)).toEqual([1, 0, 1, 1, 1]);
  });

  it('shows a marketer nothing to reach or recognise the person by', async () => {
    const { get, lead, ref } = await setUp();
    const marketer = 'marketer@example.com';

    const answers = await Promise.all([
      get('/v1/leads', marketer),
      get('/v1/leads/{leadId}', marketer, one(lead.leadId)),
      get('/v1/leads/{leadId}/timeline', marketer, one(lead.leadId)),
      get('/v1/leads/{leadId}/decisions', marketer, one(lead.leadId)),
      get('/v1/forms/{formId}/submissions/{submissionId}', marketer, { path: pathOf(ref) }),
    ]);

    for (const { status, text } of answers) {
      expect(status).toBe(200);
      for (const canary of canaries) expect(text).not.toContain(canary);
    }
    for (const query of [{ email: huong.email }, { phone: huong.phone }, { q: 'Hường' }]) {
      expect((await get('/v1/leads', marketer, { query })).status).toBe(422);
    }
  });

  it('logs who read whose record, and nothing of the person', async () => {
    const { get, lead, lines } = await setUp();

    await get('/v1/leads/{leadId}', 'admin@example.com', one(lead.leadId));

    expect(lines).toEqual([{ message: 'lead record read', fields: { userId: 'admin', what: 'record', leadIds: [lead.leadId] } }]);
  });

  it('answers 401 without a token and 404 to a user who is not configured', async () => {
    const { get } = await setUp();

    expect([(await get('/v1/leads', null)).status, (await get('/v1/leads', 'stranger@example.com')).status]).toEqual([401, 404]);
  });

  it.each([
    [{ colour: 'red' }, 'colour', 'unknown parameter'],
    [{ limit: '1000' }, 'limit', '100'],
    [{ createdFrom: 'yesterday' }, 'createdFrom', ''],
    [{ createdFrom: '2026-02-01T00:00:00Z', createdTo: '2026-01-01T00:00:00Z' }, 'createdTo', 'before'],
    [{ region: 'Atlantis' }, 'region', 'province code'],
    [{ q: '123' }, 'q', 'four digits'],
    [{ cursor: 'zzz' }, 'cursor', 'unchanged'],
    [{ email: 'huong@' }, 'email', 'e-mail'],
    [{ phone: '12' }, 'phone', 'phone number'],
  ])('says what is wrong with %j', async (query, path, message) => {
    const { get } = await setUp();

    const answer = await get('/v1/leads', 'admin@example.com', { query });

    expect([answer.status, answer.headers['content-type']]).toEqual([422, 'application/problem+json; charset=utf-8']);
    expect(Problem.parse(answer.body).errors).toEqual([{ path, message: expect.stringContaining(message) }]);
  });

  it('finds a lead by any spelling of address, number and name', async () => {
    const { get, lead } = await setUp();

    for (const query of [
      { email: ' HUONG@example.com' },
      { phone: '+84 912 345 678' },
      { q: 'thi huong' },
      { region: 'sài gòn' },
      { region: 'south', owner: lead.owner?.repId ?? '' },
    ]) {
      const page = LeadListView.parse((await get('/v1/leads', 'admin@example.com', { query })).body);
      expect(page.items.map(({ leadId }) => leadId)).toEqual([lead.leadId]);
    }
  });

  it('sends a list once to whoever has it already, and says how many it has at least', async () => {
    const { get, lead } = await setUp();
    const first = await get('/v1/leads', 'admin@example.com');
    const { etag = '' } = first.headers;

    const again = await get('/v1/leads', 'admin@example.com', { headers: { 'if-none-match': etag } });
    const other = await get('/v1/leads', 'admin@example.com', { query: { region: 'north' }, headers: { 'if-none-match': etag } });

    expect([again.status, other.status]).toEqual([304, 200]);
    expect(LeadListView.parse(first.body)).toMatchObject({ items: [{ leadId: lead.leadId }], total: { atLeast: 1, exact: true } });
  });

  it('writes the timeline in the language asked for: the parameter, then the browser, then the company', async () => {
    const { get, lead } = await setUp();
    const read = async (query: Record<string, string>, headers: Record<string, string>) => {
      const answer = await get('/v1/leads/{leadId}/timeline', 'admin@example.com', { ...one(lead.leadId), query, headers });
      return TimelineView.parse(answer.body).items.at(-1)?.summary;
    };

    expect(await read({}, {})).toBe('Lead mới từ biểu mẫu “Nhờ tư vấn”, đang ấm');
    expect(await read({}, { 'accept-language': 'fr, en-GB;q=0.8, vi;q=0.5' })).toBe('New lead from the form “Ask for advice”, warm');
    expect(await read({ lang: 'vi' }, { 'accept-language': 'en' })).toBe('Lead mới từ biểu mẫu “Nhờ tư vấn”, đang ấm');
  });

  it('pages the timeline', async () => {
    const { get, lead } = await setUp();
    const first = TimelineView.parse(
      (await get('/v1/leads/{leadId}/timeline', 'admin@example.com', { ...one(lead.leadId), query: { limit: '1' } })).body,
    );

    const rest = await get('/v1/leads/{leadId}/timeline', 'admin@example.com', {
      ...one(lead.leadId),
      query: { limit: '5', cursor: first.nextCursor ?? '' },
    });

    expect([...first.items, ...TimelineView.parse(rest.body).items].map(({ type }) => type)).toEqual(['lead.assigned', 'lead.created']);
  });

  it('tells admins, not reps, what was held back', async () => {
    const { get, held, owner } = await setUp();
    const route = '/v1/forms/{formId}/submissions/{submissionId}';

    const [admin, rep] = [await get(route, 'admin@example.com', { path: pathOf(held) }), await get(route, owner, { path: pathOf(held) })];

    expect([SubmissionView.parse(admin.body).status, rep.status]).toEqual(['quarantine', 404]);
    expect((await get(route, 'admin@example.com', { path: { formId: 'NO!', submissionId: 'x y' } })).status).toBe(404);
  });
});

describe('the preferred language', () => {
  it.each([
    ['vi-VN,vi;q=0.9,en-US;q=0.8', 'vi'],
    ['de', null],
    ['en;q=0, vi;q=0.1', 'vi'],
    ['en;q=x, vi', 'vi'],
    [undefined, null],
  ])('of %s is %s', (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });
});
