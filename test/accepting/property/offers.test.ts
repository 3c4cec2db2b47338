import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { logCall } from '../../../shared/call-log/index.ts';
import { giveByHand } from '../../../shared/owners/index.ts';
import { RepId } from '../../../shared/platform/ids.ts';
import { readPoolState } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { OfferedWorld } from '../../support/offers.ts';
import { seatFaults } from '../../support/seat-faults.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const minutes = 60_000;
const returning = ['wrongTerritory', 'spam', 'duplicate'];

type Act =
  | 'accept'
  | 'decline'
  | 'spam'
  | 'wrongTerritory'
  | 'call'
  | 'recall'
  | 'time'
  | 'timers'
  | 'deliver'
  | 'double'
  | 'hours'
  | 'leave'
  | 'back';
const acts: readonly Act[] = [
  'accept',
  'decline',
  'spam',
  'wrongTerritory',
  'call',
  'recall',
  'time',
  'timers',
  'deliver',
  'double',
  'hours',
  'leave',
  'back',
];

/** What happens at once, and at which of its calls to the outside it is killed, before or behind the call. */
const anyStep = fc.record({
  together: fc.array(fc.constantFrom(...acts), { minLength: 1, maxLength: 3 }),
  killedAt: fc.option(fc.integer({ min: 1, max: 40 })),
  isBehind: fc.boolean(),
});

/** Delivers what waits for pools; what is killed comes again, as from a queue. */
async function deliver({ world }: OfferedWorld): Promise<void> {
  const held = [...world.sent.assign];
  try {
    await world.assignAll();
  } catch (error) {
    world.sent.assign.push(...held);
    throw error;
  }
}

let requests = 0;
async function perform(act: Act, offered: OfferedWorld): Promise<unknown> {
  const { world } = offered;
  requests += 1;
  const correlationId = `request-${requests}`;
  const rep = async () => RepId.parse((await offered.own()).actor.id);
  switch (act) {
    case 'accept':
      return offered.accept(await offered.own());
    case 'decline':
      return offered.decline(await offered.own(), 'noCapacity');
    case 'spam':
    case 'wrongTerritory':
      return offered.decline(await offered.own(), act);
    case 'call': {
      const principal = { role: 'rep', userId: 'u', repId: await rep() } as const;
      return logCall({ leadId: offered.lead.leadId, outcome: 'closed', principal, correlationId, along: () => [] }, world.parts);
    }
    case 'recall': {
      const asked = { leadId: offered.lead.leadId, opportunityId: undefined, to: null, reason: 'workload', credit: 'keep' } as const;
      const principal = { role: 'admin', userId: 'admin' } as const;
      return giveByHand({ ...asked, seenVersion: undefined, principal, correlationId, along: () => [] }, world.parts);
    }
    case 'time':
      return world.pass(17 * minutes);
    case 'timers':
      return offered.runTimers();
    case 'deliver':
      return deliver(offered);
    case 'double':
      return world.sent.assign.push(...world.sent.assign.map((one) => ({ ...one, deduplicationId: `${one.deduplicationId}-${requests}` })));
    case 'hours': {
      world.config.change(poolKind, 'south', (pool) => ({
        ...pool,
        accept: { withinMinutes: 10 + (requests % 5) * 15, offers: 3, ifNobody: 'leader' as const },
      }));
      return offered.lookAtOffers();
    }
    case 'leave': {
      world.config.change(repKind, await rep(), (before) => ({ ...before, leave: [{ from: '2026-11-23', to: '2026-11-23' }] }) as never);
      return offered.lookAtOffers();
    }
    case 'back':
      for (const { id } of (await world.config.current(repKind)).documents.values())
        world.config.change(repKind, id, ({ leave: _leave, ...present }) => present);
      return undefined;
  }
}

/** What each rep of a pool is to be credited with, by what the history tells. */
function creditsTold({ world }: OfferedWorld): Map<string, number> {
  const told = new Map<string, number>();
  for (const { type, data } of world.timeline()) {
    const isBack = data.reason === 'excused' || (data.reason === 'declined' && returning.includes(String(data.because)));
    const change = type === 'lead.offered' ? 1 : type === 'lead.unassigned' && isBack ? -1 : 0;
    const account = `${String(data.poolId)} ${String(data.repId)}`;
    if (change !== 0) told.set(account, (told.get(account) ?? 0) + change);
  }
  return told;
}

async function creditsBooked({ world }: OfferedWorld): Promise<Map<string, number>> {
  const pools = [...(await world.config.current(poolKind)).documents.values()];
  const states = await Promise.all(pools.map(({ id }) => readPoolState(world.table, id)));
  return new Map(
    states.flatMap(({ poolId, members }) =>
      Object.entries(members).flatMap(([repId, { credits }]) => (credits === 0 ? [] : [[`${poolId} ${repId}`, credits] as const])),
    ),
  );
}

describe('an offer, whatever happens at once, is killed, comes twice or is published in between', () => {
  it('ends with one owner or listed as waiting, accepted once, and with the credits that its history tells', async () => {
    const numRuns = runs(60, 1_500);
    let killed = 0;
    const ends: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 12 }), async (steps) => {
        const offered = await OfferedWorld.create();
        const { world } = offered;
        for (const { together, killedAt, isBehind } of steps) {
          const kill = ({ number }: { readonly number: number }) => {
            if (number !== killedAt) return;
            killed += 1;
            throw new Error('killed');
          };
          world.fail(isBehind ? { after: kill } : { before: kill });
          await Promise.allSettled(together.map((act) => perform(act, offered)));
        }
        world.fail({});
        for (let round = 0; round < 4; round += 1) {
          await offered.runTimers();
          await deliver(offered);
        }

        const assignment = await offered.assignment();
        ends[assignment.state] = (ends[assignment.state] ?? 0) + 1;
        const isVisible = assignment.repId !== null || (assignment.state === 'waiting' && assignment.decisionId !== null);
        expect({ state: assignment.state, isVisible }).toEqual({ state: assignment.state, isVisible: true });
        expect([...assignmentFaults(world.table.items.values()), ...seatFaults(world.table.items.values())]).toEqual([]);
        const accepted = world.timeline().flatMap(({ type, data }) => (type === 'lead.accepted' ? [data.decisionId] : []));
        expect(new Set(accepted).size).toBe(accepted.length);
        const told = [...creditsTold(offered)].filter(([, credits]) => credits !== 0).sort();
        expect([...(await creditsBooked(offered))].sort()).toEqual(told);
      }),
      { seed, numRuns },
    );
    expect(killed).toBeGreaterThan(0);
    report(`lives of offers: ${numRuns}, acts killed: ${killed}, ends ${JSON.stringify(ends)}, seed ${seed}`);
  });
});
