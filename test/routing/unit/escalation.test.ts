import { describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { escalateWork } from '../../../shared/notices/escalate.ts';
import { claimFloating, giveByHand, releaseByHand } from '../../../shared/owners/index.ts';
import { LeadId, RepId, SubjectId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { Assignment, putEscalation } from '../../../shared/routing/index.ts';
import { type PoolConfig, poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { escalatesAt } from '../../../shared/routing/rules-escalation.ts';
import { putAssignment } from '../../../shared/routing/store.ts';
import { endsWithAttempt, endTasks, firstContact, readTasks, writeTasks } from '../../../shared/tasks/index.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { doWork } from '../../../shared/work/index.ts';
import { openWorld } from '../../support/claims.ts';
import { OfferedWorld } from '../../support/offers.ts';
import { unheardQueue } from '../../support/queues.ts';

const minutes = 60_000;
type World = OfferedWorld['world'];
const timersIn = (world: World) =>
  world.itemsOf('DUE#').flatMap((item) => (String(item.groupId).startsWith('escalate') ? [Timer.parse(item)] : []));

/** Does what a timer asks for, and returns who is told. */
async function fire(world: World, timer: Timer | undefined): Promise<unknown[]> {
  const told: unknown[] = [];
  const notice = {
    send: async () => {},
    sendAll: async (all: readonly { body: unknown }[]) => void told.push(...all.map(({ body }) => body)),
  };
  const queues = { assign: unheardQueue, work: unheardQueue, notice, mail: unheardQueue, score: unheardQueue };
  await doWork(WorkMessage.parse(timer?.message), [escalateWork], { ...world.parts, queues } as never);
  return told;
}

/** A lead that a rep of a pool has accepted, on a Monday at 10:00 in Vietnam. */
async function accepted(pool: Partial<PoolConfig> = { escalateAfterMinutes: 60 }) {
  const offered = await OfferedWorld.create({}, pool);
  await offered.accept(await offered.own());
  const { world } = offered;
  return { offered, world, leadId: offered.lead.leadId, repId: RepId.parse((await offered.assignment()).repId) };
}

describe('a rep who has a lead and does not reach out to it', () => {
  it('is told of to the leaders of its pool when their time is over', async () => {
    const { world, leadId, repId } = await accepted();
    const [timer, ...others] = timersIn(world);
    const since = Date.parse(world.parts.clock().toISOString());

    expect(others).toEqual([]);
    expect(Math.abs(Date.parse(timer?.dueAt ?? '') - since - 60 * minutes)).toBeLessThan(minutes);
    world.pass(61 * minutes);
    const told = await fire(world, timer);

    expect(told).toMatchObject([{ kind: 'escalationNotice', leadId, repId, subject: 'lead', userId: expect.stringContaining('leader') }]);
    expect(JSON.stringify(told)).not.toMatch(/Hường|912/);
    expect(await fire(world, timer)).toEqual(told);
  });

  it('is told of nowhere where the pool does not ask, and no timer is set', async () => {
    const { world } = await accepted({});

    expect(timersIn(world)).toEqual([]);
  });

  it('is not told of once somebody has called, or the lead is somebody else’s', async () => {
    const called = await accepted();
    const [timer] = timersIn(called.world);
    const at = called.world.parts.clock();
    await called.world.table.transact(
      writeTasks(endTasks(await readTasks(called.world.table, called.leadId), endsWithAttempt, 'done', at), at),
    );
    called.world.pass(61 * minutes);
    expect(await fire(called.world, timer)).toEqual([]);

    const { world, leadId, repId } = await accepted();
    const [before] = timersIn(world);
    const other = RepId.parse(
      (await world.config.current(poolKind)).documents.get('south')?.members.find((member) => member.repId !== repId)?.repId,
    );
    world.pass(30 * minutes);
    await give(world, leadId, other);
    world.pass(31 * minutes);
    expect(await fire(world, before)).toEqual([]);
    const next = timersIn(world).find(({ dueAt }) => dueAt !== before?.dueAt);
    world.pass(30 * minutes);
    expect(await fire(world, next)).toMatchObject([{ repId: other }]);
  });

  it('is told of about a need that lies under a record which is part of the lead', async () => {
    const { world, leadId, repId } = await accepted();
    const at = world.parts.clock();
    const [part, subject, since] = [LeadId.parse('PART'), SubjectId.parse('PART-1'), at.toISOString()];
    const given = { leadId: part, subject, version: 1, poolId: 'south', since, state: 'owned', repId, decisionId: 'D1' };
    const contact = firstContact({ leadId: part, subject, repId, turn: 1, dueAt: since, isHot: false }, at);
    await world.table.transact([putAssignment(null, Assignment.parse(given)), ...writeTasks([contact], at)]);
    world.table.seed({ ...(await world.table.get(keys.lead(leadId))), ...keys.lead(leadId), members: [part] });
    world.pass(61 * minutes);

    const timer = Timer.parse(putEscalation({ leadId, subject, repId, since }, world.parts.clock()).Put.Item);

    expect(await fire(world, timer)).toMatchObject([{ kind: 'escalationNotice', leadId, repId, subject }]);
  });

  it('is looked at again when hours that were published since leave them more time, and never where the pool asks no more', async () => {
    const { world, repId } = await accepted();
    const [timer] = timersIn(world);
    const afternoon = [{ from: '14:00', to: '18:00' }];
    const week = { monday: afternoon, tuesday: afternoon };
    world.config.change(repKind, repId, (rep) => ({ ...rep, workingHours: { week } }) as never);
    world.pass(61 * minutes);

    expect(await fire(world, timer)).toEqual([]);
    const again = timersIn(world).find(({ dueAt }) => dueAt !== timer?.dueAt);
    // Monday 15:00 in Vietnam.
    expect(again?.dueAt).toMatch(/T08:00/);
    world.pass(5 * 60 * minutes);
    expect(await fire(world, again)).toHaveLength(1);

    world.config.change(poolKind, 'south', ({ escalateAfterMinutes: _none, ...pool }) => pool as never);
    expect(await fire(world, again)).toEqual([]);
  });

  it('is waited for over nights and holidays, and over no leave of theirs', () => {
    const hours = { week: { monday: [{ from: '08:00', to: '12:00' }], tuesday: [{ from: '08:00', to: '12:00' }] }, holidays: [] };
    const company = { timeZone: 'Asia/Ho_Chi_Minh', workingHours: hours } as never;
    const rep = { leave: [{ from: '2026-11-23', to: '2026-12-23' }] } as never;
    const since = new Date('2026-11-23T04:30:00.000Z');

    expect(escalatesAt({ escalateAfterMinutes: 60 }, { rep, company, since })?.toISOString()).toBe('2026-11-24T01:30:00.000Z');
    expect(escalatesAt({}, { rep, company, since })).toBeNull();
  });
});

describe('the timer is set with whatever gives a lead', () => {
  it.each(['turn', 'open', 'floating'] as const)('%s', async (how) => {
    const escalateAfterMinutes = 60;
    if (how === 'open') {
      const { world, arrive, opened, claim, repIds } = await openWorld({ escalateAfterMinutes });
      await arrive();
      expect(timersIn(world)).toEqual([]);
      await claim(await opened(), repIds[0] ?? RepId.parse('none'));
      expect(timersIn(world)).toHaveLength(1);
      return;
    }
    const offered = await OfferedWorld.create({}, { accept: 'none', escalateAfterMinutes, floating: { perDay: 9 } });
    const { world } = offered;
    expect(timersIn(world)).toHaveLength(1);
    if (how === 'turn') return;
    const { leadId } = offered.lead;
    const principal = { userId: 'admin', email: 'a@example.com', role: 'admin' } as never;
    const asked = { leadId, correlationId: 'c', along: () => [] };
    await releaseByHand({ ...asked, of: asked, principal, reason: 'workload', seenVersion: undefined } as never, world.parts);
    const { repId } = (await world.config.current(poolKind)).documents.get('south')?.members[1] ?? {};
    world.pass(minutes);
    await claimFloating({ ...asked, of: asked, principal: { userId: 'r', role: 'rep', repId } as never }, world.parts);
    expect(timersIn(world)).toHaveLength(2);
  });
});

function give(world: World, leadId: string, repId: RepId) {
  const principal = { userId: 'admin', email: 'a@example.com', role: 'admin' } as never;
  return giveByHand(
    {
      leadId: leadId as never,
      opportunityId: undefined,
      to: { repId },
      reason: 'workload',
      credit: undefined,
      seenVersion: undefined,
      principal,
      correlationId: 'given',
      along: () => [],
    },
    world.parts,
  );
}
