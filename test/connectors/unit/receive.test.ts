import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { listConnectors } from '../../../shared/connectors/index.ts';
import { longestBodyBytes } from '../../../shared/connectors/receive.ts';
import { connectingOf } from '../../support/connectors.ts';
import { dying } from '../../support/dying-table.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const landing = { id: 'landing', type: 'generic', isApproved: true } as const;
const google = { id: 'google', type: 'google-ads', isApproved: true } as const;

/** As developers.google.com/google-ads/webhook/docs/implementation shows a post. */
const googlePost = (googleKey: string, more: object = {}) => ({
  lead_id: 'lead_id1',
  user_column_data: [
    { column_name: 'Full Name', string_value: 'Nguyễn Thị Hường', column_id: 'FULL_NAME' },
    { column_name: 'User Email', string_value: 'huong@example.vn', column_id: 'EMAIL' },
    { column_name: 'User Phone', string_value: '+84912345678', column_id: 'PHONE_NUMBER' },
  ],
  api_version: '1.0',
  form_id: 123456789,
  campaign_id: 987654321,
  google_key: googleKey,
  is_test: false,
  gcl_id: 'gclid-1',
  adgroup_id: 20,
  creative_id: 30,
  ...more,
});

describe('a post of a landing builder', () => {
  it('becomes a lead by what its fields are called', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, landing);

    const answer = await connecting.post('landing', {
      ho_ten: 'Nguyễn Thị Hường',
      sdt: '0912 345 678',
      email: 'huong@example.vn',
      tinh_thanh: 'Đà Nẵng',
    });
    await connecting.runWork();

    expect(answer).toMatchObject({ kind: 'answered', answer: { status: 200 } });
    expect(world.leads()).toMatchObject([
      { fullName: 'Nguyễn Thị Hường', email: 'huong@example.vn', phone: { e164: '+84912345678' }, region: { provinceCode: '48' } },
    ]);
    expect(world.leads()[0]?.source.first).toMatchObject({ channel: 'connector', sourceId: 'landing', utm: { source: 'generic' } });
  });

  it('is read from the pairs of a form, and by the mapping before names', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, { ...landing, mapping: { 'form.f1': 'fullName', 'form.f2': 'phone' }, campaign: 'thang-12' });

    const body = 'form[f1]=Tr%E1%BA%A7n+V%C4%83n+An&form[f2]=0987654321&utm_source=tiktok';
    await connecting.post('landing', body, { headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    await connecting.runWork();

    expect(world.leads()).toMatchObject([{ fullName: 'Trần Văn An', phone: { e164: '+84987654321' } }]);
    expect(world.leads()[0]?.source.first.utm).toEqual({ source: 'tiktok', campaign: 'thang-12' });
  });

  it.each([
    ['a token of another connector', (tokens: ReturnType<typeof connectingOf>) => ({ query: { token: tokens.tokenFor('other') } })],
    ['a token of a version before', (tokens: ReturnType<typeof connectingOf>) => ({ query: { token: tokens.tokenFor('landing', 1) } })],
    ['no token', () => ({ query: {} })],
  ])('is refused with %s', async (_what, more) => {
    const world = createWorld();
    const connecting = connectingOf(world, { ...landing, tokenVersion: 2 });

    const answer = await connecting.post('landing', { sdt: '0912345678' }, more(connecting));

    expect(answer).toEqual({ kind: 'refused', reason: 'wrongToken' });
    expect(connecting.deliveries()).toEqual([]);
    expect(world.itemsOf('CONNECTOR#landing STATE')).toMatchObject([{ refused: 1, lastFailure: { reason: 'wrongToken' } }]);
  });

  it('is known by the token before while that is still good, by a header, and by a signature of WooCommerce', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, { ...landing, tokenVersion: 2, acceptsPreviousToken: true });
    const body = JSON.stringify({ phone: '0912345678' });
    const signature = createHmac('sha256', connecting.tokenFor('landing', 2)).update(body).digest('base64');
    const ways = [
      { query: { token: connecting.tokenFor('landing', 1) } },
      { query: {}, headers: { 'x-pheu-token': connecting.tokenFor('landing', 2) } },
      { query: {}, headers: { authorization: `Bearer ${connecting.tokenFor('landing', 2)}` } },
      { query: {}, headers: { 'x-wc-webhook-signature': signature } },
    ];

    const answers = await Promise.all(ways.map((way) => connecting.post('landing', body, way)));

    expect(answers.map(({ kind }) => kind)).toEqual(['answered', 'answered', 'answered', 'answered']);
    // The signature counts alone where there is one.
    expect(await connecting.post('landing', body, { headers: { 'x-wc-webhook-signature': 'AAAA' } })).toMatchObject({ kind: 'refused' });
  });

  it('is too long beyond 256 KB', async () => {
    const connecting = connectingOf(createWorld(), landing);

    expect(await connecting.post('landing', Buffer.alloc(longestBodyBytes + 1, 'a'))).toMatchObject({ kind: 'tooLarge' });
    expect(await connecting.post('landing', JSON.stringify({ phone: '0912345678', note: 'a'.repeat(200_000) }))).toMatchObject({
      kind: 'answered',
    });
  });

  it('that nobody can read is kept for a look, and holds up nothing', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, landing);

    await connecting.post('landing', '{"phone": ');
    await connecting.post('landing', '{"phone": "0912345678"}');
    await connecting.runWork();

    expect(connecting.deliveries().map(({ state, reason }) => [state, reason])).toEqual([
      ['failed', 'unreadable'],
      ['taken', null],
    ]);
    expect(world.leads()).toHaveLength(1);
    expect(world.itemsOf('CONNECTOR#landing STATE')).toMatchObject([{ failed: 1, taken: 1 }]);
  });
});

