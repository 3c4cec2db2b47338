import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rebuildCards } from '../../../shared/cards/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { PoolId, RepId } from '../../../shared/platform/ids.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { interrupted, ProjectorWorld } from '../../support/projector.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const reps = ['rep-lan', 'rep-phuc'].map((rep) => RepId.parse(rep));
const pools = ['south', 'specialists'].map((pool) => PoolId.parse(pool));
const moment = fc
  .integer({ min: 0, max: 20_000 })
  .map((minute) => new Date(Date.parse('2026-11-20T00:00:00Z') + minute * 60_000).toISOString());

/** What happens to a lead, and how the projector fares meanwhile. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('change' as const), as: anyLead() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('post' as const), at: moment }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('click' as const), at: moment }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('visit' as const), at: moment }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('seat' as const), rep: fc.constantFrom(...reps) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('need' as const),
      pool: fc.option(fc.constantFrom(...pools)),
      name: fc.constantFrom('N1', 'N2'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ does: 'poison' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('project' as const), killedAt: fc.integer({ min: 1, max: 40 }), of: fc.nat({ max: 30 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class Killed extends Error {}

/** Lets a lead live through the steps; the projector meanwhile sees any of its records, in any order, and dies anywhere. */
async function live(world: ProjectorWorld, first: Lead, steps: readonly Step[]): Promise<Lead> {
  const { leadId, createdAt } = first;
  let lead = { ...first, version: 1 };
  world.put(lead);
  for (const one of steps) {
    if (one.does === 'change') {
      lead = { ...one.as, leadId, createdAt, version: lead.version + 1 };
      world.put(lead);
    } else if (one.does === 'post') world.post(leadId, one.at);
    else if (one.does === 'click') world.click(leadId, one.at);
    else if (one.does === 'visit') world.visit(leadId, one.at);
    else if (one.does === 'need') world.need(lead, one.pool, one.name);
    else if (one.does === 'seat') {
      lead = { ...lead, version: lead.version + 1 };
      world.put(lead);
      world.seat(lead, one.rep);
    } else if (one.does === 'poison') {
      const key = { pk: `LEAD#${leadId}`, sk: `POST#2026#P${world.records.length}` };
      world.change(key, { ...key, relation: 'linked' });
    } else {
      const shown = world.records.slice(one.of % world.records.length).reverse();
      const table = interrupted(world.table, ({ point }) => {
        if (point >= one.killedAt) throw new Killed();
      });
      await world.project(shown, table);
    }
  }
  return lead;
}

describe('cards', () => {
  it('are the fold of their leads, whatever dies, comes twice, in another order or malformed', async () => {
    const numRuns = runs(150, 5_000);
    await fc.assert(
      fc.asyncProperty(
        anyLead(),
        fc.array(step, { maxLength: 14 }),
        fc.boolean(),
        fc.infiniteStream(fc.nat()),
        async (first, steps, erased, order) => {
          const world = new ProjectorWorld();
          const lead = await live(world, first, steps);
          if (erased) world.erase(lead.leadId);

          // What the stream still brings: everything, some of it twice, in any order, in batches of three.
          const left = [...world.records, ...world.records.slice(0, 3)]
            .map((record) => ({ record, place: order.next().value ?? 0 }))
            .sort((one, other) => one.place - other.place)
            .map(({ record }) => record);
          for (let start = 0; start < left.length; start += 3) {
            expect(await world.project(left.slice(start, start + 3))).toEqual([]);
          }

          if (erased) {
            expect(world.cardOf(lead.leadId)).not.toHaveProperty('card');
            expect(world.cardOf(lead.leadId)).not.toHaveProperty('gsi1pk');
            expect(world.seatsOf(lead.leadId)).toEqual([]);
            return;
          }
          const expected = world.expectedCard(lead);
          expect(world.shownOf(lead.leadId)).toEqual(expected);
          for (const seat of world.seatsOf(lead.leadId)) {
            expect(seat).toMatchObject({
              activityAt: expected.activityAt,
              card: expected.card,
              gsi3sk: expected.gsi2sk,
            });
          }
          const poisoned = world.records.filter(({ sk }) => sk.startsWith('POST#2026#P'));
          for (const { pk, sk } of poisoned)
            expect(world.setAside).toContainEqual({ v: 1, reader: 'project-changes', error: expect.any(String), pk, sk });
        },
      ),
      { numRuns, seed },
    );
    report(`histories projected: ${numRuns}, seed ${seed}`);
  });

  it('are the same when all are computed anew', async () => {
    await fc.assert(
      fc.asyncProperty(anyLead(), fc.array(step, { maxLength: 10 }), async (first, steps) => {
        const world = new ProjectorWorld();
        const lead = await live(
          world,
          first,
          steps.filter(({ does }) => does !== 'poison'),
        );

        const done = await rebuildCards(world.parts());

        expect(world.shownOf(lead.leadId)).toEqual(world.expectedCard(lead));
        expect(done).toMatchObject({ leads: 1, malformed: [] });
        expect(await rebuildCards(world.parts())).toMatchObject({ written: 0, unchanged: 1 });
      }),
      { numRuns: runs(60, 2_000), seed },
    );
  });
});
