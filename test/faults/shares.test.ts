import { describe, expect, it } from '@jest/globals';
import { type AssignRequest, PoolMessage } from '../../events/index.ts';
import { parseTimelineEntries } from '../../shared/leads/index.ts';
import { LeadId, PoolId } from '../../shared/platform/ids.ts';
import type { Item } from '../../shared/platform/table.ts';
import { assignLeads, type Decision, leadsPerTransaction, parseDecision, readPoolState } from '../../shared/routing/index.ts';
import { type PoolConfig, poolKind } from '../../shared/routing/pool-config.ts';
import { repKind } from '../../shared/routing/rep-config.ts';
import { assignmentFaults } from '../support/assignment-faults.ts';
import { leadsAmong, seedLeads } from '../support/lead-world/stored-leads.ts';
import { createWorld } from '../support/lead-world/world.ts';
import { person } from '../support/people.ts';
import { report, seed, size } from '../support/proof.ts';
import { seatFaults } from '../support/seat-faults.ts';
import { countBy } from '../support/table-facts.ts';
import { harsh } from './world/faults.ts';
import { WaitingWorld } from './world/waiting.ts';

const minutesMs = 60_000;
const south = PoolId.parse('south');
const province = 'TP.HCM';
/** How many people post at the same moment. */
const atOnce = 200;
const imported = 5_000;

/** How far anybody was ever from their share, in leads, at any lead of the windows in which nobody came, left or changed weight. */
class Shares {
  widest = 0;
  windows = 0;
  readonly given = new Map<string, number>();
  #window = '';
  #counts = new Map<string, number>();
  #leads = 0;