describe('a post of Google Ads', () => {
  it('becomes a lead, with the ids of its advertisement exactly', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, { ...google, hasTrackingConsent: true, consentVersion: 'google-1' });
    const body = JSON.stringify(googlePost(connecting.tokenFor('google'))).replace(
      '"lead_id":"lead_id1"',
      '"lead_id":12345678901234567891',
    );

    const answer = await connecting.post('google', body, { query: {} });
    await connecting.runWork();

    expect(answer).toMatchObject({ kind: 'answered', answer: { status: 200, body: '{}' } });
    expect(world.leads()).toMatchObject([
      { fullName: 'Nguyễn Thị Hường', email: 'huong@example.vn', consent: { contact: { granted: true, textVersion: 'google-1' } } },
    ]);
    expect(connecting.submissions()).toMatchObject([
      {
        extra: { platformId: '12345678901234567891' },
        delivered: { clickIds: { gclid: 'gclid-1' } },
        context: { utm: { campaign: '987654321' } },
      },
    ]);
    expect(JSON.stringify(connecting.deliveries())).not.toContain(connecting.tokenFor('google'));
  });

  it('keeps no click without consent to tracking', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, google);

    await connecting.post('google', googlePost(connecting.tokenFor('google')), { query: {} });
    await connecting.runWork();

    expect(connecting.submissions()).toHaveLength(1);
    expect(JSON.stringify(connecting.submissions())).not.toContain('gclid-1');
  });

  it('is noted and becomes nobody where it is a test', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, google);

    const answer = await connecting.post('google', googlePost(connecting.tokenFor('google'), { is_test: true }), { query: {} });
    await connecting.runWork();
    await connecting.post('google', googlePost(connecting.tokenFor('google')), { query: {} });
    await connecting.runWork();

    expect(answer).toMatchObject({ kind: 'answered' });
    expect(connecting.deliveries().map(({ state }) => state)).toEqual(['test', 'taken']);
    expect(world.leads()).toHaveLength(1);
  });

  it.each([[{ google_key: 'wrong' }], [{ google_key: '' }], [{ google_key: 17 }], [{ google_key: null }]])(
    'is refused with the key %j',
    async (more) => {
      const connecting = connectingOf(createWorld(), google);

      expect(await connecting.post('google', googlePost('', more))).toEqual({ kind: 'refused', reason: 'wrongKey' });
    },
  );
});

