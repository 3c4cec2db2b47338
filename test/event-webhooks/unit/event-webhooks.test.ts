import { createHmac, timingSafeEqual } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { callMessage, parseCall } from '../../../shared/calls/index.ts';
import { webhookEndedWork } from '../../../shared/event-webhooks/ended-work.ts';
import { Endpoint } from '../../../shared/event-webhooks/endpoint.ts';
import { asksForWebhooks, eventCall, openEndpoints } from '../../../shared/event-webhooks/index.ts';
import {
  changeEndpoint,
  exchangeSecret,
  makeEndpoint,
  removeEndpoint,
  resendDelivery,
  secretOf,
} from '../../../shared/event-webhooks/keeping.ts';
import { resendWebhooksWork } from '../../../shared/event-webhooks/resend-work.ts';
import { tellWebhooksWork } from '../../../shared/event-webhooks/tell-work.ts';
import { tellWebhookOffWork } from '../../../shared/notices/tell-webhook.ts';
import { addMs, daysMs, hoursMs, isoTime } from '../../../shared/platform/clock.ts';
import type { OutgoingMessage } from '../../../shared/platform/queues.ts';
import { doWork } from '../../../shared/work/index.ts';
import { CallWorld } from '../../support/calls/world.ts';
import { killAt } from '../../support/effects.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const everyLead = { pools: [], products: [], stages: [] };
const noneBeside = () => [];
const key = 'key-of-webhooks';

/** A world with a lead, whose events are told to addresses by calls, under the clock of the calls. */
async function worldOf() {
  const world = createWorld();
  const calls = new CallWorld(eventCall);
  calls.now = Date.parse('2026-11-27T00:00:00.000Z');
  calls.secrets.set('deployment/webhooks', key);
  // Both read the same items.
  Object.assign(calls, { table: world.table });
  const clock = () => new Date(calls.now);
  const work: OutgoingMessage[] = [];
  const queue = {
    send: async (message: OutgoingMessage) => void work.push(message),
    sendAll: async (all: readonly OutgoingMessage[]) => void work.push(...all),
  };
  const parts = { ...world.parts, clock, work: queue, queues: { work: queue, notice: queue } } as never as Parameters<
    typeof tellWebhooksWork.run
  >[1] &
    Parameters<typeof makeEndpoint>[3];
  const enqueued = new Set<string>();
  const items = () => world.itemsOf('CALL#').map(parseCall);
  /** What the stream does with new calls, and with those that have ended. */
  const stream = () => {
    for (const call of items()) {
      if (enqueued.has(call.callId)) continue;
      enqueued.add(call.callId);
      calls.enqueue(callMessage(call));
    }
  };
  const ended = async () => {
    for (const { callId, state, tells } of items()) if (state !== 'waiting' && tells) await webhookEndedWork.run({ callId }, parts);
  };
  const make = (fields: Partial<Parameters<typeof makeEndpoint>[0]> = {}) =>
    makeEndpoint(
      {
        url: 'https://hooks.partner.example/in',
        description: '',
        events: ['*'],
        filter: everyLead,
        lead: 'none',
        owner: 'admin',
        ...fields,
      },
      'admin',
      noneBeside,
      parts,
    );
  const event = (id: string, type = 'lead.created', leadId = 'L1') => ({
    type,
    detail: { id, time: '2026-11-27T00:00:00.000Z', leadId, version: 1, data: {} },
  });
  const tell = async (...events: ReturnType<typeof event>[]) => {
    await tellWebhooksWork.run({ events }, parts);
    stream();
  };
  const endpoint = (): Endpoint => world.itemsOf('WEBHOOKS#')[0] as never;
  return { world, calls, parts, work, make, event, tell, stream, items, ended, endpoint };
}

