import { describe, expect, it } from '@jest/globals';
import { type LeadId, VisitorId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { readBehaviour, readIdentity, readLeadEvents, readLinks, unlinkVisitor } from '../../../shared/tracking/index.ts';
import { Killed, killAt } from '../../support/effects.ts';
import type { World } from '../../support/lead-world/world.ts';
import { report } from '../../support/seeded.ts';
import {
  addressOf,
  beaconsOf,
  type Delivery,
  postOf,
  readingAt,
  trackingOf,
  visitorId,
  worldAfter,
} from '../../support/tracking/device.ts';
import { type Act, people } from '../../support/tracking/history.ts';

const [an, binh] = people;
const visit = '2026-11-20T08:00:00.000Z';
const act = (at: string, person: LeadId = an, isPost = false, sessionStartedAt = visit): Act => ({
  at: `2026-11-20T${at}.000Z`,
  person,
  sessionId: `visit-${Date.parse(sessionStartedAt)}`,
  sessionStartedAt,
  isPost,
});
const pages = [act('08:00:00'), act('08:01:00'), act('08:02:00'), act('08:04:00'), act('08:05:00')];
const posted = act('08:03:00', an, true);
const agreed = postOf(posted, 1);
const refused = [{ purpose: 'tracking' as const, granted: false, textVersion: 'tracking-1' }];
const other = VisitorId.parse('another-device');
const cause = { actor: { kind: 'user' as const, id: 'admin@example.com' }, correlationId: 'call-1', causationId: 'call-1' };

const leadOf = (world: World, person: LeadId) => {
  const lead = world.leads().find(({ email }) => email === addressOf(person));
  if (!lead) throw new Error('no such lead');
  return lead.leadId;
};
const eventsOf = async (world: World, person: LeadId) =>
  (await readLeadEvents(world.table, leadOf(world, person), { limit: 50, before: null, now: readingAt })).map(({ id }) => id);
/** Everything about the visitor and who it belongs to; what hangs on the moment of taking in is left out. */
const endState = (world: World) =>
  [...world.itemsOf('VISITOR#'), ...world.itemsOf(' LINK#')]
    .map((item) => JSON.stringify({ ...item, version: undefined, expiresAt: item.expiresAt === undefined ? 'kept' : 'expires' }))
    .map((item) => item.replace(/L\d{25}/g, 'LEAD'))
    .sort();
const linkEntries = (world: World) => world.timeline().filter(({ type }) => type === 'visitor.linked');

describe('a form post with consent', () => {
  it('attaches the history before it and after it, once and without a copy', async () => {
    const world = await worldAfter([trackingOf(...beaconsOf(pages, 2)), agreed, agreed]);

    expect(await eventsOf(world, an)).toEqual(['event-4', 'event-3', 'event-2', 'event-1', 'event-0']);
    expect(await readLinks(world.table, leadOf(world, an))).toEqual([
      {
        leadId: leadOf(world, an),
        visitorId,
        segments: [{ segment: 1, from: null, to: null, at: posted.at, consentTextVersion: 'tracking-1' }],
      },
    ]);
    expect(linkEntries(world).map(({ data }) => data)).toEqual([{ visitorId, segment: 1, weak: false }]);
    expect(world.itemsOf('LEAD#').filter((item) => JSON.stringify(item).includes('/gia'))).toEqual([]);
  });

  it('ends the same whether beacons come before, during or after it', async () => {
    const [first, second, third] = beaconsOf(pages, 2).map((message) => trackingOf(message));
    if (!first || !second || !third) throw new Error('three beacons are needed');
    const all = [agreed, first, second, third];
    const states = new Set<string>();

    for (const order of permutations(all)) states.add(JSON.stringify(endState(await worldAfter(order))));
    for (const during of [first, second, third]) {
      const rest = [first, second, third].filter((one) => one !== during);
      // Both at once: the beacon is read before the post has written, and written after it.
      states.add(JSON.stringify(endState(await worldAfter([...rest, (world) => together(world, agreed, during)]))));
    }

    expect(states.size).toBe(1);
    expect(JSON.parse([...states][0] ?? '[]').join()).toContain('"clicks":5');
    expect([...states][0]).not.toContain('"expires"');
  });

  it('ends as if nothing had happened when intake is killed at any await', async () => {
    const expected = endState(await worldAfter([trackingOf(...beaconsOf(pages, 2)), agreed]));
    const states = new Set<string>();
    let point = 0;
    for (let survived = false; !survived; ) {
      point += 1;
      const world = await worldAfter([trackingOf(...beaconsOf(pages, 2))]);
      world.fail(killAt(point));
      survived = await agreed(world).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof Killed)) throw error;
          return false;
        },
      );
      world.fail({});
      await agreed(world);
      states.add(JSON.stringify(endState(world)));
      expect(linkEntries(world)).toHaveLength(1);
    }

    report(`linking: killed at ${point - 1} points`);
    expect(point).toBeGreaterThan(10);
    expect([...states]).toEqual([JSON.stringify(expected)]);
  });

  it('links nothing without consent, and nothing without a visitor', async () => {
    const worlds = [await worldAfter([trackingOf(...beaconsOf(pages, 5)), postOf(posted, 1, { consent: refused })])];
    const silent = await worldAfter([]);
    await silent.takeIn(silent.post({ fullName: 'Nguyễn Thị An', email: addressOf(an) }));
    worlds.push(silent);

    for (const world of worlds) {
      expect(world.leads()).toHaveLength(1);
      expect([...world.itemsOf(' LINK#'), ...world.itemsOf(' IDENTITY'), ...linkEntries(world)]).toEqual([]);
      expect(await readBehaviour(world.table, leadOf(world, an), readingAt)).toBeNull();
    }
  });

  it('makes a lead also where the identity of the visitor cannot be read', async () => {
    const world = await worldAfter([]);
    world.table.seed({ ...keys.visitorIdentity(visitorId), version: 'none' });
    await agreed(world);

    expect([world.leads().length, linkEntries(world).length]).toEqual([1, 0]);
  });

  it('gives the second person at a device the visit that they came with, and closes the part of the first', async () => {
    const later = '2026-11-20T09:00:00.000Z';
    const acts = [...pages, act('09:00:00', binh, false, later), act('09:01:00', binh, false, later)];

    const world = await worldAfter([agreed, postOf(act('09:02:00', binh, true, later), 2), trackingOf(...beaconsOf(acts, 4))]);

    expect([await eventsOf(world, an), await eventsOf(world, binh)]).toEqual([
      ['event-4', 'event-3', 'event-2', 'event-1', 'event-0'],
      ['event-6', 'event-5'],
    ]);
    const [link] = await readLinks(world.table, leadOf(world, an));
    expect(link?.segments).toMatchObject([{ segment: 1, from: null, to: later }]);
  });

  it('stops the first person’s part where somebody posts who did not agree, and gives the rest to nobody', async () => {
    const later = '2026-11-20T09:00:00.000Z';
    const acts = [...pages, act('09:00:00', binh, false, later), act('09:05:00', binh, false, later)];

    const world = await worldAfter([
      agreed,
      postOf(act('09:02:00', binh, true, later), 2, { consent: refused }),
      trackingOf(...beaconsOf(acts, 4)),
    ]);

    expect(await eventsOf(world, an)).toHaveLength(5);
    expect(await eventsOf(world, binh)).toEqual([]);
    expect(JSON.stringify(await readIdentity(world.table, visitorId))).not.toContain(leadOf(world, binh));
  });

  it('costs a repeat that changes nothing at most twelve write units, and a post without a visitor no unit more', async () => {
    const world = await worldAfter([trackingOf(...beaconsOf(pages, 5)), agreed]);
    const before = world.table.used.write;
    await postOf(act('08:06:00', an, true), 2)(world);
    const repeated = world.table.used.write - before;

    const units = async (visitor: string | null) => {
      const plain = await worldAfter([]);
      const context = { pageUrl: null, referrer: null, utm: {}, visitorId: visitor, locale: 'vi' as const };
      await plain.takeIn(plain.post({ fullName: 'Nguyễn Thị An', email: addressOf(an) }, { context }));
      return { ...plain.table.used };
    };
    const [without, withVisitor] = [await units(null), await units(visitorId)];

    report(`linking: repeat ${repeated} WRU; new lead without visitor ${without.write} WRU ${without.read} RRU`);
    expect(repeated).toBeLessThanOrEqual(12);
    expect(linkEntries(world)).toHaveLength(1);
    expect(without.write).toBe(withVisitor.write);
    expect(without.read).toBeLessThan(withVisitor.read);
  });
});

