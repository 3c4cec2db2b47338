import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import fc from 'fast-check';
import { createHandler } from '../../../functions/backtest-scoring/app.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { postFromDevice } from '../../support/lead-world/with-device.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { pathOf } from '../../support/post-ref.ts';
import { defaultRules } from '../../support/scoring/past-leads.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { withoutCounts } from '../../support/without-counts.ts';

const marketer = 'marketer@example.com';
const common = { company: 'An Nhiên', province: 'TP.HCM', product: 'Phễu', message: 'Cho em báo giá', industry: 'ban-le' };

/** Everything by which a person is reached or known; addresses are of one kind. */
const person = fc.record({
  fullName: fc.constantFrom('Nguyễn Thị Hường', 'Trần Văn Nam', 'Lê Báo Giá', 'Ánh'),
  email: fc
    .stringMatching(/^[b-df-h]{6,10}$/)
    .chain((local) => fc.constantFrom('gmail.com', 'yahoo.com').map((domain) => `${local}@${domain}`)),
  phone: fc.integer({ min: 1_000_000, max: 9_999_999 }).map((digits) => `09${String(digits).padStart(8, '1')}`),
  /** Where a province is asked, people type all of their address. */
  houseNumber: fc.integer({ min: 1, max: 99 }),
});

/** What a person posts later: the same number, one that nobody had, or one of another lead. */
const again = fc.tuple(person, fc.constantFrom('same', 'fresh', 'anothers'));

/** Drafts that would like to know: allowed conditions only, because the others are refused before a lead is read. */
const texts = fc.array(fc.constantFrom('+84*', '09*', '1', 'gmail.com', 'hường', 'nam', 'báo giá', 'yahoo', 'a*', 'An Nhiên'), {
  minLength: 1,
  maxLength: 3,
});
const condition = fc.oneof(
  fc.record({ field: fc.constantFrom('title', 'company', 'answers.zalo', 'answers.industry', 'utmSource'), in: texts }),
  fc.record({ field: fc.constantFrom('phone', 'email', 'fullName'), known: fc.boolean() }),
  fc.record({ field: fc.constant('mailKind'), in: fc.subarray(['free', 'company', 'role'], { minLength: 1 }) }),
);
const label = { vi: 'x', en: 'x' };
const draft = fc.tuple(condition, texts).map(([when, says]) => ({
  ...defaultRules,
  fit: [{ id: 'asked', label, points: 90, when: [when] }],
  interest: [{ id: 'said', label, points: 90, cap: { times: 1, hours: 24 }, when: { submission: { says } } }],
}));

interface Person {
  readonly fullName: string;
  readonly email: string;
  readonly phone: string;
  readonly houseNumber: number;
}

/** What may be asked of the list, in all combinations; each is answered or refused, the same for both. */
const filters = fc.record(
  {
    q: fc.constantFrom('huong', 'nam'),
    email: fc.constant('a@gmail.com'),
    phone: fc.constant('0912345678'),
    region: fc.constantFrom('south', 'north', '79', 'Hà Nội'),
    temperature: fc.constantFrom('cold', 'warm', 'hot'),
    product: fc.constantFrom('Phễu', 'Kho'),
    stage: fc.constantFrom('lead', 'mql'),
    source: fc.constantFrom('contact', 'google'),
    createdFrom: fc.constantFrom('2026-11-22T03:00:00Z', '2026-11-22T03:00:01Z'),
    createdTo: fc.constantFrom('2026-11-22T03:00:00Z', '2026-11-22T03:00:01Z'),
    sort: fc.constantFrom('created', 'fullName', 'email', 'phone'),
    order: fc.constantFrom('asc', 'desc'),
    limit: fc.constantFrom('1', '2', '100'),
  },
  { requiredKeys: [] },
);
const queries = fc.array(
  filters.chain((all) => fc.subarray(Object.entries(all)).map((some): Record<string, string> => Object.fromEntries(some))),
  {
    minLength: 6,
    maxLength: 6,
  },
);

/** Leads beside the one that is looked at, which a sorted or filtered list would put before or behind it. */
const khoasPhone = '0987654321';
const others = [
  { ...common, fullName: 'Lê Văn Khoa', email: 'khoa@example.com', phone: khoasPhone },
  { ...common, fullName: 'Phạm Thu', email: 'zzz@example.org', province: 'Hà Nội' },
];