  take({ candidates, chosen }: Decision): void {
    const kept = candidates.filter(({ rejected }) => rejected === null);
    const window = kept.map(({ repId, weight }) => `${repId} ${weight}`).join();
    if (window !== this.#window) {
      [this.#window, this.#counts, this.#leads] = [window, new Map(), 0];
      this.windows += 1;
    }
    this.#leads += 1;
    for (const counts of [this.#counts, this.given]) counts.set(String(chosen), (counts.get(String(chosen)) ?? 0) + 1);
    const total = kept.reduce((sum, { weight }) => sum + weight, 0);
    const apart = kept.map(({ repId, weight }) => Math.abs((this.#counts.get(repId) ?? 0) - (this.#leads * weight) / total));
    this.widest = Math.max(this.widest, ...apart);
  }
}

/** What of a table contradicts one owner and one decision for each lead, and one version of the ledger for each decision. */
function found(items: readonly Item[]) {
  const leads = leadsAmong(items);
  const decisions = items.filter(({ sk }) => String(sk).startsWith('DECISION#')).map(parseDecision);
  const given = decisions.filter(({ chosen }) => chosen !== null).sort((one, other) => one.poolVersion - other.poolVersion);
  const entries = items.filter(({ sk }) => String(sk).startsWith('TIMELINE#')).flatMap(parseTimelineEntries);
  const decided = countBy(given, ({ leadId }) => leadId);
  const assigned = countBy(
    entries.filter(({ type }) => type === 'lead.assigned'),
    ({ leadId }) => leadId,
  );
  const chosen = new Map(given.map(({ leadId, chosen: repId }) => [leadId, repId]));
  const versions = given.map(({ poolId, poolVersion }) => `${poolId} ${poolVersion}`);
  return {
    given,
    leads: leads.length,
    faults: {
      withoutOwner: leads.filter(({ owner }) => !owner).map(({ leadId }) => leadId),
      notDecidedOnce: leads.filter(({ leadId }) => decided.get(leadId) !== 1).map(({ leadId }) => leadId),
      notToldOnce: leads.filter(({ leadId }) => assigned.get(leadId) !== 1).map(({ leadId }) => leadId),
      ownedByAnother: leads.filter(({ leadId, owner }) => owner?.repId !== chosen.get(leadId)).map(({ leadId }) => leadId),
      uponOneLedger: versions.filter((version, place) => version === versions[place - 1]),
      assignments: assignmentFaults(items),
      seats: seatFaults(items),
    },
  };
}

const nothing: ReturnType<typeof found>['faults'] = {
  withoutOwner: [],
  notDecidedOnce: [],
  notToldOnce: [],
  ownedByAnother: [],
  uponOneLedger: [],
  assignments: [],
  seats: [],
};

/** A lead as intake leaves it, and how it asks for an owner. */
async function someLead() {
  const world = createWorld();
  await world.takeIn(world.post({ ...person(0), province }));
  const [lead] = world.leads();
  const [message] = world.sent.assign;
  if (!lead || !message) throw new Error('intake asked for nobody');
  return { lead, message, request: PoolMessage.parse(message.body) };
}

/** So many leads that intake took in at one moment; one in ten asks twice. */
function bring(world: WaitingWorld, { lead, message, request }: Awaited<ReturnType<typeof someLead>>, from: number, count: number): void {
  for (let index = from; index < from + count; index += 1) {
    const leadId = LeadId.parse(`L${String(index).padStart(8, '0')}`);
    seedLeads(world.table, { ...lead, leadId });
    for (let time = 0; time < (index % 10 === 0 ? 2 : 1); time += 1) {
      world.assign.accept({ ...message, body: { ...request, leadId }, deduplicationId: `${leadId} ${time}` });
    }
  }
}

type Change = (world: WaitingWorld, between: (low: number, high: number) => number) => Promise<void>;

/** Rules that are published while leads come; the first rep of the pool is there all the time, so that nothing waits. */
const changes: readonly Change[] = [
  (world, between) => world.publish(poolKind, (rules) => rules.change(poolKind, south, (pool) => reweighed(pool, () => between(1, 9)))),
  (world, between) =>
    world.publish(poolKind, (rules) => rules.change(poolKind, south, (pool) => reweighed(pool, () => [1, 50, 100][between(0, 2)] ?? 1))),
  (world, between) =>
    world.publish(repKind, (rules) =>
      rules.change(repKind, somebody(between), (rep) => ({ ...rep, leave: [{ from: '2026-11-20', to: '2026-11-30' }] })),
    ),
  (world, between) =>
    world.publish(repKind, (rules) =>
      rules.change(repKind, somebody(between), ({ leave: _leave, caps: _caps, ...rep }) => ({ ...rep, active: true })),
    ),
  (world, between) => world.publish(repKind, (rules) => rules.change(repKind, somebody(between), (rep) => ({ ...rep, active: false }))),
  (world, between) =>
    world.publish(repKind, (rules) => rules.change(repKind, somebody(between), (rep) => ({ ...rep, caps: { perDay: between(20, 200) } }))),
];
const members = ['rep-lan', 'rep-phuc', 'rep-diep', 'rep-dat', 'rep-ngan', 'rep-khang', 'rep-linh'];
const somebody = (between: (low: number, high: number) => number) => members[between(1, members.length - 1)] ?? '';
const reweighed = (pool: PoolConfig, weigh: () => number) => ({
  ...pool,
  members: pool.members.map((member) => ({ ...member, weight: weigh() })),
});

/** So many leads by a world of their own, upon the ledger that the one before left: a whole hundred thousand is too much for one memory. */
async function wave(runSeed: number, leads: number, ledger: readonly Item[], changing: boolean): Promise<WaitingWorld> {
  const world = new WaitingWorld(runSeed, harsh);
  world.table.seed(...ledger);
  const between = (low: number, high: number) => world.faults.between(low, high);
  const some = await someLead();
  let atMs = 0;
  for (let come = 0; come < leads; come += atOnce) {
    const now = Math.min(atOnce, leads - come);
    world.time.after(atMs, () => bring(world, some, come, now));
    if (changing && come % 1_000 === 0) world.time.after(atMs, () => void changes[between(0, changes.length - 1)]?.(world, between));
    atMs += 5_000;
  }
  world.watchTimers(atMs + 2 * minutesMs);
  await world.time.run();
  await world.redrive(2 * minutesMs);
  return world;
}

const ledgersOf = (world: WaitingWorld) => world.table.all().filter(({ pk, sk }) => String(pk).startsWith('POOL#') && sk === 'STATE');

describe('T6, T7: leads of one pool, ten per cent faults at each call, five per cent double deliveries, 200 posts at once', () => {
  it.each([
    ['seven equal reps', false],
    ['weights, leave and caps that change, in imports of 5,000', true],
  ])('gives each one owner by one decision, and everybody their share within one lead: %s', async (_, changing) => {
    const all = size(400, 100_000);
    const each = Math.min(all, imported);
    const shares = new Shares();
    let ledger: readonly Item[] = [];
    const counts = { calls: 0, killed: 0, duplicated: 0 };
    for (let come = 0; come < all; come += each) {
      const world = await wave(seed + come, each, ledger, changing);
      const { leads, given, faults } = found(world.table.all());
      expect(leads).toBe(each);
      expect(faults).toEqual(nothing);
      for (const decision of given) shares.take(decision);
      ledger = ledgersOf(world);
      counts.calls += world.faults.counts.calls;
      counts.killed += world.faults.counts.killed;
      counts.duplicated += world.faults.counts.duplicated;
    }

    const credits = Object.fromEntries(
      ledger.flatMap(({ members: booked }) =>
        Object.entries(booked as Record<string, { credits: number }>).map(([repId, { credits: had }]) => [repId, had]),
      ),
    );
    expect(credits).toEqual(Object.fromEntries([...shares.given].sort()));
    expect(shares.widest).toBeLessThanOrEqual(1);
    const each7 = [...shares.given.values()];
    if (!changing) expect(Math.max(...each7) - Math.min(...each7)).toBeLessThanOrEqual(1);
    report(changing ? 'T7 stored' : 'T6 stored', {
      leads: all,
      ...counts,
      windows: shares.windows,
      'widest from the share': shares.widest.toFixed(3),
      given: each7.join(' '),
    });
  });
});

describe('many writers of one pool whom no queue keeps apart', () => {
  it('share it as one would, by the conditions of their transactions alone', async () => {
    const writers = size(20, 100);
    const world = createWorld();
    for (let index = 0; index < writers * leadsPerTransaction; index += 1) await world.takeIn(world.post({ ...person(index), province }));
    const asked = world.sent.assign.splice(0).map(({ body }) => PoolMessage.parse(body) as AssignRequest);
    const batches = Array.from({ length: writers }, (_, place) =>
      asked.slice(place * leadsPerTransaction, (place + 1) * leadsPerTransaction),
    );
    let refused = 0;
    const untilDone = async (batch: readonly AssignRequest[]): Promise<void> => {
      for (;;) {
        try {
          return await assignLeads(south, batch, world.parts);
        } catch {
          refused += 1;
        }
      }
    };

    await Promise.all([...batches, ...batches].map(untilDone));

    const { leads, given, faults } = found(world.table.all());
    const shares = new Shares();
    for (const decision of given) shares.take(decision);
    const { version, members: booked } = await readPoolState(world.table, south);
    expect(leads).toBe(writers * leadsPerTransaction);
    expect(faults).toEqual(nothing);
    expect(shares.widest).toBeLessThanOrEqual(1);
    expect(version).toBe(leads);
    expect(Object.values(booked).reduce((sum, { credits }) => sum + credits, 0)).toBe(leads);
    report('writers at once', { writers: 2 * writers, leads, refused, apart: shares.widest.toFixed(3) });
  });
});