/** As a receiver verifies it, by what Standard Webhooks says and nothing of ours. */
function verifies(
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string | null },
  secret: string,
): boolean {
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', bytes).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .some((one) => one.startsWith('v1,') && timingSafeEqual(Buffer.from(one.slice(3), 'base64'), expected));
}

describe('an address that is told of events', () => {
  it('gets each event that it asked for once, signed with its secret, and no other', async () => {
    const world = await worldOf();
    const { webhookId } = await world.make({ events: ['lead.created'] });

    await world.tell(world.event('T1'), world.event('T2', 'lead.assigned'));
    await world.tell(world.event('T1'));
    await world.calls.run(Number.POSITIVE_INFINITY);

    expect(world.calls.sent).toHaveLength(1);
    const [sent] = world.calls.sent;
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      type: 'lead.created',
      timestamp: '2026-11-27T00:00:00.000Z',
      data: world.event('T1').detail,
    });
    expect(sent && verifies(sent, secretOf(key, webhookId, 1))).toBe(true);
    expect(sent && verifies(sent, secretOf(key, webhookId, 2))).toBe(false);
    expect(world.items()).toMatchObject([
      { state: 'done', isListed: true, endpoint: webhookId, request: { event: { type: 'lead.created' } } },
    ]);
  });

  it('costs what docs/figures.md says, to the table, for each event that arrives', async () => {
    const world = await worldOf();
    await world.make({ events: ['lead.created'] });
    const { used } = world.world.table;
    const [wroteBefore, readBefore] = [used.write, used.read];
    const events = 20;

    await world.tell(...Array.from({ length: events }, (_, place) => world.event(`T${place}`)));
    await world.calls.run(Number.POSITIVE_INFINITY);
    await world.ended();

    expect(world.calls.sent).toHaveLength(events);
    expect([(used.write - wroteBefore) / events, (used.read - readBefore) / events]).toEqual([4, 3.05]);
  });

  it('hears that a person is erased, whatever it asked for, also of a lead that is gone', async () => {
    const world = await worldOf();
    await world.make({ events: ['lead.assigned'], filter: { ...everyLead, stages: ['customer'] } });

    await world.tell(world.event('T1', 'lead.erased'), world.event('T2', 'lead.assigned'));
    await world.calls.run(Number.POSITIVE_INFINITY);

    expect(world.calls.sent.map(({ body }) => JSON.parse(body ?? '').type)).toEqual(['lead.erased']);
  });

  it('hears of leads of its pools, products and stages alone', async () => {
    const world = await worldOf();
    await world.world.takeIn(world.world.post({ fullName: 'Trần Lan', email: 'lan@example.com', province: '79' }));
    const [lead] = world.world.leads();
    await world.make({ filter: { ...everyLead, stages: [lead?.stage ?? 'lead'] } });
    await world.make({ filter: { ...everyLead, stages: ['repeat'] } });
    await world.make({ filter: { ...everyLead, pools: ['north'] } });

    await world.tell(world.event('T1', 'lead.created', lead?.leadId));

    expect(world.items()).toHaveLength(1);
  });

  it('is asked about only where somebody wants to hear of it', async () => {
    const world = await worldOf();
    await world.make({ events: ['lead.created'] });
    const known = await openEndpoints(world.parts.table, world.parts.clock)();
    const published = (type: string) => ({ detailType: type, detail: world.event('T1', type).detail });

    expect(asksForWebhooks([published('lead.created'), published('lead.assigned')], known)).toMatchObject([
      { groupId: 'tellWebhooks', body: { request: { events: [{ type: 'lead.created' }] } } },
    ]);
    expect(asksForWebhooks([published('lead.assigned')], known)).toEqual([]);
    expect(asksForWebhooks([published('lead.created')], { endpoints: [], malformed: 0 })).toEqual([]);
  });

  it('is down for a day and loses nothing: each event comes under the id that it had', async () => {
    const world = await worldOf();
    await world.make();
    const up = world.calls.now + daysMs;
    world.calls.answer = () => ({ status: world.calls.now < up ? 503 : 200 });

    await world.tell(...Array.from({ length: 20 }, (_, index) => world.event(`T${index}`)));
    await world.calls.run(Number.POSITIVE_INFINITY);

    expect(world.items().map(({ state }) => state)).toEqual(Array(20).fill('done'));
    const ids = world.calls.sent.map(({ headers, body }) => `${headers['webhook-id']} ${JSON.parse(body ?? '').data.id}`);
    expect(new Set(ids).size).toBe(20);
    expect(world.calls.errors).toEqual([]);
  });

  it.each([301, 400, 401, 403, 404, 408, 429, 500, 503])('is asked again where it answers %i', async (status) => {
    const world = await worldOf();
    await world.make();
    world.calls.answer = (attempt) => ({ status: attempt === 1 ? status : 204 });

    await world.tell(world.event('T1'));
    await world.calls.run(Number.POSITIVE_INFINITY);

    expect(world.items()).toMatchObject([{ state: 'done', attempts: [{ status }, { status: 204 }] }]);
  });

  it('waits as long as it is asked to', async () => {
    const world = await worldOf();
    await world.make();
    world.calls.answer = (attempt) => (attempt === 1 ? { status: 429, retryAfterSeconds: 7_200 } : { status: 200 });
    const from = world.calls.now;

    await world.tell(world.event('T1'));
    await world.calls.run(Number.POSITIVE_INFINITY);

    expect(world.calls.now - from).toBeGreaterThanOrEqual(2 * hoursMs);
  });

  it('gets what waits where it is now, signed by both secrets while one is exchanged', async () => {
    const world = await worldOf();
    const { webhookId } = await world.make();
    await world.tell(world.event('T1'));
    await changeEndpoint({ webhookId, change: { url: 'https://new.partner.example/in' }, by: 'admin' }, noneBeside, world.parts);
    await exchangeSecret({ webhookId, keepOldHours: 24 }, noneBeside, world.parts);

    await world.calls.run(Number.POSITIVE_INFINITY);

    const [sent] = world.calls.sent;
    expect(sent?.url).toBe('https://new.partner.example/in');
    expect([1, 2].map((generation) => sent && verifies(sent, secretOf(key, webhookId, generation)))).toEqual([true, true]);
    world.calls.now += daysMs + 1;
    await world.tell(world.event('T2'));
    await world.calls.run(Number.POSITIVE_INFINITY);
    expect([1, 2].map((generation) => world.calls.sent[1] && verifies(world.calls.sent[1], secretOf(key, webhookId, generation)))).toEqual([
      false,
      true,
    ]);
  });

  it.each(['off', 'deleted'] as const)('is told nothing any more once it is %s', async (how) => {
    const world = await worldOf();
    const { webhookId } = await world.make();
    await world.tell(world.event('T1'));
    if (how === 'off') await changeEndpoint({ webhookId, change: { isOn: false }, by: 'admin' }, noneBeside, world.parts);
    else await removeEndpoint(webhookId, noneBeside, world.parts);

    await world.tell(world.event('T2'));
    await world.calls.run(Number.POSITIVE_INFINITY);

    expect(world.calls.sent).toEqual([]);
    expect(world.items()).toMatchObject([{ state: 'refused', attempts: [{ fault: 'withdrawn' }] }]);
    expect(world.calls.errors).toEqual([]);
  });

  it('that is gone is turned off at once', async () => {
    const world = await worldOf();
    await world.make();
    world.calls.answer = () => ({ status: 410 });

    await world.tell(world.event('T1'));
    await world.calls.run(Number.POSITIVE_INFINITY);
    await world.ended();

    expect(world.endpoint()).toMatchObject({ off: { because: 'gone' } });
    expect(world.calls.sent).toHaveLength(1);
    // Its owner and those who administer hear of it, each once however often the end is told.
    await world.ended();
    const offs = world.work.filter(({ groupId }) => groupId === 'tellWebhookOff').map(({ body }) => WorkMessage.parse(body));
    expect(offs).toHaveLength(2);
    expect(offs[1]).toEqual(offs[0]);
    const told: OutgoingMessage[] = [];
    const notice = { send: async () => undefined, sendAll: async (all: readonly OutgoingMessage[]) => void told.push(...all) };
    await world.world.takeIn(world.world.post({ fullName: 'Trần Lan', email: 'lan@example.com' }));
    world.world.project();
    await doWork(offs[0] as WorkMessage, [tellWebhookOffWork], { ...world.parts, queues: { notice } } as never);
    expect(told.map(({ body }) => body)).toMatchObject([
      { kind: 'webhookNotice', userId: 'admin', webhookId: 'W0000000000000000000000001' },
    ]);
  });

  it('that fails for a week is turned off, and not where something arrives in between', async () => {
    const world = await worldOf();
    const { webhookId } = await world.make();
    world.calls.answer = () => ({ status: 500 });
    const lose = async (id: string) => {
      await world.tell(world.event(id));
      await world.calls.run(Number.POSITIVE_INFINITY);
      await world.ended();
    };

    await lose('T1');
    const since = world.endpoint().failingSince;
    await lose('T2');
    expect(world.endpoint()).toMatchObject({ off: null, failingSince: since });
    world.calls.answer = () => ({ status: 200 });
    await world.tell(world.event('T3'));
    await world.calls.run(Number.POSITIVE_INFINITY);
    await world.ended();
    expect(world.endpoint()).toMatchObject({ off: null, failingSince: null });
    world.calls.answer = () => ({ status: 500 });
    for (const id of ['T4', 'T5', 'T6', 'T7', 'T8', 'T9']) await lose(id);

    expect(world.endpoint()).toMatchObject({ off: { because: 'failing' } });
    await changeEndpoint({ webhookId, change: { isOn: true }, by: 'admin' }, noneBeside, world.parts);
    expect(world.endpoint()).toMatchObject({ off: null, failingSince: null });
  });

  it('gets again what it asks for, under the same id, and all that was lost once', async () => {
    const world = await worldOf();
    const { webhookId } = await world.make();
    world.calls.answer = () => ({ status: 500 });
    await world.tell(world.event('T1'), world.event('T2'));
    await world.calls.run(Number.POSITIVE_INFINITY);
    world.calls.answer = () => ({ status: 200 });
    world.calls.sent.length = 0;
    const [first] = world.items();
    const resend = () => resendDelivery({ webhookId, deliveryId: first?.callId ?? '', name: 'k' }, noneBeside, world.parts);
    const since = isoTime(addMs(world.parts.clock(), -daysMs * 20));
    const request = { webhookId, since, until: isoTime(world.parts.clock()), name: 'all', after: null };

    await resend();
    await expect(resend()).rejects.toThrow();
    await resendWebhooksWork.run(request, world.parts);
    await resendWebhooksWork.run(request, world.parts);
    world.stream();
    await world.calls.run(Number.POSITIVE_INFINITY);

    const told = world.calls.sent.map(({ headers, body }) => [headers['webhook-id'], JSON.parse(body ?? '').data.id]);
    expect(told.map(([, id]) => id).sort()).toEqual(['T1', 'T2']);
    expect(new Set(told.map(([id]) => id))).toEqual(
      new Set(
        world
          .items()
          .filter(({ repeats }) => repeats === null)
          .map(({ callId }) => callId),
      ),
    );
  });

  it.each(['url', 'events', 'owner', 'filter.pools'])('is refused with a word on what is wrong with its %s', async (path) => {
    const world = await worldOf();
    const wrong = {
      url: { url: 'https://127.0.0.1/in' },
      events: { events: ['lead.bought'] },
      owner: { owner: 'nobody' },
      'filter.pools': { filter: { ...everyLead, pools: ['no-such-pool'] } },
    }[path];

    await expect(world.make(wrong)).rejects.toMatchObject({ faults: [{ path: expect.stringContaining(path) }] });
  });

  it.each(['localhost', 'crm', 'a.internal', 'nas.home.arpa'])('is refused at the host %s, but read where it stands', async (host) => {
    const url = `https://${host}/in`;

    await expect((await worldOf()).make({ url })).rejects.toMatchObject({ faults: [{ path: 'url' }] });
    // Endpoints are read together: a stricter rule for one must not hold up all.
    expect(Endpoint.shape.url.safeParse(url).success).toBe(true);
  });

  it('can be turned off once the configuration knows neither its owner nor its pools any more', async () => {
    const world = await worldOf();
    const { webhookId } = await world.make({ filter: { ...everyLead, pools: ['north'] } });
    const emptied = { ...world.parts, config: { current: async () => ({ documents: new Map() }) } as never };
    const change = (said: Parameters<typeof changeEndpoint>[0]['change']) =>
      changeEndpoint({ webhookId, change: said, by: 'admin' }, noneBeside, emptied);

    await change({ isOn: false });

    expect(world.endpoint()).toMatchObject({ off: { because: 'person' } });
    await expect(change({ owner: 'admin' })).rejects.toMatchObject({ faults: [{ path: 'owner' }] });
  });

  it('that answers late or never keeps no other waiting: each is a group of the queue', async () => {
    const world = await worldOf();
    const [slow, quick] = [await world.make({ url: 'https://slow.partner.example/in' }), await world.make()];
    const at = world.calls.now;
    const arrivals: number[] = [];
    world.calls.answer = () => {
      if (world.calls.sent.at(-1)?.url.includes('slow')) return { fault: 'timeout' };
      arrivals.push(world.calls.now);
      return { status: 200 };
    };

    await world.tell(...['T1', 'T2', 'T3', 'T4'].map((id) => world.event(id)));
    await world.calls.run(8);

    expect(world.calls.groups).toEqual(new Set([slow.webhookId, quick.webhookId]));
    expect(arrivals).toEqual([at, at, at, at]);
    expect(
      world
        .items()
        .filter(({ state }) => state === 'waiting')
        .map(({ endpoint }) => endpoint),
    ).toEqual(Array(4).fill(slow.webhookId));
  });
});

