import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { silentLog } from '../../../shared/platform/logging.ts';
import { type BacktestWish, backtest, scoreLead } from '../../../shared/scoring/index.ts';
import { type ScoringConfig, scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { anyRules } from '../../support/scoring/past-leads.ts';
import { letHappen, pastPeople } from '../../support/scoring/past-people.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const until = new Date('2026-11-22T00:00:00.000Z');
const clock = () => until;

function tryOn(world: World, draft: ScoringConfig | null, more: Partial<BacktestWish> = {}) {
  const wish = { draft, span: { from: null, to: null, before: null }, limit: 5_000, maxChanges: 5_000, budgetMs: 60_000, ...more };
  return backtest(wish, { table: world.table, config: world.config, clock, log: silentLog });
}

async function worldOf(peopleSeed: number, count: number): Promise<World> {
  const world = createWorld();
  await letHappen(pastPeople(peopleSeed, count, until), world.parts, until);
  world.project();
  return world;
}

describe('a back-test over leads that came in by themselves', () => {
  it('finds nothing to change by the rules in force, and foretells what a recount by others does', async () => {
    const numRuns = runs(2, 40);
    let changed = 0;
    let leads = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), anyRules, async (peopleSeed, draft) => {
        const world = await worldOf(peopleSeed, 24);
        const stood = new Map(world.leads().map(({ leadId, evidence }) => [String(leadId), evidence.temperature]));

        const same = await tryOn(world, null);
        const other = await tryOn(world, draft);
        world.config.change(scoringKind, 'scoring', () => draft);
        for (const { leadId } of world.leads()) await scoreLead(leadId, [{ v: 1, kind: 'recount', leadId }], { ...world.parts, clock });

        const moved = world.leads().filter(({ leadId, evidence }) => stood.get(leadId) !== evidence.temperature);
        expect([same.changes.leads, same.changes.alsoInForce, same.leftOut]).toEqual([0, 0, { malformed: 0, convertedBefore: 0 }]);
        expect(same.inForce.bands).toEqual(same.draft.bands);
        expect(other.inForce).toEqual(same.inForce);
        expect(new Map(other.changes.items.map(({ leadId, to }) => [leadId, to]))).toEqual(
          new Map(moved.map(({ leadId, evidence }) => [String(leadId), evidence.temperature])),
        );
        changed += moved.length;
        leads += stood.size;
      }),
      { seed, numRuns },
    );
    report(`back-tests: ${numRuns} worlds, ${leads} leads, ${changed} changed as foretold (seed ${seed})`);
  });

  it('shows rates that stay when people who bought come back and do more', async () => {
    const quiet = pastPeople(7, 24, until).map((one) => ({
      ...one,
      visits: one.visits.filter(({ at }) => one.boughtAt === null || at <= one.boughtAt),
      posts: one.posts.filter(({ at }) => one.boughtAt === null || at <= one.boughtAt),
    }));
    const [busyWorld, quietWorld] = [await worldOf(7, 24), createWorld()];
    await letHappen(quiet, quietWorld.parts, until);
    quietWorld.project();

    const [busy, calm] = [await tryOn(busyWorld, null), await tryOn(quietWorld, null)];

    expect(busy.conversions.byPurchase).toBeGreaterThan(2);
    expect([busy.all, busy.draft, busy.rules]).toEqual([calm.all, calm.draft, calm.rules]);
  });
});
