import { describe, expect, it } from '@jest/globals';
import { clickIdsIn } from '../../../shared/capture/index.ts';
import { connectorKind } from '../../../shared/connectors/connector-config.ts';
import { conversionProblems } from '../../../shared/connectors/conversions-config.ts';
import { googleRefusal } from '../../../shared/conversions/google/ingest-call.ts';
import { metaConversionsCall } from '../../../shared/conversions/meta/events-call.ts';
import { rowEndsOf } from '../../../shared/conversions/rules-batch.ts';
import { unitsOf } from '../../../shared/conversions/rules-event.ts';
import { stagesPassed } from '../../../shared/conversions/rules-note.ts';
import { type BroughtPost, referenceIn } from '../../../shared/conversions/rules-reference.ts';
import { CallId } from '../../../shared/platform/ids.ts';
import { googleConnector, metaConnector } from '../support/telling.ts';

const parse = (connector: object) => connectorKind.schema.parse({ name: 'x', ...connector });
const meta = parse({ ...metaConnector, conversions: { ...metaConnector.conversions, ofPages: true } });
const google = parse({ ...googleConnector, conversions: { ...googleConnector.conversions, ofPages: true } });

const post = (said: object): BroughtPost =>
  ({
    channel: 'form',
    sourceId: 'contact',
    receivedAt: '2027-02-01T00:00:00.000Z',
    extra: {},
    pageClicks: {},
    consent: [{ purpose: 'tracking', granted: true, textVersion: '1' }],
    ...said,
  }) as never;
const page = (query: string, said: object = {}) => post({ pageClicks: clickIdsIn(`https://annhien.example/?${query}`), ...said });

it.each([
  [null, 'lead', ['lead']],
  [null, 'mql', ['lead', 'mql']],
  ['anonymous', 'lead', ['lead']],
  ['lead', 'customer', ['mql', 'sql', 'sqo', 'customer']],
  ['sql', 'mql', []],
  ['sql', 'sql', []],
  ['customer', 'repeat', ['repeat']],
] as const)('a move from %s to %s passes %j', (from, to, stages) => {
  expect(stagesPassed(from, to)).toEqual(stages);
});

describe('who brought somebody', () => {
  const until = '2027-03-01T00:00:00.000Z';

  it('is told by the last post before the stage that the platform brought', () => {
    const posts = [
      page('gclid=first', { receivedAt: '2027-01-01T00:00:00.000Z' }),
      page('gclid=second', { receivedAt: '2027-02-01T00:00:00.000Z' }),
      page('', { receivedAt: '2027-02-02T00:00:00.000Z' }),
      page('gclid=later', { receivedAt: '2027-04-01T00:00:00.000Z' }),
    ];

    expect(referenceIn(posts, google, until)).toEqual({ kind: 'gclid', id: 'second', at: '2027-02-01T00:00:00.000Z' });
    expect(referenceIn(posts, meta, until)).toBeNull();
  });

  it.each(['gclid', 'gbraid', 'wbraid'])('is told by %s', (kind) => {
    expect(referenceIn([page(`${kind}=a`)], google, until)).toMatchObject({ kind, id: 'a' });
  });

  it.each([
    ['a post without consent to tracking', google, page('gclid=a', { consent: [] })],
    ['a page, where another connector tells of these', parse(googleConnector), page('gclid=a')],
    ['a click that is longer than any', google, page(`gclid=${'a'.repeat(501)}`)],
    ['a lead of another connector', meta, post({ channel: 'connector', sourceId: 'other', extra: { platformId: '12345678901234567' } })],
    ['an id that Meta would refuse a whole call for', meta, post({ channel: 'connector', sourceId: 'fb', extra: { platformId: '123' } })],
  ])('is not told by %s', (_what, connector, one) => {
    expect(referenceIn([one], connector, until)).toBeNull();
  });

  it('is Meta by its own id of a lead, exactly', () => {
    const one = post({ channel: 'connector', sourceId: 'fb', extra: { platformId: '99999999999999999' }, consent: [] });

    expect(referenceIn([one], meta, until)).toMatchObject({ kind: 'leadId', id: '99999999999999999' });
  });
});

