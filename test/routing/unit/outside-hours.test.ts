import { describe, expect, it } from '@jest/globals';
import { leadSubject, PoolId } from '../../../shared/platform/ids.ts';
import { readAssignment, readDecisions, recordedRules, rerun, tryLead } from '../../../shared/routing/index.ts';
import type { PoolConfig } from '../../../shared/routing/pool-config.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { type RepConfig, repKind } from '../../../shared/routing/rep-config.ts';
import { leadsAsked, worldOfNobody } from '../../support/waiting.ts';

const minutes = 60_000;
const hours = 60 * minutes;
const south = 'south';

/** A world on a Monday at 22:00 in Vietnam, whose pools and reps are as they are made. */
async function atNight({ pool, rep = {} }: { readonly pool: Partial<PoolConfig>; readonly rep?: Partial<RepConfig> }) {
  const nobody = await worldOfNobody();
  const { world } = nobody;
  nobody.comeBack();
  world.config.change(poolKind, south, (before) => ({ ...before, ...pool }));
  for (const { repId } of (await world.config.current(poolKind)).documents.get(south)?.members ?? []) {
    world.config.change(repKind, repId, (before) => ({ ...before, ...rep }));
  }
  // From Sunday, 10:00.
  world.pass(36 * hours);
  return nobody;
}

/** What was known of a lead when it was first decided about. */
async function firstFacts(...[table, leadId]: Parameters<typeof readDecisions>) {
  const [first] = await readDecisions(table, leadId);
  if (!first) throw new Error('nothing was decided');
  return first;
}

const leadOf = ({ world }: Awaited<ReturnType<typeof atNight>>) => {
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  return lead;
};

