import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../shared/access/index.ts';
import { connectorKind } from '../../../shared/connectors/connector-config.ts';
import { splitBody } from '../../../shared/connectors/generic/rules-split.ts';
import { previewConnector } from '../../../shared/connectors/index.ts';
import { longestArrivalBytes, mostArrivals } from '../../../shared/connectors/receive.ts';
import type { WriteItem } from '../../../shared/platform/table.ts';
import { connectingOf } from '../../support/connectors.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { haravanOrder, ladiPage, multipartOf, namedFields, pancakeLike, sapoOrders, wooOrder } from '../fixtures/bodies.ts';

const landing = { id: 'landing', type: 'generic', isApproved: true } as const;
const admin: Principal = { userId: 'admin', role: 'admin' };
const shop = { id: 'shop', type: 'generic', kind: 'orders', isApproved: true } as const;
const json = { headers: { 'content-type': 'application/json' } };

describe('a post of a builder', () => {
  const pairs = new URLSearchParams(Object.entries(ladiPage)).toString();
  const multipart = multipartOf(ladiPage);
  it.each([
    ['JSON', JSON.stringify(ladiPage), json.headers],
    ['JSON under the type of a form', JSON.stringify(ladiPage), { 'content-type': 'application/x-www-form-urlencoded' }],
    ['pairs of a form', pairs, { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }],
    ['parts of a form', multipart.body, multipart.headers],
    ['JSON within a field of a form', new URLSearchParams({ data: JSON.stringify(ladiPage) }).toString(), {}],
  ])('is read as %s', async (_what, body, headers) => {
    const world = createWorld();
    const connecting = connectingOf(world, landing);

    await connecting.post('landing', body, { headers });
    await connecting.runWork();

    expect(world.leads()).toMatchObject([
      {
        fullName: 'Nguyễn Thị Hường',
        email: 'huong@example.vn',
        phone: { e164: '+84912345678' },
        source: { first: { utm: { source: 'facebook', campaign: 'thang-12' } } },
      },
    ]);
    // What lies in a file is nobody's number.
    expect(JSON.stringify(world.leads())).not.toContain('999888777');
  });

  it('is read from names with values, and from what a chat tool tells of a customer', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, { ...landing, mapping: { 'customer.phone_numbers': 'phone', 'customer.name': 'fullName' } });

    await connecting.post('landing', namedFields);
    await connecting.post('landing', pancakeLike);
    await connecting.runWork();

    expect(world.leads()).toMatchObject([
      { fullName: 'Trần Văn An', phone: { e164: '+84987654321' }, region: { provinceCode: '48' } },
      { fullName: 'Lê Thu Trang', phone: { e164: '+84903111222' } },
    ]);
  });

  it('whose parts are torn off is kept for a look', async () => {
    const connecting = connectingOf(createWorld(), landing);
    const { body, headers } = multipartOf(ladiPage);

    await connecting.post('landing', body.slice(0, 120), { headers });
    await connecting.runWork();

    expect(connecting.deliveries()).toMatchObject([{ state: 'failed', reason: 'unreadable' }]);
  });

  it('that says the same once more is a repeat while the first is kept, and somebody who asks again afterwards', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, landing);

    await connecting.post('landing', ladiPage);
    await connecting.post('landing', ladiPage);
    await connecting.runWork();
    expect(connecting.submissions()).toHaveLength(1);
    await world.table.deleteAll(connecting.deliveries().map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
    await connecting.post('landing', ladiPage, { at: new Date('2027-03-01T02:00:00.000Z') });
    await connecting.runWork();

    expect(world.leads()).toHaveLength(1);
    expect(connecting.submissions()).toHaveLength(2);
  });
});