it('sends ids of leads as exact numbers, and no text that looks like one', () => {
  const events = [{ user_data: { lead_id: '99999999999999999' }, custom_data: { note: '"lead_id":"12345678901234567"' } }];
  const request = { connectorId: 'fb', rows: [], events, graphVersion: 'v24.0', account: '12345' } as never;
  const { body } = metaConversionsCall.build(request, { callId: CallId.parse('c'), attempt: 1, at: new Date(0) }, 'token');

  expect(body).toContain('"lead_id":99999999999999999}');
  expect(body).toContain('\\"lead_id\\":\\"12345678901234567\\"');
});

it.each([
  [
    {
      error: {
        code: 400,
        status: 'INVALID_ARGUMENT',
        details: [{ fieldViolations: [{ field: 'events.events[3].event_timestamp' }, { field: 'events[7]' }] }],
      },
    },
    400,
    'invalid@3,7',
  ],
  [
    { error: { code: 400, status: 'INVALID_ARGUMENT', details: [{ '@type': 'x' }, { fieldViolations: [{ field: 'destinations[0]' }] }] } },
    400,
    'invalid',
  ],
  [{ error: { code: 401, status: 'UNAUTHENTICATED' } }, 401, 'tokenRefused'],
  [{ error: { code: 403, status: 'PERMISSION_DENIED' } }, 403, 'notPermitted'],
  [{ error: { code: 400, status: 'FAILED_PRECONDITION' } }, 400, null],
])('reads %j as %s %s', (body, status, reason) => {
  expect(googleRefusal(JSON.stringify(body), status)).toBe(reason);
});

it.each([
  ['a call that is given up', { state: 'givenUp', reason: null, fault: 'timeout' }, ['again', 'again', 'again']],
  ['a token that is refused', { state: 'refused', reason: 'tokenRefused', fault: null }, ['again', 'again', 'again']],
  ['a place that is named', { state: 'refused', reason: 'invalid@1', fault: null }, ['again', 'refused', 'again']],
  ['a place that there is not', { state: 'refused', reason: 'invalid@9', fault: null }, ['again', 'again', 'again']],
  ['a call that is done', { state: 'done', reason: null, fault: null }, ['told', 'told', 'told']],
] as const)('of %s each row has its own end', (_what, end, rows) => {
  expect(rowEndsOf(end, 3).map(({ is }) => is)).toEqual(rows);
});

it.each([
  ['VND', 2_500_000, 2_500_000],
  ['USD', 1_999, 19.99],
  ['KWD', 1_234, 1.234],
] as const)('counts %s in whole units', (currency, amount, units) => {
  expect(unitsOf({ currency, amount })).toBeCloseTo(units, 6);
});

it.each([
  ['a type that nobody can tell', [{ ...metaConnector, type: 'zalo' }], 'only meta and google-ads can be told'],
  ['no stage', [{ ...metaConnector, conversions: { ...metaConnector.conversions, stages: {} } }], 'name at least one stage'],
  [
    'a word as an action of Google',
    [{ ...googleConnector, conversions: { ...googleConnector.conversions, stages: { sql: 'SQL' } } }],
    'of Google a stage is the id of a conversion action, in digits',
  ],
  [
    'an account of nine digits',
    [{ ...googleConnector, conversions: { ...googleConnector.conversions, account: '123456789' } }],
    'the id of an account of Google Ads has ten digits',
  ],
  [
    'no client',
    [{ ...googleConnector, conversions: { ...googleConnector.conversions, clientId: undefined } }],
    'name the OAuth client by which Google is asked',
  ],
  [
    'two that tell of pages',
    [google, { ...google, id: 'other' }],
    'a click on a page is told once: another connector of the type google-ads tells of them',
  ],
])('refuses %s in the configuration, and says what to do', (_what, connectors, message) => {
  expect(conversionProblems(connectors.map(parse)).map((problem) => problem.message)).toEqual([message]);
});

it('takes both connectors as they are', () => expect(conversionProblems([meta, google])).toEqual([]));