const placeOf = ({ houseNumber }: Person) => `Số ${houseNumber} Lê Lợi, TP.HCM`;

/** All that a marketer is answered about a world that holds this person, who posts again in other words, or the same. */
async function answersAbout(person: Person, [later, number]: [Person, string], config: unknown, asked: Record<string, string>[]) {
  const { fullName, email, phone } = person;
  const laterPhone = { same: phone, fresh: later.phone, anothers: khoasPhone }[number] ?? '';
  // A clock that stands: how often it is read before an answer hangs on nothing but the test.
  const world = createWorld(silentLog, undefined, { stepMs: 0 });
  for (const fields of others) await world.takeIn(world.post(fields));
  const ref = await postFromDevice(world, {
    ...common,
    fullName,
    email,
    phone,
    zalo: phone,
    province: placeOf(person),
    message: `${common.message} ${phone}, ${email}`,
  });
  await world.assignAll();
  world.pass(60_000);
  const repeat = world.post({
    ...common,
    fullName: later.fullName,
    email,
    phone: laterPhone,
    zalo: laterPhone,
    province: placeOf(later),
    message: 'Cho em hỏi lại',
  });
  await world.takeIn(repeat);
  const ask = readRoutes(world);
  const path = { leadId: world.leads().find((lead) => lead.email === email)?.leadId ?? '' };
  // At once, too: what the score changes later would hide what the post changed.
  const atOnce = await ask('/v1/leads/{leadId}', marketer, { path });
  world.pass(60_000);
  await world.assignAll();
  await world.scoreAll(true);
  const timelines = [{}, { limit: '1' }, { limit: '3' }, { limit: '4' }];
  const lists = [
    {},
    { q: 'huong' },
    { email: 'a@gmail.com' },
    { phone: '0912345678' },
    { region: 'south' },
    { temperature: 'warm' },
    { product: 'Phễu' },
    { limit: '1' },
    ...asked,
  ];
  const answers = [
    ...(await Promise.all(lists.map((query) => ask('/v1/leads', marketer, { query })))),
    ...(await Promise.all(['', '/score', '/decisions'].map((rest) => ask(`/v1/leads/{leadId}${rest}`, marketer, { path })))),
    ...(await Promise.all(timelines.map((query) => ask('/v1/leads/{leadId}/timeline', marketer, { path, query })))),
    await ask('/v1/forms/{formId}/submissions/{submissionId}', marketer, { path: pathOf(ref) }),
    await ask('/v1/forms/{formId}/submissions/{submissionId}', marketer, { path: pathOf(repeat) }),
  ];
  const tried = createHandler({ ...world.parts, table: world.table, config: world.config });
  const claims = { token_use: 'id', email: marketer, email_verified: 'true' };
  const event = {
    routeKey: 'POST /v1/scoring/backtest',
    body: JSON.stringify({ config }),
    requestContext: { requestId: 'request-1', authorizer: { jwt: { claims } } },
  };
  const backtest = await tried(event, {} as Context);
  return withoutCounts([
    ...[...answers, atOnce].map(({ status, headers, text }) => `${status} ${headers.etag ?? ''} ${text}`),
    `${backtest.statusCode} ${backtest.body ?? ''}`,
  ]);
}

describe('two leads that differ in contact details only', () => {
  it('get equal answers from every route for a marketer', async () => {
    const numRuns = runs(12, 500);
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(person, again),
        fc.tuple(person, again),
        fc.boolean(),
        draft,
        queries,
        async (one, other, same, config, asked) => {
          const ofOne = await answersAbout(one[0], same ? [one[0], 'same'] : one[1], config, asked);
          const ofOther = await answersAbout(other[0], other[1], config, asked);

          expect(ofOne).toEqual(ofOther);
          const statuses = ofOne.map((answer) => answer.slice(0, 3));
          expect(statuses.slice(0, 8)).toEqual(['200', '422', '422', '422', '200', '200', '200', '200']);
          expect(statuses.slice(8 + asked.length)).toEqual(Array<string>(11).fill('200'));
        },
      ),
      { numRuns, seed },
    );
    report(`pairs of leads: ${numRuns}, seed ${seed}`);
  });
});
