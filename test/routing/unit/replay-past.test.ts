import { describe, expect, it } from '@jest/globals';
import { replayRoute } from '../../../api/routing/replay.ts';
import { DecisionId, PoolId } from '../../../shared/platform/ids.ts';
import { currentRules, type Decision, decide, emptyPool, ledgerAfter, showReplay } from '../../../shared/routing/index.ts';
import { type PoolConfig, poolKind } from '../../../shared/routing/pool-config.ts';
import { putDecision } from '../../../shared/routing/store.ts';
import { TerritoryAttributes } from '../../../shared/routing/territory-conditions.ts';
import { territoryKind } from '../../../shared/routing/territory-config.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { factsOfLead } from '../../support/routing.ts';
import { report, runs } from '../../support/seeded.ts';

const bounds = { limit: 100_000, budgetMs: 60_000, listed: 200 };
const from = '2026-10-01T00:00:00.000Z';
const places = [
  ['79', 'south'],
  ['01', 'north'],
  ['48', 'central'],
  [null, null],
] as const;

/** A world with decisions as the live path records them, over two months. */
async function withDecisions(count: number, world = createWorld()): Promise<World> {
  const rules = await currentRules(world.config);
  const ledger = new Map([...rules.pools.documents.keys()].map((id) => [PoolId.parse(id), emptyPool(PoolId.parse(id))]));
  const first = Date.parse('2026-10-02T00:00:00.000Z');
  for (let index = 0; index < count; index += 1) {
    const [province, region] = places[(index * 7) % 4] ?? places[0];
    const attributes = TerritoryAttributes.parse({
      products: index % 5 === 0 ? ['kho-san-xuat'] : [],
      provinceCodes: province === null ? [] : [province],
      macroRegions: region === null ? [] : [region],
      languages: [index % 3 === 0 ? 'en' : 'vi'],
      sources: ['contact'],
      answers: { companySize: [String(index % 60)] },
      temperatures: [index % 4 === 0 ? 'hot' : 'cold'],
      stages: ['lead'],
    });
    const at = new Date(first + Math.floor((index * 50 * 86_400_000) / count));
    const decided = decide({ ...factsOfLead(index), attributes }, rules, ledger, at);
    ledger.set(decided.poolId, ledgerAfter(ledger.get(decided.poolId) ?? emptyPool(decided.poolId), decided));
    const decision: Decision = { decisionId: DecisionId.parse(`D${String(index).padStart(8, '0')}`), ...decided };
    await world.table.transact([putDecision(decision)]);
  }
  return world;
}
const asked = (world: World, body: object, some = bounds) =>
  showReplay(replayRoute.body.parse({ from, to: '2026-12-01T00:00:00Z', ...body }), some, world.parts);
const territoriesOf = async (world: World) => [...(await world.config.current(territoryKind)).documents.values()];

