import { describe, expect, it } from '@jest/globals';
import { noEvidence } from '../../../shared/leads/index.ts';
import { daysMs, hoursMs, minutesMs } from '../../../shared/platform/clock.ts';
import { LeadId, SegmentId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { putCount, readCounts } from '../../../shared/segments/count-state.ts';
import { segmentAsker } from '../../../shared/segments/segment-asker.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { ProjectorWorld } from '../../support/projector.ts';
import { leadsPerSlice, SegmentWorld } from '../../support/segment-world.ts';

const leadId = LeadId.parse('L1');
const names = { vi: 'Nhóm', en: 'Group' };
const hot = { id: 'hot', names, rule: { temperature: ['hot'] } };
const lively = { id: 'lively', names, rule: { active: { withinDays: 3 } } };

/** A lead that was made just now, with what is known of it. */
function put(world: SegmentWorld, temperature: 'cold' | 'hot', changes: Parameters<typeof sampleLead>[0] = {}) {
  const before = world.leads().find((lead) => lead.leadId === (changes.leadId ?? leadId));
  const version = (before?.version ?? 0) + 1;
  const createdAt = before?.createdAt ?? changes.createdAt ?? world.now.toISOString();
  return world.put(sampleLead({ leadId, version, evidence: { ...noEvidence, temperature }, ...changes, createdAt }));
}

/** A table of which no answer to a put arrives, so that the SDK tries again. */
function losingAnswers(table: Table): Table {
  return {
    ...table,
    async put(input) {
      await table.put(input);
      await table.put(input);
    },
  };
}

/** Some time later everything has happened that follows. */
async function later(world: SegmentWorld, ms: number): Promise<void> {
  world.pass(ms);
  await world.settle();
}

describe('a lead and its segments', () => {
  it('comes in by what is known of it, and goes, with an entry each', async () => {
    const world = new SegmentWorld(hot);
    put(world, 'hot');
    await world.settle();
    expect(world.stored()).toEqual(['L1 hot']);

    put(world, 'cold');
    await later(world, hoursMs);

    expect(world.stored()).toEqual([]);
    expect(world.told()).toMatchObject([
      { what: 'entered', segment: 'hot', reason: 'evidence', seq: 1 },
      { what: 'left', segment: 'hot', reason: 'evidence', seq: 2 },
    ]);
  });

  it('leaves by time alone, to the second, and by one timer however often it is active', async () => {
    const world = new SegmentWorld(lively);
    const madeAt = world.now.toISOString();
    put(world, 'cold', { createdAt: madeAt });
    await world.settle();
    await later(world, daysMs);
    world.post(leadId, world.now.toISOString());
    await world.settle();
    expect(world.table.all().filter(({ pk }) => String(pk).startsWith('DUE#'))).toHaveLength(1);

    await later(world, 3 * daysMs - 1_000);
    expect(world.stored()).toEqual(['L1 lively']);
    await later(world, 1_000);

    expect(world.stored()).toEqual([]);
    expect(world.told()).toMatchObject([{ what: 'entered' }, { what: 'left', reason: 'time' }]);
  });

  it('tells a movement once, however many look at the same moment', async () => {
    const world = new SegmentWorld(hot, lively);
    put(world, 'hot');
    await world.hear();
    const [asked] = world.due();

    await Promise.all(Array.from({ length: 8 }, () => world.work(asked ?? { body: {} })));

    expect(world.told().map(({ segment, seq }) => [segment, seq])).toEqual([
      ['hot', 1],
      ['lively', 1],
    ]);
  });

  it('comes back into nothing after it was erased', async () => {
    const world = new SegmentWorld(hot);
    put(world, 'hot');
    await world.hear();
    const [asked] = world.due();
    world.erase(leadId);

    await world.work(asked ?? { body: {} });

    expect([world.stored(), world.told()]).toEqual([[], []]);
  });
});

describe('segments that are published', () => {
  const warm = { ...hot, rule: { temperature: ['warm', 'hot'] } };
  const cold = { ...hot, rule: { temperature: ['cold'] } };

  it('take in who was there all along, by a reason by which nothing begins', async () => {
    const world = new SegmentWorld(lively);
    put(world, 'hot');
    await later(world, hoursMs);

    world.publish(lively, hot);
    await later(world, 0);

    expect(world.stored()).toEqual(['L1 hot', 'L1 lively']);
    expect(world.told().at(-1)).toMatchObject({ what: 'entered', segment: 'hot', reason: 'rules', starts: false });
  });

  it('start things for whom they take in where the publisher confirmed it, also for whoever is looked at before the recount came by', async () => {
    const world = new SegmentWorld(lively);
    put(world, 'hot');
    put(world, 'hot', { leadId: LeadId.parse('L2') });
    await later(world, hoursMs);
    world.publishStarting(lively, hot);
    put(world, 'hot', { products: ['kho'] });
    await world.hear();
    for (const message of world.due()) await world.work(message);
    await world.settle();

    expect(world.told().filter(({ segment }) => segment === 'hot')).toMatchObject([
      { lead: 'L1', reason: 'rules', starts: true },
      { lead: 'L2', reason: 'rules', starts: true },
    ]);
  });

  it.each([
    { what: 'changed it confirmed nothing', last: [hot, lively], taken: 'hot', starts: false },
    { what: 'did not touch it confirmed nothing', last: [cold, lively], taken: 'cold', starts: true },
  ])('start by what the last to change a segment said, where whoever $what', async ({ last, taken, starts }) => {
    const world = new SegmentWorld({ ...lively, rule: { tag: ['vip'] } });
    put(world, taken === 'hot' ? 'hot' : 'cold');
    await later(world, hoursMs);
    world.publishStarting(cold);
    world.publish(...last);

    await world.settle();

    expect(world.told().filter(({ segment }) => segment === 'hot')).toMatchObject([{ what: 'entered', reason: 'rules', starts }]);
  });

  it('start nothing by a recount after all leads were held against them, and go on to start where one interrupts the first', async () => {
    const world = new SegmentWorld(lively);
    const leads = Array.from({ length: leadsPerSlice + 1 }, (_, number) => LeadId.parse(`L${number}`));
    for (const one of leads) put(world, 'hot', { leadId: one });
    await later(world, hoursMs);
    world.publishStarting(lively, hot);
    world.pass(minutesMs);
    for (const message of world.due()) await world.work(message);
    // Behind its first slice a recount of all segments takes over.
    world.waiting.splice(0);
    world.recountAll();
    await world.settle();
    put(world, 'cold');
    world.records.splice(0);
    world.pass(minutesMs);
    world.recountAll();
    await world.settle();

    const told = world.told().filter(({ segment }) => segment === 'hot');
    expect(told.map(({ what, starts }) => [what, starts])).toEqual([...leads.map(() => ['entered', true]), ['left', false]]);
  });

  it('take in by the rules whoever something happens to before the recount came by, and by evidence afterwards', async () => {
    const world = new SegmentWorld(lively);
    put(world, 'cold');
    put(world, 'cold', { leadId: LeadId.parse('L2') });
    await later(world, hoursMs);
    world.publish(lively, hot);
    put(world, 'hot');
    await world.hear();
    for (const message of world.due()) await world.work(message);
    await world.settle();

    put(world, 'hot', { leadId: LeadId.parse('L2') });
    await later(world, hoursMs);

    expect(world.told().filter(({ segment }) => segment === 'hot')).toMatchObject([
      { lead: 'L1', segment: 'hot', reason: 'rules', starts: false },
      { lead: 'L2', segment: 'hot', reason: 'evidence', starts: true },
    ]);
  });

  it('take in by evidence whoever comes after the publication, also where the recount is quicker than the look at them', async () => {
    const world = new SegmentWorld(lively);
    world.publish(lively, hot);
    world.pass(hoursMs);
    put(world, 'hot');
    await world.hear();
    const isRecount = ({ body }: { body: unknown }) => JSON.stringify(body).includes('recountSegments');
    for (const message of world.due().filter(isRecount)) await world.work(message);

    expect(world.told().filter(({ segment }) => segment === 'hot')).toMatchObject([{ what: 'entered', reason: 'evidence', starts: true }]);
  });

  it('let go whoever was in one that is no more, and who moved by one that was taken back', async () => {
    const world = new SegmentWorld(hot, lively);
    put(world, 'cold');
    await later(world, hoursMs);
    world.publish(cold, lively);
    put(world, 'cold', { products: ['kho'] });
    await world.hear();
    await world.settle();
    expect(world.stored()).toEqual(['L1 hot', 'L1 lively']);

    world.publish(hot);
    await later(world, hoursMs);

    expect(world.stored()).toEqual([]);
  });

  it('are held against all leads also where each answer to a write of the recount is lost, and the next try refused', async () => {
    const world = new SegmentWorld(lively);
    const leads = Array.from({ length: leadsPerSlice + 1 }, (_, number) => LeadId.parse(`L${number}`));
    for (const one of leads) put(world, 'hot', { leadId: one });
    await later(world, hoursMs);
    world.publish(lively, hot);
    world.pass(hoursMs);

    for (let [message] = world.due(); message; [message] = world.due()) await world.work(message, losingAnswers(world.table));

    expect(world.stored().filter((member) => member.endsWith('hot'))).toHaveLength(leads.length);
  });

  it('forget the count of one that is no more', async () => {
    const world = new SegmentWorld(hot, lively);
    const known = { ruleDigest: 'r', startedAt: world.now.toISOString(), isSettled: true, places: {}, countedAt: world.now.toISOString() };
    for (const id of ['hot', 'lively']) {
      const count = { segmentId: SegmentId.parse(id), job: null, known };
      world.table.seed({ ...putCount(null, count).Put.Item, ...keys.segmentCount(SegmentId.parse(id)) });
    }

    world.publish(lively);
    await world.settle();

    expect([...(await readCounts(world.table)).keys()]).toEqual(['lively']);
  });

  it('start no recount of what stayed the same', async () => {
    const world = new SegmentWorld(hot);
    put(world, 'hot');
    await later(world, hoursMs);
    world.publish(warm);
    await later(world, hoursMs);
    const { used } = world.table;
    const [read, told] = [used.read, world.told().length];

    world.publish({ ...warm, names: { vi: 'Khác', en: 'Other' } });
    await later(world, hoursMs);

    // The state, looked at and written.
    expect(used.read - read).toBeLessThan(4);
    expect(world.told()).toHaveLength(told);
  });
});

describe('what a change asks for', () => {
  /** What was read, and asked of work, when a lead was made and something happened to it. */
  async function costOf(world: ProjectorWorld) {
    const lead = sampleLead({ leadId, version: 1, createdAt: world.now.toISOString() });
    world.put(lead);
    world.put({ ...lead, version: 2, company: 'Công ty khác' });
    world.post(leadId, world.now.toISOString());
    await world.project();
    return { read: world.table.used.read, written: world.table.used.write, asked: world.asked.length };
  }

  it('is nothing, and nothing is read, where there are no segments', async () => {
    const [without, none] = [new ProjectorWorld(), new SegmentWorld()];
    without.askers = [];

    expect(await costOf(none)).toEqual({ ...(await costOf(without)), asked: 0 });
  });

  it('is nothing by the segments that come along, for a lead that is no customer', async () => {
    const [without, shipped] = [new ProjectorWorld(), new ProjectorWorld()];
    without.askers = [];
    shipped.askers = [segmentAsker];
    shipped.config = createFixedConfig();

    expect(await costOf(shipped)).toEqual({ ...(await costOf(without)), asked: 0 });
  });
});
