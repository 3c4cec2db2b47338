import { beforeEach, describe, expect, it } from '@jest/globals';
import { type LeadId, VisitorId } from '../../../shared/platform/ids.ts';
import { explainScore, readScores } from '../../../shared/scoring/index.ts';
import { askForSum, readBehaviour, readLeadSignals, readLinks, unlinkVisitor } from '../../../shared/tracking/index.ts';
import { readableVisits, standingVisits } from '../../../shared/tracking/rules-past.ts';
import { Killed, killAt } from '../../support/effects.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { report } from '../../support/seeded.ts';
import { addressOf, readingAt } from '../../support/tracking/device.ts';
import { people } from '../../support/tracking/history.ts';
import { postDuring, settle, sumAll, visitOften, visitTime } from '../../support/tracking/many-visits.ts';

const [an, binh] = people;
const device = VisitorId.parse('device-of-an');
/** Visits are numbered by the minute. */
const minutesOfDay = 24 * 60;

let world: World;
beforeEach(() => {
  world = createWorld();
});

const leadOf = (person: LeadId): LeadId => {
  const found = world.leads().find(({ email }) => email === addressOf(person));
  if (!found) throw new Error('no such lead');
  return found.leadId;
};
const behaviourOf = async (person: LeadId) => {
  const behaviour = await readBehaviour(world.table, leadOf(person), readingAt);
  return behaviour && { visits: behaviour.visits, pageViews: behaviour.totals.pageViews, clicks: behaviour.totals.clicks };
};
const sessions = () => world.itemsOf(' SESSION#').length;
async function units<Result>(run: () => Promise<Result>): Promise<{ write: number; read: number }> {
  const { write, read } = { ...world.table.used };
  await run();
  return { write: world.table.used.write - write, read: world.table.used.read - read };
}

