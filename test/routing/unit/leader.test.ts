import { describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { tellSplitWork } from '../../../shared/notices/tell-split.ts';
import { PoolId } from '../../../shared/platform/ids.ts';
import { readDecisions, recordedRules, replay, rerun, tryLead } from '../../../shared/routing/index.ts';
import { PoolConfig, poolKind } from '../../../shared/routing/pool-config.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { doWork } from '../../../shared/work/index.ts';
import { assignmentFaults, waitingIn } from '../../support/assignment-faults.ts';
import { unheardQueue } from '../../support/queues.ts';
import { worldOfNobody } from '../../support/waiting.ts';

const south = PoolId.parse('south');
const minutes = 60_000;

/** A pool of the south that is split by its leader; everybody is there. */
async function worldOfLeader(pool: Partial<PoolConfig> = {}) {
  const nobody = await worldOfNobody();
  const { world } = nobody;
  nobody.comeBack();
  world.config.change(poolKind, south, (before) => ({ ...before, mode: 'leader' as const, ...pool }));
  const notices: unknown[] = [];
  const notice = { ...unheardQueue, sendAll: async (messages: readonly { readonly body: unknown }[]) => void notices.push(...messages) };
  const looks = () =>
    world
      .itemsOf('DUE#')
      .map((item) => Timer.parse(item))
      .filter(({ groupId, dueAt }) => groupId === tellSplitWork.kind && dueAt > world.parts.clock().toISOString());
  /** Does every look that is due within some time. */
  const look = async (ms: number) => {
    const due = looks().filter(({ dueAt }) => Date.parse(dueAt) <= world.parts.clock().getTime() + ms);
    world.pass(ms);
    const queues = { ...nobody.parts.queues, notice };
    for (const { message } of due) await doWork(WorkMessage.parse(message), [tellSplitWork], { ...world.parts, queues });
  };
  return { ...nobody, notices, looks, look };
}

describe('a pool of the mode leader', () => {
  it('has its leads wait, listed, with their reason, however many reps are there', async () => {
    const { world, arrive, timers } = await worldOfLeader();

    await arrive(1);

    const [lead] = world.leads();
    expect([lead?.routing?.state, lead?.owner]).toEqual(['waiting', null]);
    expect(world.timeline().at(-1)).toMatchObject({ type: 'lead.unassigned', data: { reason: 'forLeader', poolId: 'south', repId: null } });
    expect(waitingIn(world.table.items.values())).toHaveLength(1);
    // No try of the clock could find anybody.
    expect(timers()).toEqual([]);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('decides the same again from the record alone, in a dry run and in a replay', async () => {
    const { world, arrive } = await worldOfLeader();
    await arrive(2);
    const decisions = (await Promise.all(world.leads().map(({ leadId }) => readDecisions(world.table, leadId)))).flat();
    const [decision] = decisions;
    if (!decision) throw new Error('nothing was decided');
    const rules = await recordedRules(world.config, decision);

    const { decisionId: _, ...recorded } = decision;
    const [lead] = world.leads();
    const tried = lead && (await tryLead(decision, lead, world.parts));

    expect(recorded.reason).toBe('forLeader');
    expect(rerun(decision, rules)).toMatchObject(recorded);
    expect(tried?.decisions.map(({ chosen, reason }) => [chosen, reason])).toEqual([[null, 'forLeader']]);
    expect(replay(decisions, () => rules).map(({ decisions: [one] }) => one?.reason)).toEqual(['forLeader', 'forLeader']);
  });

  it('asks its reps once another mode is published', async () => {
    const { world, arrive, run } = await worldOfLeader();
    await arrive(3);

    world.config.change(poolKind, south, (before) => ({ ...before, mode: 'turn' as const }));
    world.pass(minutes);
    await run({ body: { v: 1, kind: 'retryWaiting', request: { poolId: null, tick: world.parts.clock().toISOString(), after: null } } });
    await world.assignAll();

    expect(world.leads().map(({ routing }) => routing?.state)).toEqual(['owned', 'owned', 'owned']);
  });

  it('writes nothing more when the person posts again, or new rules ask anew', async () => {
    const { world, arrive, run, timers, looks } = await worldOfLeader();
    await arrive(1);
    await arrive(1);
    const before = world.itemsOf(' ASSIGN#').length + looks().length;

    await run({ body: { v: 1, kind: 'retryWaiting', request: { poolId: south, tick: world.parts.clock().toISOString(), after: null } } });
    await world.assignAll();

    expect(world.leads()).toHaveLength(1);
    expect(world.timeline().filter(({ data }) => data.reason === 'forLeader')).toHaveLength(1);
    expect([world.itemsOf(' ASSIGN#').length + looks().length, timers()]).toEqual([before, []]);
  });

  it('tells its leader once of a burst, and once more of what comes in the half hour behind it', async () => {
    const { arrive, look, looks, notices } = await worldOfLeader();

    await arrive(3);
    await look(2 * minutes);
    await arrive(2, 'TP.HCM', 3);
    await look(2 * minutes);
    const early = notices.length;
    await arrive(1, 'TP.HCM', 5);
    await look(31 * minutes);
    await look(31 * minutes);

    expect(early).toBe(1);
    expect(notices).toMatchObject([
      { body: { kind: 'splitNotice', poolId: 'south', waiting: 3, userId: 'leader-south' } },
      { body: { kind: 'splitNotice', waiting: 6 } },
    ]);
    expect(looks()).toEqual([]);
  });

  it('does not take over who has bought', () => {
    const pool = PoolConfig.parse({ id: 'south', name: { vi: 'Nam', en: 'South' }, members: [], mode: 'leader', afterSale: {} });

    expect(poolKind.references?.([pool], { of: () => [] } as never)).toMatchObject([{ path: ['afterSale'] }]);
  });
});