describe('a post of a shop', () => {
  it('that lists orders becomes an order for each, once, with or without a name for the list', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, { ...shop, mapping: { code: 'orderId', created_on: 'orderedAt', total: 'amount' } });

    await connecting.post('shop', sapoOrders);
    await connecting.post('shop', sapoOrders.orders);
    await connecting.runWork();

    expect(world.itemsOf('PURCHASE#')).toHaveLength(2);
    expect(world.leads().map(({ phone }) => phone?.e164)).toEqual(['+84905000001', '+84905000002']);
    expect(connecting.deliveries()).toMatchObject([{ state: 'taken' }, { state: 'taken' }]);
  });

  it.each([
    ['an order with articles', JSON.stringify(wooOrder)],
    ['fields by their names', JSON.stringify(namedFields)],
    ['a list of one', JSON.stringify([wooOrder])],
    ['a list beside other parts', JSON.stringify({ ...sapoOrders, shop: { id: 1 } })],
    ['what is no JSON', '[{"a":1},'],
  ])('is one thing where it is %s', (_what, body) => {
    expect(splitBody('application/json', body)).toBeNull();
  });

  const signed = [
    ['haravan', 'x-haravan-hmacsha256', haravanOrder, { order_number: 'orderId', created_at: 'orderedAt', total_price: 'amount' }],
    ['sapo', 'x-sapo-hmac-sha256', JSON.stringify(sapoOrders.orders[0]), { code: 'orderId', created_on: 'orderedAt', total: 'amount' }],
    ['shopify', 'x-shopify-hmac-sha256', haravanOrder, { order_number: 'orderId', created_at: 'orderedAt', total_price: 'amount' }],
    ['woocommerce', 'x-wc-webhook-signature', JSON.stringify(wooOrder), { number: 'orderId', date_created: 'orderedAt', total: 'amount' }],
  ] as const;
  it.each(signed)('of %s is known by its signature alone', async (signedBy, header, body, mapping) => {
    const world = createWorld();
    const connecting = connectingOf(world, { ...shop, settings: { signedBy }, mapping });
    connecting.secrets.set('shop/webhook-secret', 'app-secret');
    const signature = createHmac('sha256', 'app-secret').update(body).digest('base64');
    const post = (text: string, headers: Readonly<Record<string, string>>) =>
      connecting.post('shop', text, { headers: { ...json.headers, ...headers } });

    const none = await post(body, {});
    const wrong = await post(body, { [header]: createHmac('sha256', 'other').update(body).digest('base64') });
    const changed = await post(body.replace('0912345678', '0912345679').replace('0905000001', '0905000009'), { [header]: signature });
    const right = await post(body, { [header]: signature });
    await connecting.runWork();

    expect([none, wrong, changed, right]).toMatchObject([
      { kind: 'refused', reason: 'noSignature' },
      { kind: 'refused', reason: 'wrongSignature' },
      { kind: 'refused', reason: 'wrongSignature' },
      { kind: 'answered' },
    ]);
    expect(connecting.deliveries()).toMatchObject([{ state: 'taken', reason: null }]);
    expect(world.leads()).toHaveLength(1);
    expect(world.itemsOf('PURCHASE#')).toHaveLength(1);
  });

  it('of Haravan is asked for by a question first, and tests of it become nobody', async () => {
    const connecting = connectingOf(createWorld(), { ...shop, settings: { signedBy: 'haravan' } });
    connecting.secrets.set('shop/webhook-secret', 'app-secret');
    const ask = (token: string) =>
      connecting.post('shop', '', {
        method: 'GET',
        query: { 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '1158201444' },
      });
    const signature = createHmac('sha256', 'app-secret').update(haravanOrder).digest('base64');

    const answers = [await ask(connecting.tokenFor('shop')), await ask('other')];
    await connecting.post('shop', haravanOrder, {
      headers: { ...json.headers, 'x-haravan-hmacsha256': signature, 'x-haravan-test': 'True' },
    });
    await connecting.runWork();

    expect(answers).toMatchObject([{ kind: 'answered', answer: { body: '1158201444' } }, { kind: 'refused' }]);
    expect(connecting.deliveries()).toMatchObject([{ state: 'test' }]);
  });

  it('is tried again while what it is signed with is not there, and nobody unknown is said to sign', async () => {
    const connecting = connectingOf(createWorld(), { ...shop, settings: { signedBy: 'haravan' } });

    await expect(connecting.post('shop', haravanOrder)).rejects.toMatchObject({ retryable: true });
    const faultsOf = (type: 'generic' | 'meta', signedBy: string) =>
      connectorKind.references?.([connectorKind.schema.parse({ id: 'a', name: 'A', type, settings: { signedBy } })], {
        of: () => [],
      } as never);
    expect([faultsOf('generic', 'harawan'), faultsOf('meta', 'haravan'), faultsOf('generic', 'haravan')]).toMatchObject([
      [{ path: ['settings', 'signedBy'] }],
      [{ path: ['settings', 'signedBy'] }],
      [],
    ]);
  });
});