describe('the visits of a lead’s device', () => {
  it('stand by themselves while they are few: nothing is summed', async () => {
    await postDuring(0, an, device)(world);
    await visitOften(world, device, 1, standingVisits);
    await settle(world);

    expect(sessions()).toBe(standingVisits - 1);
    expect((await readLinks(world.table, leadOf(an)))[0]).not.toHaveProperty('past');
    expect(await behaviourOf(an)).toEqual({ visits: standingVisits - 1, pageViews: standingVisits - 1, clicks: standingVisits - 1 });
  });

  it('are all told of, however many come, and few stand by themselves', async () => {
    await postDuring(0, an, device)(world);
    await visitOften(world, device, 1, 500);
    await settle(world);

    expect(sessions()).toBeLessThanOrEqual(readableVisits);
    expect(await behaviourOf(an)).toEqual({ visits: 499, pageViews: 499, clicks: 499 });
    const behaviour = await readBehaviour(world.table, leadOf(an), readingAt);
    expect([behaviour?.totals.firstAt, behaviour?.totals.lastAt]).toEqual([visitTime(1), visitTime(499)]);
  });

  it('that came before the lead was known count as far as they can be read, and no post has them summed', async () => {
    await visitOften(world, device, 0, 300);
    const few = await units(async () => {
      await postDuring(300, an, device)(world);
      await settle(world);
    });

    expect(await behaviourOf(an)).toMatchObject({ visits: readableVisits });
    expect(sessions()).toBe(300);
    expect(few.write + few.read).toBeLessThan(100);
  });

  it('cost the lead’s reader, its score and its next visit the same, however many there were', async () => {
    await postDuring(0, an, device)(world);
    const costs = [];
    let number = 1;
    for (const visits of [40, 1_000]) {
      await visitOften(world, device, number, visits);
      number = visits;
      await settle(world);
      world.pass(60_000);
      const leadId = leadOf(an);
      costs.push({
        opened: await units(() => readBehaviour(world.table, leadId, readingAt)),
        recounted: await units(async () => {
          world.sent.score.push({ body: { v: 1, kind: 'recount', leadId } });
          await world.scoreAll();
        }),
        visited: await units(() => visitOften(world, device, number, number + 1)),
      });
      number += 1;
    }

    const [few, many] = costs;
    report(`a lead of 1,000 visits: ${JSON.stringify(many)}, of 40: ${JSON.stringify(few)}`);
    for (const kind of ['opened', 'recounted', 'visited'] as const) {
      expect(many?.[kind].read).toBeLessThanOrEqual((few?.[kind].read ?? 0) + 2);
      expect(many?.[kind].write).toBeLessThanOrEqual((few?.[kind].write ?? 0) + 1);
    }
  });

  it('count for the score on each day of forty, though only the newest stand', async () => {
    const daily = Array.from({ length: 39 }, (_, index) => (index + 1) * minutesOfDay);
    await postDuring(0, an, device)(world);
    for (const number of daily) await visitOften(world, device, number, number + 1);
    await settle(world);

    const views = (await readLeadSignals(world.table, leadOf(an), readingAt)).filter(({ type }) => type === 'page_view');
    expect(sessions()).toBeLessThanOrEqual(readableVisits - 8);
    expect(views.map(({ at }) => at).toSorted((one, other) => one - other)).toEqual(
      daily.map((number) => Date.parse(visitTime(number)) / 1_000),
    );
  });

  it.each([1, 4, 9])('count for the score as much as before where %s other devices come to the lead', async (others) => {
    await postDuring(0, an, device)(world);
    await visitOften(world, device, 1, 1 + 30);
    await settle(world);
    const before = new Set((await readLeadSignals(world.table, leadOf(an), readingAt)).map(({ at }) => at));
    for (let number = 0; number < others; number += 1) {
      await postDuring(40 + number, an, VisitorId.parse(`other-device-${number}`))(world);
      await visitOften(world, VisitorId.parse(`other-device-${number}`), 40 + number, 41 + number);
    }
    await settle(world);

    const after = new Set((await readLeadSignals(world.table, leadOf(an), readingAt)).map(({ at }) => at));
    expect(before.size).toBe(30);
    expect([...before].filter((at) => !after.has(at))).toEqual([]);
  });

  it('are each told of to whom they belong, also where hands change among those that are summed', async () => {
    await visitOften(world, device, 0, 8);
    await postDuring(8, an, device)(world);
    await visitOften(world, device, 8, 60);
    await postDuring(40, binh, device)(world);
    await visitOften(world, device, 60, 200);
    world.sent.work.push(askForSum(device));
    await settle(world);

    expect(sessions()).toBeLessThanOrEqual(readableVisits);
    expect(await behaviourOf(an)).toEqual({ visits: 40, pageViews: 40, clicks: 40 });
    expect(await behaviourOf(binh)).toEqual({ visits: 160, pageViews: 160, clicks: 160 });
  });

  it('leave with the link: what was summed for somebody is nobody else’s', async () => {
    await postDuring(0, an, device)(world);
    await visitOften(world, device, 1, 100);
    await settle(world);

    await unlinkVisitor(leadOf(an), device, { actor: { kind: 'user', id: 'u' }, correlationId: 'c', causationId: 'c' }, world.parts);
    await postDuring(150, binh, device)(world);
    await settle(world);

    expect(await behaviourOf(an)).toBeNull();
    expect((await behaviourOf(binh))?.visits).toBeLessThanOrEqual(readableVisits);
    expect(JSON.stringify(world.itemsOf(' LINK#'))).not.toContain('"past"');
  });

  it('that beacons still come for are not summed over: the sum is made anew', async () => {
    await postDuring(0, an, device)(world);
    await visitOften(world, device, 1, 60);
    let isFirst = true;
    const busy = {
      ...world.table,
      transact: async (...all: Parameters<typeof world.table.transact>) => {
        if (isFirst) {
          isFirst = false;
          const [oldest] = (await readOlder()) ?? [];
          if (oldest) world.table.seed({ ...oldest, version: Number(oldest.version) + 1, totals: { ...Object(oldest.totals), clicks: 5 } });
        }
        await world.table.transact(...all);
      },
    };
    const readOlder = async () => world.itemsOf(' SESSION#').sort((one, other) => (String(one.sk) < String(other.sk) ? -1 : 1));

    await sumAll(world, busy);

    expect(await behaviourOf(an)).toEqual({ visits: 59, pageViews: 59, clicks: 63 });
  });

  it('are counted once each, wherever summing dies', async () => {
    let point = 0;
    const states = new Set<string>();
    for (let survived = false; !survived; ) {
      point += 1;
      world = createWorld();
      await postDuring(0, an, device)(world);
      await visitOften(world, device, 1, 130);
      world.sent.work.splice(0);
      world.sent.work.push(askForSum(device));
      world.fail(killAt(point));
      survived = await sumAll(world).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof Killed)) throw error;
          return false;
        },
      );
      world.fail({});
      world.sent.work.push(askForSum(device));
      await sumAll(world);
      states.add(JSON.stringify([await behaviourOf(an), sessions()]));
    }

    report(`summed visits: killed at ${point - 1} points`);
    expect(point).toBeGreaterThan(10);
    expect([...states]).toEqual([JSON.stringify([{ visits: 129, pageViews: 129, clicks: 129 }, standingVisits])]);
  });
});

describe('a score of a lead with many visits', () => {
  it('is the one that its explanation counts, after the older ones were summed', async () => {
    await postDuring(0, an, device)(world);
    await visitOften(world, device, 1, 300);
    await settle(world);
    world.pass(60_000);
    world.sent.score.push({ body: { v: 1, kind: 'recount', leadId: leadOf(an) } });
    await world.scoreAll();

    const [lead] = world.leads();
    if (!lead) throw new Error('no lead');
    const now = world.parts.clock();
    const { scores } = await explainScore(lead, undefined, { table: world.table, config: world.config, now });
    const kept = (await readScores([lead.leadId], { table: world.table, config: world.config, now })).get(lead.leadId);

    expect(scores.interest).toBeGreaterThan(0);
    expect(kept?.interest).toBeCloseTo(scores.interest, 9);
  });
});