describe('a replay of past decisions', () => {
  it('gives no difference by the rules in force, whether they are named or not', async () => {
    const count = runs(2_000, 10_000);
    const world = await withDecisions(count);
    const before = JSON.stringify(world.table.all().length);

    const [live, named] = [await asked(world, {}), await asked(world, { config: { territories: await territoriesOf(world) } })];

    report(`decisions replayed: ${live.decisions}, differences ${live.differences}`);
    expect(live).toMatchObject({ decisions: count, subjects: count, differences: 0, cut: null, unmatched: { newly: 0, noLonger: 0 } });
    expect(live.reps.every(({ recorded, instead }) => recorded === instead)).toBe(true);
    expect(named).toEqual(live);
    expect(JSON.stringify(world.table.all().length)).toBe(before);
  });

  it('lets nobody guess what people typed who does not see it, by companies or answers that no territory in force asks for', async () => {
    const world = await withDecisions(4);
    const standing = await territoriesOf(world);
    const blind = { ...bounds, isTypedHidden: true };
    const tried = (when: object) =>
      asked(world, { config: { territories: [{ id: 'guess', order: -9, poolId: 'south', when }, ...standing] } }, blind);

    for (const when of [{ companies: ['a*'] }, { languages: ['vi'], not: { answers: { companySize: { below: 9 } } } }]) {
      await expect(tried(when)).rejects.toMatchObject({ faults: [{ path: 'config.territories[0].when' }] });
    }
    await expect(tried({ languages: ['en'] })).resolves.toMatchObject({ decisions: 4 });
    await expect(asked(world, { config: { territories: standing } }, blind)).resolves.toMatchObject({ differences: 0 });
  });

  it('tells by a draft who would have come elsewhere, also by what the rules of that time did not ask for', async () => {
    const world = await withDecisions(120);
    const english = {
      id: 'english',
      order: 1,
      poolId: 'specialists',
      when: { languages: ['en'], answers: { companySize: { atLeast: 30 } } },
    };

    const answer = await asked(world, { config: { territories: [english, ...(await territoriesOf(world))] } });

    const gained = answer.items.filter(({ instead }) => instead.territoryId === 'english');
    const wanted = Array.from({ length: 120 }, (_, index) => index).filter((index) => index % 3 === 0 && index % 60 >= 30);
    expect(gained.map(({ leadId }) => Number(leadId.slice(1)))).toEqual(expect.arrayContaining(wanted));
    expect(gained).toHaveLength(wanted.length);
    const sum = (side: 'recorded' | 'instead') => answer.reps.reduce((total, one) => total + one[side], 0);
    expect([sum('recorded'), sum('instead')]).toEqual([120, 120]);
    expect(answer.items.length + answer.more).toBe(answer.differences);
  });

  it('asks for hours where a draft of territories alone sends leads to a pool that has them', async () => {
    const hours = createWorld();
    hours.config.change(poolKind, 'specialists', (pool): PoolConfig => ({ ...pool, outsideHours: 'wait' }));
    const world = await withDecisions(60, hours);
    const all = { id: 'all', order: -9, poolId: 'specialists', when: { languages: ['vi', 'en'] } };

    const { items, unmatched } = await asked(world, { config: { territories: [all, ...(await territoriesOf(world))] } });

    expect(items.every(({ instead }) => instead.poolId === 'specialists')).toBe(true);
    expect([unmatched.newly > 0, items.some(({ instead }) => instead.repId !== null)]).toEqual([true, true]);
  });

  it('tells who would newly wait, and of one pool alone where it is asked of one', async () => {
    const world = await withDecisions(60);
    const { reps } = await currentRules(world.config);
    const nobody = [...reps.documents.values()].map((rep) => ({ ...rep, active: false }));

    const all = await asked(world, { config: { reps: nobody } });
    const south = await asked(world, { config: { reps: nobody }, pools: ['south'] });

    expect(all.unmatched).toEqual({ newly: 60, noLonger: 0 });
    expect(south.differences).toBeLessThan(60);
    expect(south.differences).toBeGreaterThan(0);
  });

  it('counts whom marketing would have kept by a draft, and of whom the record does not say', async () => {
    const world = await withDecisions(60);
    const { pools } = await currentRules(world.config);
    const withLevel = (handOver: PoolConfig['handOver']) => [...pools.documents.values()].map((pool) => ({ ...pool, handOver }));

    const hot = await asked(world, { config: { pools: withLevel([{ temperature: 'hot' }]) } });
    const quote = await asked(world, { config: { pools: withLevel([{ temperature: 'hot' }, { quoteAsked: true }]) } });

    expect(hot).toMatchObject({ marketing: { kept: 45, unsure: 0 }, unmatched: { newly: 0, noLonger: 0 } });
    expect(hot.items.filter(({ instead }) => instead.inMarketing && instead.repId === null)).toHaveLength(45);
    expect(hot.reps.reduce((sum, { instead }) => sum + instead, 0)).toBe(15);
    expect(quote).toMatchObject({ differences: 0, marketing: { kept: 0, unsure: 45 } });
  });

  it('says where it ended, and refuses what cannot be tried', async () => {
    const world = await withDecisions(60);

    expect(await asked(world, {}, { ...bounds, limit: 10 })).toMatchObject({ decisions: 10, cut: 'limit', differences: 0 });
    await expect(asked(world, { from: '2026-12-02T00:00:00Z' })).rejects.toMatchObject({ faults: [{ path: 'to' }] });
    await expect(asked(world, { from: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({ faults: [{ path: 'from' }] });
    const draft = [{ id: 'one', order: 1, poolId: 'nowhere', when: {} }];
    await expect(asked(world, { config: { territories: draft } })).rejects.toMatchObject({
      faults: [{ path: 'config.territories[0].poolId' }],
    });
  });
});
