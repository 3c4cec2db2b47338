import { describe, expect, it } from '@jest/globals';
import { noEvidence } from '../../../shared/leads/index.ts';
import { type LeadId, leadSubject } from '../../../shared/platform/ids.ts';
import { assignMessageFor, retryAfterPublication } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { readinessOf } from '../../../shared/routing/rules-hand-over.ts';
import { changeStatus } from '../../../shared/status/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { Killed, killAt } from '../../support/effects.ts';
import { worldOfMarketing } from '../../support/marketing.ts';

describe('a pool that gets leads from a level on', () => {
  it('leaves a new lead to marketing: no owner, nobody is asked for, nobody is told', async () => {
    const { world, arrive, settle, lead, told } = await worldOfMarketing();

    await arrive();
    await settle();

    expect([lead().routing?.state, lead().owner]).toEqual(['marketing', null]);
    expect([world.sent.assign, world.sent.notice, told('lead.assigned'), told('lead.unassigned')]).toEqual([[], [], [], []]);
    expect(world.itemsOf('DUE#').filter(({ queue }) => queue === 'work')).toEqual([]);
  });

  it('gives a lead to a rep once it has reached the level, and says why', async () => {
    const { world, arrive, settle, lead, learn, told } = await worldOfMarketing();
    const { leadId } = await arrive();

    await learn(leadId, { temperature: 'warm', reached: 1 });
    await settle();
    const warm = lead().routing?.state;
    await learn(leadId, { temperature: 'hot' });
    await settle();
    await settle();

    expect([warm, lead().routing?.state, lead().owner?.repId]).toEqual(['marketing', 'owned', expect.any(String)]);
    expect(told('lead.ready').map(({ data }) => [data.by, data.temperature, data.poolId])).toEqual([[['temperature'], 'hot', 'south']]);
    expect(told('lead.assigned')).toHaveLength(1);
    expect(world.itemsOf(' DECISION#').map(({ cause }) => cause)).toEqual(['ready']);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('takes a lead at once that asks for a quote, where the pool says so', async () => {
    const { arrive, settle, lead, learn } = await worldOfMarketing([{ temperature: 'hot' }, { quoteAsked: true }]);
    const { leadId } = await arrive();

    await learn(leadId, { quoteAsked: true });
    await settle();

    expect(lead().routing?.state).toBe('owned');
  });

  it('gives leads as ever where the pool names no level', async () => {
    const { arrive, settle, lead, told } = await worldOfMarketing('always');

    await arrive();
    await settle();

    expect([lead().routing?.state, told('lead.ready')]).toEqual(['owned', []]);
  });

  it('sends a lead of marketing to another territory when it changes, without a rep', async () => {
    const { arrive, settle, lead, learn, told } = await worldOfMarketing();
    const { leadId, region } = await arrive();
    const hanoi = { ...region, provinceCode: '01', provinceName: 'Hà Nội', macroRegion: 'north' as const };

    await learn(leadId, {}, { region: hanoi });
    await settle();

    expect([lead().routing?.state, lead().routing?.poolId, lead().owner]).toEqual(['marketing', 'north', null]);
    expect(told('lead.rerouted').map(({ data }) => [data.fromPoolId, data.poolId])).toEqual([['south', 'north']]);
  });

  it('gives what marketing has to the reps when the pool takes every lead again', async () => {
    const { world, work, arrive, run, publish, lead } = await worldOfMarketing();
    for (let index = 0; index < 12; index += 1) await arrive(index);
    world.project();

    publish('always');
    work.push(retryAfterPublication('2026-11-22T04:00:00.000Z', new Date('2026-11-22T04:00:00.000Z')));
    await run();
    await world.assignAll();

    expect(world.leads().map(({ routing }) => routing?.state)).toEqual(Array(12).fill('owned'));
    expect(lead().routing?.state).toBe('owned');
  });

  it('gives them also where another publication follows at once', async () => {
    const { world, work, arrive, run, publish } = await worldOfMarketing();
    await arrive();
    world.project();

    publish('always');
    publish('always');
    world.config.change(poolKind, 'south', (pool) => ({ ...pool }));
    work.push(retryAfterPublication('2026-01-01T00:00:00.000Z', new Date('2026-01-01T00:00:00.000Z')));
    await run();
    await world.assignAll();

    expect(world.leads().map(({ routing }) => routing?.state)).toEqual(['owned']);
  });

  it('has a lead whose pool is gone wait as others do, instead of leaving it to nobody', async () => {
    const { world, arrive, settle, lead, told } = await worldOfMarketing();
    await arrive();

    world.config.remove(poolKind, 'south');
    await settle();

    expect(lead().routing?.state).not.toBe('marketing');
    expect(told('lead.ready').map(({ data }) => data.by)).toEqual([['always']]);
  });

  it('has a buyer looked after by the pool that takes customers over, also where marketing had them', async () => {
    const { world, arrive, lead } = await worldOfMarketing();
    const { leadId } = await arrive();
    const asked = { v: 1, kind: 'assign', leadId, subject: leadSubject, poolId: 'north', cause: 'afterSale' } as const;

    await world.parts.assign.send(assignMessageFor({ ...asked, causationId: 'order-1', correlationId: 'order-1' }));
    await world.assignAll();

    expect([lead().routing?.state, lead().owner?.poolId]).toEqual(['owned', 'north']);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('is in one state after a kill at any call, and its rep has it once when it is tried again', async () => {
    for (let point = 1, killed = true; killed; point += 1) {
      const { world, arrive, settle, lead, learn, told } = await worldOfMarketing();
      const { leadId } = await arrive();
      await learn(leadId, { temperature: 'hot' });
      killed = false;
      world.fail(killAt(point));
      try {
        await settle();
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        killed = true;
      }
      world.fail({});
      const faults = assignmentFaults(world.table.items.values());

      await settle();

      expect([point, faults, lead().routing?.state]).toEqual([point, [], 'owned']);
      expect([told('lead.ready'), told('lead.assigned')].map(({ length }) => length)).toEqual([1, 1]);
    }
  });
});

describe('a recycled lead', () => {
  const recycle = async (fixture: Awaited<ReturnType<typeof worldOfMarketing>>, leadId: LeadId) => {
    const { world } = fixture;
    const actor = { kind: 'user', id: 'chi' } as const;
    await changeStatus({ leadId, to: 'recycled', reason: 'notNow', actor, correlationId: 'recycle' }, world.parts);
    world.pass(60_000);
  };

  it('is left to marketing by a post below the level, and goes to a rep once it has reached it', async () => {
    const fixture = await worldOfMarketing();
    const { world, arrive, settle, lead, learn, told } = fixture;
    const { leadId } = await arrive();
    await learn(leadId, { temperature: 'hot' });
    await settle();
    await recycle(fixture, leadId);
    await learn(leadId, { temperature: 'cold' });

    await arrive();
    await settle();
    const back = [lead().status, lead().routing?.state, lead().owner];
    await learn(leadId, { temperature: 'hot' });
    await settle();

    expect(back).toEqual(['active', 'marketing', null]);
    expect([lead().routing?.state, told('lead.ready').length, told('lead.assigned').length]).toEqual(['owned', 2, 2]);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('is not handed over as long as it is recycled', async () => {
    const fixture = await worldOfMarketing();
    const { arrive, settle, lead, learn } = fixture;
    const { leadId } = await arrive();
    await recycle(fixture, leadId);

    await learn(leadId, { reached: 3, temperature: 'hot' });
    await settle();

    expect([lead().status, lead().routing?.state]).toEqual(['recycled', 'marketing']);
  });
});

describe('a level', () => {
  const lead = (stage: 'lead' | 'mql' | 'sql' | 'customer', temperature: 'cold' | 'warm' | 'hot') =>
    ({ stage, evidence: { ...noEvidence, temperature } }) as const;

  it.each([
    ['a temperature, by a hotter one', [{ temperature: 'warm' as const }], lead('lead', 'hot'), ['temperature']],
    ['a temperature, not by a colder one', [{ temperature: 'warm' as const }], lead('lead', 'cold'), null],
    ['a stage, by one above it', [{ stage: 'mql' as const }], lead('sql', 'cold'), ['stage']],
    ['a stage, not by one below it', [{ stage: 'sql' as const }], lead('mql', 'hot'), null],
    ['both, not by one of them', [{ stage: 'mql' as const, temperature: 'hot' as const }], lead('mql', 'warm'), null],
    ['any of two', [{ stage: 'sql' as const }, { temperature: 'hot' as const }], lead('lead', 'hot'), ['temperature']],
    ['whatever it is, by a customer', [{ temperature: 'hot' as const }], lead('customer', 'cold'), ['stage']],
  ])('asks for %s', (_what, handOver, who, by) => {
    expect(readinessOf({ handOver }, who)).toEqual(by);
  });

  it('is refused where it names nothing', () => {
    const pool = { id: 'south', name: { vi: 'Nam', en: 'South' }, members: [] };

    expect(poolKind.schema.safeParse({ ...pool, handOver: [{}] }).error?.issues[0]?.message).toContain('write "always"');
    expect(poolKind.schema.safeParse({ ...pool, handOver: [{ stage: 'sql' }, { quoteAsked: true }] }).success).toBe(true);
  });
});