describe('a post of many', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, place) => ({ ho_ten: 'An', sdt: `09${String(place).padStart(8, '0')}` }));

  it('is kept whole up to a thousand, as Meta sends them, and refused beyond', async () => {
    const connecting = connectingOf(createWorld(), landing);

    const whole = await connecting.post('landing', many(mostArrivals));
    const beyond = await connecting.post('landing', many(mostArrivals + 1));

    expect([whole, beyond]).toMatchObject([{ kind: 'answered' }, { kind: 'tooLarge', reason: 'tooMany' }]);
    expect(connecting.deliveries()).toHaveLength(mostArrivals);
    // Those that nobody is told of at once have their timers.
    expect(connecting.timers()).toHaveLength(mostArrivals);
    expect(connecting.takeWaiting().length).toBeLessThan(mostArrivals);
  });

  it('is written by a few calls, and told again adds what is new alone, wherever it stands', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, landing);
    const sizes: number[] = [];
    const table = {
      ...world.table,
      transact: (items: readonly WriteItem[]) => {
        sizes.push(items.length);
        return world.table.transact(items);
      },
    };

    await connecting.post('landing', many(60), {}, { table });
    await connecting.runWork();
    const before = connecting.deliveries();
    const firstSizes = sizes.splice(0);
    // Known and new ones in turn; of the new ones each stands there twice.
    const more = many(120).flatMap((one, place) => (place % 3 === 0 ? [one, one] : place >= 60 ? [one] : []));
    await connecting.post('landing', more, {}, { table });

    expect(firstSizes).toEqual([50, 50, 20]);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
    expect(sizes.length).toBeLessThan(10);
    expect(connecting.deliveries()).toHaveLength(120);
    // What was taken stays so, and only what is new is told of: each once.
    expect(connecting.deliveries().filter(({ state }) => state === 'taken')).toHaveLength(before.length);
    expect(connecting.takeWaiting()).toHaveLength(60);
    await connecting.post('landing', many(120), {}, { table });
    expect(connecting.takeWaiting()).toHaveLength(60);
  });

  it('leaves behind nothing of a transaction that did not come about, and is whole when it is told again', async () => {
    const world = createWorld();
    const connecting = connectingOf(world, landing);
    let calls = 0;
    const table = {
      ...world.table,
      transact: async (items: readonly WriteItem[]) => {
        calls += 1;
        if (calls === 2) throw new Error('the table is away');
        return world.table.transact(items);
      },
    };

    await expect(connecting.post('landing', many(60), {}, { table })).rejects.toThrow('the table is away');
    const first = connecting.deliveries().length;
    const firstTimers = connecting.timers().length;
    await connecting.post('landing', many(60));
    await connecting.runWork();

    expect([first, firstTimers]).toEqual([35, 35]);
    expect(connecting.deliveries().map(({ state }) => state)).toEqual(Array(60).fill('taken'));
    expect(world.leads()).toHaveLength(60);
  });

  it('is refused where one of them fits into no item', async () => {
    const connecting = connectingOf(createWorld(), landing);

    const answer = await connecting.post('landing', { phone: '0912345678', note: 'a'.repeat(longestArrivalBytes) });

    expect(answer).toEqual({ kind: 'tooLarge', reason: 'tooLarge' });
  });
});

describe('the buyer of an order that a shop tells of', () => {
  const mapping = { number: 'orderId', date_created: 'orderedAt', total: 'amount', accepts_marketing: 'consentNewsletter' };

  it.each([
    ['agrees to what the shop says that they agreed to', 'yes', true],
    ['agrees to no advertising where the shop says so', 'no', undefined],
  ])('%s', async (_what, says, agrees) => {
    const world = createWorld();
    const connecting = connectingOf(world, { ...shop, mapping, consentVersion: 'shop-1' });
    const body = JSON.stringify({ ...wooOrder, accepts_marketing: says });

    // What is told twice changes nothing.
    for (let time = 1; time <= 2; time += 1) {
      await connecting.post('shop', body, json);
      await connecting.runWork();
    }

    expect(world.leads()).toHaveLength(1);
    expect(world.leads().map(({ consent }) => [consent.contact?.granted, consent.newsletter?.granted])).toEqual([[true, agrees]]);
  });

  it.each([
    ['an order', { ...shop, mapping: { ...mapping, tags: 'tags' } }, { ...wooOrder, tags: 'vip, Sỉ' }],
    ['a person', landing, { ho_ten: 'Trần An', sdt: '0987654321', tags: ['vip', 'Sỉ'] }],
  ])('tags whom it tells of, once, as its preview says: %s', async (_what, connector, told) => {
    const world = createWorld();
    const { id } = connector;
    const connecting = connectingOf(world, connector);
    const post = async (body: object) => {
      await connecting.post(id, JSON.stringify(body), json);
      await connecting.runWork();
    };

    await post(told);
    const { samples } = await previewConnector(id, undefined, admin, world.parts);
    await post(told);

    expect(samples[0]?.fills).toMatchObject({ tags: 'vip, Sỉ' });
    expect(world.leads().map(({ tags }) => tags)).toEqual([['vip', 'Sỉ']]);
  });
});