describe('undoing a link', () => {
  it('gives the history back to nobody, and the second person’s link back what the first had closed', async () => {
    const later = '2026-11-20T09:00:00.000Z';
    const acts = [...pages, act('09:01:00', binh, false, later)];
    const both: Delivery[] = [trackingOf(...beaconsOf(acts, 3)), agreed, postOf(act('09:02:00', binh, true, later), 2)];
    const world = await worldAfter(both);
    const alone = await worldAfter([trackingOf(...beaconsOf(acts, 3)), agreed]);

    await unlinkVisitor(leadOf(world, binh), visitorId, cause, world.parts);

    expect(await readLinks(world.table, leadOf(world, binh))).toEqual([]);
    const [restored] = await readLinks(world.table, leadOf(world, an));
    const [never] = await readLinks(alone.table, leadOf(alone, an));
    expect(restored?.segments).toEqual(never?.segments);
    expect(await eventsOf(world, an)).toEqual(await eventsOf(alone, an));
  });

  it('leaves the visitor as if nobody had ever been linked, with one entry that says so', async () => {
    const tracked = trackingOf(...beaconsOf(pages, 2));
    const world = await worldAfter([tracked, agreed]);
    const untouched = await worldAfter([tracked]);

    await unlinkVisitor(leadOf(world, an), visitorId, cause, world.parts);

    const visits = (of: World) => endState(of).filter((item) => !item.includes('IDENTITY'));
    expect(visits(world)).toEqual(visits(untouched));
    expect((await readIdentity(world.table, visitorId)).identifications).toEqual([]);
    expect(await readBehaviour(world.table, leadOf(world, an), readingAt)).toBeNull();
    expect(world.timeline().filter(({ type }) => type === 'visitor.unlinked')).toMatchObject([{ data: { visitorId }, actor: cause.actor }]);
  });

  it('can be linked again, and refuses what is not linked', async () => {
    const world = await worldAfter([trackingOf(...beaconsOf(pages, 2)), agreed]);
    const lead = leadOf(world, an);
    await unlinkVisitor(lead, visitorId, cause, world.parts);

    await expect(unlinkVisitor(lead, visitorId, cause, world.parts)).rejects.toThrow('no such link');
    await expect(unlinkVisitor(lead, other, cause, world.parts)).rejects.toThrow('no such link');
    await postOf(act('08:10:00', an, true), 2)(world);

    expect(await eventsOf(world, an)).toHaveLength(5);
    expect(linkEntries(world)).toHaveLength(2);
  });
});

async function together(world: World, ...deliveries: readonly Delivery[]): Promise<void> {
  await Promise.all(deliveries.map((deliver) => deliver(world)));
}

function permutations<One>(all: readonly One[]): One[][] {
  if (all.length <= 1) return [[...all]];
  return all.flatMap((one, index) => permutations(all.toSpliced(index, 1)).map((rest) => [one, ...rest]));
}
