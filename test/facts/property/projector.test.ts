import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projectFact } from '../../../shared/facts/index.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { type LeadId, SubmissionId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { asksAs } from '../../support/as-user.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { interrupted } from '../../support/projector.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const people = 3;
const person = fc.nat({ max: people - 1 });

/** What happens, and how the projector fares: it dies before or after its nth call, or others write while it waits there. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('post' as const), who: person }) },
  { weight: 2, arbitrary: fc.constant({ does: 'assign' as const }) },
  { weight: 2, arbitrary: fc.constant({ does: 'wait' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('call' as const), who: person, outcome: fc.constantFrom('noAnswer', 'interested') }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('merge' as const), who: person, other: person }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('undo' as const), who: person, other: person }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('kill' as const), who: person, point: fc.integer({ min: 1, max: 16 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('race' as const), who: person, point: fc.integer({ min: 1, max: 16 }), other: person }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

class Killed extends Error {}

const fields = (who: number) => ({
  fullName: `Nguyễn Thị Lan ${who}`,
  email: `lan.${who}@gmail.com`,
  phone: `091234567${who}`,
  province: 'TP.HCM',
});

class Life {
  readonly world: World = createWorld();
  #posts = 0;

  idOf(who: number): LeadId | undefined {
    return this.world.leads().find(({ email }) => email === fields(who).email)?.leadId;
  }

  async act(one: Step): Promise<void> {
    const { world } = this;
    const ask = asksAs(world, 'admin@example.com');
    if (one.does === 'post') {
      const receivedAt = world.parts.clock().toISOString();
      await world.takeIn(world.post(fields(one.who), { submissionId: SubmissionId.parse(`p${++this.#posts}`), receivedAt }));
      return;
    }
    if (one.does === 'assign') return world.assignAll();
    if (one.does === 'wait') return world.pass(20 * daysMs);
    const leadId = this.idOf(one.who);
    if (!leadId) return;
    if (one.does === 'call') {
      await ask('POST /v1/leads/{leadId}/calls', { path: { leadId }, body: { outcome: one.outcome } });
    } else if (one.does === 'merge' || one.does === 'undo') {
      const otherLeadId = this.idOf(one.other);
      const route = one.does === 'merge' ? 'POST /v1/leads/{leadId}/merge' : 'POST /v1/leads/{leadId}/merge/undo';
      if (otherLeadId && otherLeadId !== leadId) await ask(route, { path: { leadId }, body: { otherLeadId } });
    } else if (one.does === 'kill') {
      const table = interrupted(world.table, ({ point }) => {
        if (point >= one.point) throw new Killed();
      });
      await this.project(leadId, table).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
    } else {
      let isOver = false;
      const table = interrupted(world.table, async ({ point }) => {
        if (point !== one.point || isOver) return;
        isOver = true;
        await this.act({ does: 'post', who: one.other });
        await this.act({ does: 'merge', who: one.who, other: one.other });
        for (const { leadId: each } of world.leads()) await this.project(each);
      });
      await this.project(leadId, table);
      // Whoever came later has said all that there is: what waited meanwhile must have changed nothing.
      if (isOver) expect(this.facts()).toEqual(await this.factsAnew());
    }
  }

  async project(leadId: LeadId, table: Table = this.world.table): Promise<void> {
    await projectFact(leadId, { ...this.world.parts, table });
  }

  /** What stands of facts, without how much was read for it. */
  facts(table: MemoryTable = this.world.table): string[] {
    return [...table.items.values()]
      .filter(({ pk, f }) => String(pk).startsWith(keys.factsPrefix) && f !== undefined)
      .map(({ pk, sk, f }) => `${pk} ${sk} ${f}`)
      .sort();
  }

  /** The same, made from nothing. */
  async factsAnew(): Promise<string[]> {
    const table = memoryTable();
    table.seed(...[...this.world.table.items.values()].filter(({ pk }) => !String(pk).startsWith(keys.factsPrefix)));
    for (const { leadId } of this.world.leads()) await this.project(leadId, table);
    return this.facts(table);
  }
}

describe('facts', () => {
  it('are what the items say, whatever dies, comes twice, late or beside others, over merges and their undo', async () => {
    const numRuns = runs(60, 2_000);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 16 }), fc.infiniteStream(fc.nat()), async (steps, order) => {
        const life = new Life();
        await life.act({ does: 'post', who: 0 });

        for (const one of steps) await life.act(one);
        const records = [...life.world.leads(), ...life.world.leads()].sort(() => ((order.next().value ?? 0) % 2 === 0 ? 1 : -1));
        for (const { leadId } of records) await life.project(leadId);

        expect(life.facts()).toEqual(await life.factsAnew());
        expect(life.facts()).toHaveLength(life.world.leads().filter(({ mergedInto }) => mergedInto === null).length);
      }),
      { numRuns, seed },
    );
    report(`${numRuns} lives`);
  });
});
