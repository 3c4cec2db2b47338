import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import type { EventType } from '../../../api/tracking/posted-beacon.ts';
import { WorkMessage } from '../../../events/index.ts';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { lookAtCartWork } from '../../../shared/carts/look-work.ts';
import { hoursMs, minutesMs } from '../../../shared/platform/clock.ts';
import { VisitorId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { type TrackedMessage, trackVisits } from '../../../shared/tracking/index.ts';
import { doWork } from '../../../shared/work/index.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { shopOf } from '../../support/purchases.ts';
import { addressOf, mailLinkKey, openingOf, postOf, visitorId } from '../../support/tracking/device.ts';
import { people } from '../../support/tracking/history.ts';
import { workWorld } from '../../support/work.ts';

const [an, binh] = people;
const startMs = Date.parse('2026-11-22T03:00:00.000Z');
const at = (minutes: number) => new Date(startMs + minutes * minutesMs).toISOString();

let world: World;
let messages = 0;
beforeEach(() => {
  world = createWorld();
  messages = 0;
});

/** A visit with the post of a person, on the device that all of them use. */
const posts = (minutes: number, person: typeof an, more: Parameters<typeof postOf>[2] = {}) =>
  postOf({ at: at(minutes), person, sessionId: `v${minutes}`, sessionStartedAt: at(minutes), isPost: true }, minutes, more)(world);

function beacon(minutes: number, ...types: readonly EventType[]): TrackedMessage {
  messages += 1;
  const events = types.map((type, index) => ({
    id: `${type}-${minutes}-${index}`,
    type,
    at: at(minutes),
    url: 'https://annhien.example/gio-hang',
    props: { sku: 'may-in', name: 'Máy in của Hà', price: 900_000 },
  }));
  return {
    messageId: `m${messages}`,
    receivedAt: new Date(at(minutes)),
    body: JSON.stringify({
      visitorId,
      sentAt: at(minutes),
      consent: true,
      sessionId: `v${minutes}`,
      sessionStartedAt: at(minutes),
      seq: messages,
      events,
    }),
  };
}

const tracked = (...beacons: readonly TrackedMessage[]) => {
  const { score, work, clock, ids } = world.parts;
  return trackVisits(beacons, { table: world.table, score, work, log: silentLog, mailLinks: { signingKeys: [mailLinkKey], clock, ids } });
};

const timers = () =>
  world
    .itemsOf('DUE#')
    .map((item) => Timer.parse(item))
    .filter(({ message }) => message.kind === 'lookAtCart');

/** Does what is asked for, and what falls due, up to a moment. */
async function until(minutes: number): Promise<void> {
  const look = async (now: Date, body: unknown) => {
    const parts = { ...workWorld(world.table, now).parts, config: world.config, ids: world.parts.ids };
    await doWork(WorkMessage.parse(body), [lookAtCartWork], parts);
  };
  for (const { body } of world.sent.work.splice(0)) await look(world.parts.clock(), body);
  for (const timer of timers().filter(({ dueAt }) => dueAt <= at(minutes))) {
    await world.table.deleteAll([keys.timer(timer.dueAt, timer.timerId)]);
    // A queue may bring it twice.
    for (let copy = 0; copy < 2; copy += 1) await look(new Date(timer.dueAt), timer.message);
  }
}
/** Lets the scores be counted, also what waits until tracking knows of a link. */
async function scored(minutes: number): Promise<void> {
  world.pass(Date.parse(at(minutes)) - world.parts.clock().getTime());
  await world.scoreAll();
  await world.scoreAll(true);
}

const bought = () => world.timeline().flatMap(({ type, data }) => (type === 'lead.cart_bought' ? [data] : []));
const leftCart = () => world.leads()[0]?.leftCart;
const told = () => world.timeline().flatMap(({ type, at: when, data }) => (type === 'lead.cart_left' ? [{ when, ...data }] : []));

/** A person is known, fills a cart at minute ten and begins to pay. */
async function fills(): Promise<void> {
  await posts(0, an);
  await tracked(beacon(10, 'page_view', 'add_to_cart'), beacon(12, 'checkout_start'));
}

describe('a cart of a lead', () => {
  it('is told of once, four hours after the last thing done with it, and nothing of what is in it', async () => {
    await fills();
    await until(4 * 60);
    const before = told();
    await until(5 * 60);
    await until(24 * 60);

    expect(before).toEqual([]);
    expect(told()).toEqual([{ when: at(255), state: 'checkout', since: at(12) }]);
    const [entry] = world.timeline().filter(({ type }) => type === 'lead.cart_left');
    expect(JSON.stringify(entry)).not.toMatch(/may-in|Máy in|900/);
    expect(timers()).toEqual([]);
  });

  it('is told of once also where the lead was merged into another since', async () => {
    await fills();
    await posts(1, binh, { device: VisitorId.parse('another') });
    await until(300);
    const idOf = (person: typeof an) => String(world.leads().find(({ email }) => email === addressOf(person))?.leadId);
    const merged = await createHandler(world.parts, silentLog)(
      {
        routeKey: 'POST /v1/leads/{leadId}/merge',
        pathParameters: { leadId: idOf(binh) },
        headers: {},
        body: JSON.stringify({ otherLeadId: idOf(an) }),
        requestContext: {
          requestId: 'merges',
          authorizer: { jwt: { claims: { token_use: 'id', email: 'admin@example.com', email_verified: 'true' } } },
        },
      },
      {} as Context,
    );

    await tracked(beacon(330, 'page_view', 'add_to_cart'));
    await until(700);

    expect(merged.statusCode).toBe(200);
    expect(told()).toHaveLength(1);
    expect(timers()).toEqual([]);
  });

  it('is told of once by looks that come at once', async () => {
    await fills();
    await until(1);
    const [timer] = timers();
    const parts = { ...workWorld(world.table, new Date(at(300))).parts, config: world.config, ids: world.parts.ids };
    const look = () => doWork(WorkMessage.parse(timer?.message), [lookAtCartWork], parts);

    await Promise.all([look(), look(), look()]);

    expect(told()).toMatchObject([{ since: at(12) }]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['bought, as the site tells', () => tracked(beacon(60, 'purchase'))],
    ['ordered', () => ordered(60)],
    ['ordered, as the shop tells later of that day', () => ordered(-180)],
    ['of somebody who takes back the consent to be followed', () => refusesTracking()],
  ])('that is %s is not told of', async (_, happens) => {
    await fills();
    await happens();
    await until(24 * 60);

    expect(told()).toEqual([]);
  });

  it.each<[string, 'site' | 'order', () => Promise<unknown>]>([
    ['the site tells of a purchase', 'site', () => tracked(beacon(320, 'purchase'))],
    ['the site tells of it before another cart is filled', 'site', () => tracked(beacon(320, 'purchase', 'add_to_cart'))],
    ['a shop tells of an order', 'order', () => ordered(320)],
  ])('that was told of is one that is bought once %s, which is told once', async (_, by, happens) => {
    await fills();
    await until(300);
    const left = leftCart();
    await happens();
    await until(400);
    await until(24 * 60);

    expect([left, bought()]).toEqual([at(12), [{ since: at(12), by }]]);
  });

  it('that was told of stays one that was left by what was bought before, or was cancelled', async () => {
    await posts(0, an);
    await tracked(beacon(5, 'purchase'), beacon(10, 'add_to_cart'));
    await until(300);
    await ordered(320, { kind: 'cancelled', at: at(321) });
    await until(24 * 60);

    expect([leftCart(), bought()]).toEqual([at(10), []]);
  });

  it('of somebody unknown is looked at once they are known, four hours after that', async () => {
    await tracked(beacon(1, 'add_to_cart'));
    await posts(9, an);
    await scored(11);
    await until(24 * 60);

    expect(told()).toMatchObject([{ state: 'open', since: at(1) }]);
    expect(Date.parse(told()[0]?.when ?? '')).toBeGreaterThanOrEqual(Date.parse(at(9 + 4 * 60)));
  });

  it('of somebody unknown is not told of weeks later', async () => {
    await tracked(beacon(1, 'add_to_cart'));
    await posts(20 * 24 * 60, an);
    await scored(20 * 24 * 60 + 2);
    await until(22 * 24 * 60);

    expect(told()).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['was ordered and cancelled', () => ordered(60, { kind: 'cancelled', at: at(61) })],
    ['was filled before somebody else took the device', () => posts(13, binh)],
  ])('that %s is told of all the same', async (_, happens) => {
    await fills();
    await happens();
    await until(24 * 60);

    expect(told()).toMatchObject([{ since: at(12) }]);
  });

  it('that somebody goes on with is looked at again after that', async () => {
    await fills();
    await tracked(beacon(200, 'add_to_cart'));
    await until(5 * 60);
    const early = told();
    await until(24 * 60);

    expect([early, told()]).toEqual([[], [{ when: at(440), state: 'open', since: at(200) }]]);
  });

  it('is the same one until something is bought or two weeks are over', async () => {
    const day = 24 * 60;
    const filledOn = async (days: number, ...types: readonly EventType[]) => {
      await tracked(beacon(days * day, ...types));
      await until(days * day + 300);
      return told().length;
    };
    await posts(0, an);

    const seen = [await filledOn(1, 'add_to_cart'), await filledOn(3, 'add_to_cart'), await filledOn(4, 'purchase')];
    seen.push(await filledOn(5, 'add_to_cart'), await filledOn(18, 'add_to_cart'), await filledOn(20, 'add_to_cart'));

    expect(seen).toEqual([1, 1, 1, 2, 2, 3]);
  });

  it('costs visits without a cart or a purchase nothing, and several things within five minutes one timer', async () => {
    await posts(0, an);
    await tracked(beacon(5, 'page_view', 'click'));
    const without = world.sent.work.length;
    await tracked(beacon(10, 'add_to_cart'), beacon(11, 'add_to_cart'), beacon(14, 'checkout_start'));
    await until(20);

    expect(without).toBe(0);
    expect(timers().map(({ dueAt }) => dueAt)).toEqual([at(250), at(255)]);
  });

  it('is nobody’s on a device that nobody has posted on, nor on one that a link in our mail was opened on', async () => {
    await tracked(beacon(10, 'add_to_cart'));
    const ofNobody = world.sent.work.length;
    await postOf({ at: at(20), person: an, sessionId: 'v20', sessionStartedAt: at(20), isPost: true }, 20, {
      device: 'another-device' as never,
    })(world);
    const leadId = world.leads()[0]?.leadId ?? an;
    await tracked(openingOf(leadId, at(30)));
    await tracked(beacon(40, 'add_to_cart'));
    await until(24 * 60);

    expect([ofNobody, told()]).toEqual([0, []]);
  });

  it('is asked for again where the queue was down', async () => {
    await posts(0, an);
    const filled = beacon(10, 'add_to_cart');
    const down = { send: () => Promise.reject(new Error('down')), sendAll: () => Promise.reject(new Error('down')) };

    const failed = await trackVisits([filled], { table: world.table, score: world.parts.score, work: down, log: silentLog });
    await tracked(filled);
    await until(24 * 60);

    expect([failed, told().length]).toEqual([[filled.messageId], 1]);
  });
});

/** Tells of an order of the person. */
async function ordered(minutes: number, ...facts: readonly object[]): Promise<void> {
  const buyer = { fullName: 'Nguyễn Thị An', email: 'l-an@example.com' };
  world.pass(Math.max(hoursMs, Date.parse(at(minutes + 10)) - world.parts.clock().getTime()));
  const { status } = await shopOf(world).order({ buyer, facts: [{ kind: 'ordered', at: at(minutes), amount: 900_000 }, ...facts] });
  expect(status).toBeLessThan(300);
}

async function refusesTracking(): Promise<void> {
  const [item] = world.itemsOf(' LEAD').filter(({ sk }) => sk === 'LEAD');
  const consent = { ...Object(item).consent, tracking: { ...Object(item).consent.tracking, granted: false } };
  world.table.seed({ ...Object(item), consent });
}