describe('what a platform tells', () => {
  it('is one lead however often it comes, at once and after the delivery has expired', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, google);
    const post = () => connecting.post('google', googlePost(connecting.tokenFor('google')), { query: {} });

    await Promise.all([post(), post(), post()]);
    await connecting.runWork();
    await world.table.deleteAll(connecting.deliveries().map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
    await post();
    await connecting.runWork();

    expect(world.leads()).toHaveLength(1);
    expect(connecting.submissions()).toHaveLength(1);
    expect(connecting.deliveries()).toMatchObject([{ state: 'taken', reason: 'known' }]);
  });

  it('is lost by no kill of the receiver, and doubled by none', async () => {
    for (let point = 1, isKilled = true; isKilled; point += 1) {
      const world = createWorld();
      const connecting = connectingOf(world, google);
      const process = dying(point);
      const post = (through = {}) => connecting.post('google', googlePost(connecting.tokenFor('google')), { query: {} }, through);

      const first = await post({ table: process.table(world.table), work: process.queue(connecting.work) }).catch(() => null);
      isKilled = process.calls() >= point;
      // The platform tries again where it heard nothing; where it heard an answer, what is on record has to be enough.
      if (first === null) await post();
      const messages = connecting.takeWaiting();
      connecting.wait(messages.length > 0 ? messages : connecting.timers().map(({ message }) => ({ body: message })));
      await connecting.runWork();

      expect(world.leads()).toHaveLength(1);
      expect(connecting.submissions()).toHaveLength(1);
    }
  });

  it('is lost by no kill of the work, and doubled by none', async () => {
    for (let point = 1, isKilled = true; isKilled; point += 1) {
      const world = createWorld();
      const connecting = connectingOf(world, google);
      await connecting.post('google', googlePost(connecting.tokenFor('google')), { query: {} });
      const messages = connecting.takeWaiting();
      const process = dying(point);

      await connecting.doOne(messages[0]?.body, process.table(world.table)).catch(() => null);
      isKilled = process.calls() >= point;
      connecting.wait(messages);
      await connecting.runWork();

      expect(world.leads()).toHaveLength(1);
      expect(world.itemsOf('CONNECTOR#google STATE')).toMatchObject([{ taken: 1 }]);
    }
  });

  it('loses nothing where four of ten deliveries are lost and the platform tries again', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, google);
    const isLost = (lead: number, attempt: number) => (lead * 7 + attempt * 3) % 10 < 4;

    for (let lead = 0; lead < 50; lead += 1) {
      const columns = [{ column_id: 'PHONE_NUMBER', string_value: `09123456${String(lead).padStart(2, '0')}` }];
      const body = googlePost(connecting.tokenFor('google'), { lead_id: `lead-${lead}`, user_column_data: columns });
      for (let attempt = 0; attempt < 6; attempt += 1) {
        if (isLost(lead, attempt)) continue;
        await connecting.post('google', body, { query: {} });
        // The answer may be lost on its way as well.
        if (!isLost(lead + 5, attempt)) break;
      }
    }
    await connecting.runWork();

    expect(world.leads()).toHaveLength(50);
    expect(connecting.submissions()).toHaveLength(50);
  });
});

describe('the list of connectors', () => {
  it('says what each platform is given, and what it told', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, landing, google);
    await connecting.post('landing', { phone: '0912345678' });
    await connecting.runWork();

    const { connectors } = await listConnectors({ table: world.table, config: world.config, tokenKey: connecting.parts.tokenKey });

    const token = connecting.tokenFor('landing');
    expect(connectors).toMatchObject([
      { id: 'landing', path: `/v1/inbound/landing?token=${token}`, counts: { taken: 1, held: 0 } },
      { id: 'google', path: '/v1/inbound/google', token: connecting.tokenFor('google'), lastAt: null },
    ]);
  });
});