describe('a lead that comes at night', () => {
  it('is given at once by a pool that says nothing of hours, and no company is read for it', async () => {
    const night = await atNight({ pool: {} });

    await night.arrive(1);

    const [decision] = await readDecisions(night.world.table, leadOf(night).leadId);
    expect(decision?.chosen).not.toBeNull();
    expect(decision?.versions.company).toBeUndefined();
  });

  it('waits for whoever begins first, listed until then, and tells when that is', async () => {
    const night = await atNight({ pool: { outsideHours: 'wait' } });

    await night.arrive(1);

    const { leadId, owner } = leadOf(night);
    expect(owner).toBeNull();
    expect(await readAssignment(night.world.table, leadId, leadSubject)).toMatchObject({
      state: 'waiting',
      poolId: south,
      until: '2026-11-24T01:00:00.000Z',
    });
    expect(night.timers().map(({ dueAt }) => dueAt)).toEqual(['2026-11-24T01:00:00.000Z']);
    expect(night.world.timeline().at(-1)).toMatchObject({
      type: 'lead.unassigned',
      data: { reason: 'outsideHours', poolId: south, until: '2026-11-24T01:00:00.000Z' },
    });
  });

  it('is given to a rep in the morning, who is hot before those who came earlier', async () => {
    const night = await atNight({ pool: { outsideHours: 'wait', members: [{ repId: 'rep-lan' as never, weight: 1 }] } });
    await night.arrive(3);
    const [, , third] = night.world.leads();
    if (!third) throw new Error('no lead');
    const stored = [...night.world.table.items.values()].find(({ pk, sk }) => pk === `LEAD#${third.leadId}` && sk === 'LEAD');
    night.world.table.seed({ ...stored, evidence: { ...third.evidence, temperature: 'hot' } } as never);
    const [timer] = night.timers();
    night.world.pass(10 * hours);

    await night.run({ body: timer?.message });
    const order = leadsAsked(night.world.sent.assign);
    await night.world.assignAll();

    const arrived = night.world.leads().map(({ leadId }) => leadId);
    expect(order).toEqual([third.leadId, ...arrived.filter((leadId) => leadId !== third.leadId)]);
    expect(night.owned()).toHaveLength(3);
  });

  it('is asked for again and stays as it is while nobody has begun', async () => {
    const night = await atNight({ pool: { outsideHours: 'wait' } });
    await night.arrive(1);
    const before = [night.world.itemsOf(' ASSIGN#'), night.world.itemsOf(' DECISION#'), night.world.itemsOf(' TIMELINE#')];
    const [timer] = night.timers();

    await night.run({ body: timer?.message });
    await night.world.assignAll();

    expect([night.world.itemsOf(' ASSIGN#'), night.world.itemsOf(' DECISION#'), night.world.itemsOf(' TIMELINE#')]).toEqual(before);
    expect(night.timers().map(({ dueAt }) => dueAt)).toContain('2026-11-24T01:00:00.000Z');
  });

  it('waits for the first of its reps by their own hours and zones, and not for who is away', async () => {
    const night = await atNight({ pool: { outsideHours: 'wait' } });
    const early = { week: { ...weekOf('06:00', '10:00') }, worksHolidays: false };
    night.world.config.change(repKind, 'rep-lan', (rep) => ({
      ...rep,
      workingHours: early,
      leave: [{ from: '2026-11-24', to: '2026-11-24' }],
    }));
    night.world.config.change(repKind, 'rep-phuc', (rep) => ({ ...rep, workingHours: early, zone: 'Asia/Tokyo' }));

    await night.arrive(1);

    // Six in the morning in Tokyo.
    expect(await readAssignment(night.world.table, leadOf(night).leadId, leadSubject)).toMatchObject({ until: '2026-11-23T21:00:00.000Z' });
  });

  it('goes to the pool of the night, which says why', async () => {
    const night = await atNight({ pool: { outsideHours: { pool: PoolId.parse('specialists') } } });

    await night.arrive(1);

    const decisions = await readDecisions(night.world.table, leadOf(night).leadId);
    const [refused, taken] = [south, 'specialists'].map((poolId) => decisions.find((decision) => decision.poolId === poolId));
    expect(refused).toMatchObject({ poolId: south, chosen: null, reason: 'outsideHours' });
    expect(taken).toMatchObject({ poolId: 'specialists', cause: 'outsideHours' });
    expect(leadOf(night).owner?.poolId).toBe('specialists');
  });

  it('is tried upon the ledger of the pool of the night, so that a dry run says who gets it', async () => {
    const night = await atNight({ pool: { outsideHours: { pool: PoolId.parse('specialists') } } });
    const { world } = night;
    await night.arrive(1);
    const first = leadOf(night);

    const tried = await tryLead(await firstFacts(world.table, first.leadId), first, world.parts);
    await night.arrive(2);

    const second = world.leads().find(({ leadId }) => leadId !== first.leadId);
    expect(second?.owner?.poolId).toBe('specialists');
    expect(second?.owner?.repId).not.toBe(first.owner?.repId);
    expect(tried.decisions.map(({ poolId, chosen }) => ({ poolId, chosen }))).toEqual([
      { poolId: south, chosen: null },
      { poolId: 'specialists', chosen: second?.owner?.repId },
    ]);
  });

  it('goes to the fallback pool where those of its own are on leave, whatever the hour', async () => {
    const night = await atNight({ pool: {}, rep: { leave: [{ from: '2026-11-01', to: '2026-11-30' }] } });

    await night.arrive(1);

    const decisions = await readDecisions(night.world.table, leadOf(night).leadId);
    const refused = decisions.find(({ poolId }) => poolId === south);
    expect(refused?.candidates.map(({ rejected }) => rejected)).toEqual(Array(7).fill('onLeave'));
    expect(leadOf(night).owner?.poolId).toBe('unknown');
  });

  it('waits for those on leave where the pool waits', async () => {
    const night = await atNight({ pool: { outsideHours: 'wait' }, rep: { leave: [{ from: '2026-11-23', to: '2026-11-25' }] } });

    await night.arrive(1);

    expect(await readAssignment(night.world.table, leadOf(night).leadId, leadSubject)).toMatchObject({ until: '2026-11-26T01:00:00.000Z' });
  });

  it('waits until another moment once hours are published that begin earlier', async () => {
    const night = await atNight({ pool: { outsideHours: 'wait' } });
    await night.arrive(1);
    night.world.config.change(poolKind, south, (pool) => ({
      ...pool,
      workingHours: { week: weekOf('05:00', '12:00'), worksHolidays: false },
    }));

    await night.run({ body: { v: 1, kind: 'retryWaiting', request: { poolId: null, tick: '2026-11-23T15:30:00.000Z', after: null } } });
    await night.world.assignAll();

    expect(await readAssignment(night.world.table, leadOf(night).leadId, leadSubject)).toMatchObject({ until: '2026-11-23T22:00:00.000Z' });
    expect(night.timers().map(({ dueAt }) => dueAt)).toContain('2026-11-23T22:00:00.000Z');
  });

  it('is decided about again, whole, by the record and the rules of its versions', async () => {
    const night = await atNight({ pool: { outsideHours: 'wait' } });
    await night.arrive(1);
    // What is in force now is another matter.
    night.world.config.change(poolKind, south, ({ outsideHours: _waits, ...pool }) => pool);
    const decisions = await readDecisions(night.world.table, leadOf(night).leadId);

    for (const decision of decisions) {
      const { decisionId: _id, ...draft } = decision;
      expect(rerun(decision, await recordedRules(night.world.config, decision))).toEqual(draft);
      expect(decision.versions.company).toBe(1);
    }
    expect(decisions).toHaveLength(1);
  });
});

function weekOf(from: string, to: string) {
  const day = [{ from, to }];
  return { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day };
}