describe('an event that is told while processes die', () => {
  const calls = ['get', 'put', 'queue', 'send'].flatMap((name) => [`${name}:before`, `${name}:after`]);

  it.each(calls)('at %s, arrives at least once and under one id', async (place) => {
    for (let at = 1; at <= 4; at += 1) {
      const world = await worldOf();
      await world.make();
      world.calls.answer = (attempt) => ({ status: attempt === 1 ? 503 : 200 });
      let count = 0;
      world.calls.onCall = (name) => {
        if (name !== place) return;
        count += 1;
        if (count === at) throw new Error('killed');
      };

      await world.tell(world.event('T1'));
      await world.calls.run(Number.POSITIVE_INFINITY);

      expect(world.items()).toMatchObject([{ state: 'done' }]);
      expect(world.calls.sent.length).toBeGreaterThan(0);
      expect(new Set(world.calls.sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    }
  });

  it('arrives once where the work that tells of it dies at any write and comes again', async () => {
    for (let at = 1; at <= 6; at += 1) {
      const world = await worldOf();
      await world.make();
      await world.make();
      world.world.fail(killAt(at));

      await world.tell(world.event('T1'), world.event('T2')).catch(() => undefined);
      world.world.fail({});
      await world.tell(world.event('T1'), world.event('T2'));
      await world.calls.run(Number.POSITIVE_INFINITY);

      expect(world.items()).toHaveLength(4);
      expect(world.calls.sent).toHaveLength(4);
    }
  });
});
