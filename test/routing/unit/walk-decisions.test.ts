import { describe, expect, it } from '@jest/globals';
import { DecisionId, PoolId } from '../../../shared/platform/ids.ts';
import { type Decision, decide, recordedRules, replay, walkDecisions } from '../../../shared/routing/index.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { putDecision } from '../../../shared/routing/store.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { person } from '../../support/people.ts';
import { factsOfLead, poolOf, repsOf, rulesOf } from '../../support/routing.ts';

const south = PoolId.parse('south');
const north = PoolId.parse('north');
const rules = { south: rulesOf(poolOf([1], 'south'), repsOf([true])), north: rulesOf(poolOf([1], 'north'), repsOf([true])) };

function decisionAt(at: string, lead: number, pool: keyof typeof rules): Decision {
  return { decisionId: DecisionId.parse(`D${lead}`), ...decide(factsOfLead(lead), rules[pool], new Map(), new Date(at)) };
}

async function walked(table: Parameters<typeof walkDecisions>[0], poolIds: readonly PoolId[], month: string): Promise<Decision[]> {
  const found: Decision[] = [];
  for await (const decision of walkDecisions(table, poolIds, month)) found.push(decision);
  return found;
}

describe('the decisions of a month', () => {
  it('are those of the named pools, whole, from the first to the last millisecond, newest first', async () => {
    const table = memoryTable();
    const decisions = [
      decisionAt('2026-10-31T23:59:59.999Z', 1, 'south'),
      decisionAt('2026-11-01T00:00:00.000Z', 2, 'south'),
      decisionAt('2026-11-12T08:00:00.000Z', 3, 'north'),
      decisionAt('2026-11-30T23:59:59.999Z', 4, 'south'),
      decisionAt('2026-12-01T00:00:00.000Z', 5, 'south'),
    ];
    await table.transact(decisions.map(putDecision));

    const [, first, ofNorth, last] = decisions;
    expect(await walked(table, [south], '2026-11')).toEqual([last, first]);
    expect(await walked(table, [south, north], '2026-11')).toEqual([last, ofNorth, first]);
    expect(await walked(table, [], '2026-11')).toEqual([]);
  });

  it('are read to the end, however many there are, without those that were erased', async () => {
    const table = memoryTable();
    const decisions = Array.from({ length: 250 }, (_, lead) =>
      decisionAt(new Date(Date.UTC(2026, 10, 2) + lead).toISOString(), lead, 'south'),
    );
    for (let start = 0; start < decisions.length; start += 50) await table.transact(decisions.slice(start, start + 50).map(putDecision));
    const batchGet: typeof table.batchGet = async (keys, options) =>
      (await table.batchGet(keys, options)).filter(({ sk }) => sk !== 'DECISION#D7');

    const found = await walked({ ...table, batchGet }, [south], '2026-11');

    expect(found.map(({ leadId }) => leadId)).toEqual(
      decisions
        .filter(({ decisionId }) => decisionId !== 'D7')
        .map(({ leadId }) => leadId)
        .reverse(),
    );
  });

  it('can be replayed by the rules that were in force, and give the recorded answers', async () => {
    const world = createWorld();
    for (const [index, province] of ['TP.HCM', 'Hà Nội', 'TP.HCM', 'Đà Nẵng', '', 'Cần Thơ', 'TP.HCM', ''].entries()) {
      await world.takeIn(world.post({ ...person(index), province }));
      await world.assignAll();
      if (index === 3) world.config.change(repKind, 'rep-lan', (rep) => ({ ...rep, active: false }));
    }
    const poolIds = [...new Set(world.leads().map(({ owner }) => owner?.poolId ?? south))];

    const decisions = await walked(world.table, poolIds, '2026-11');

    const rulesOfEach = new Map(
      await Promise.all(decisions.map(async (decision) => [decision, await recordedRules(world.config, decision)] as const)),
    );
    const replayed = replay(decisions, (decision) => rulesOfEach.get(decision) ?? rules.south);
    expect(poolIds.length).toBeGreaterThan(1);
    expect(decisions).toHaveLength(8);
    expect(replayed.map((one) => one.decisions)).toEqual(
      replayed.map(({ recorded: { decisionId: _decisionId, ...recorded } }) => [recorded]),
    );
  });
});
