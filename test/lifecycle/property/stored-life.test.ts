import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leadUpdated } from '../../../events/index.ts';
import {
  changeLead,
  draftEntry,
  type EvidencePart,
  type LeadEvidence,
  noEvidence,
  putNewLead,
  readLead,
} from '../../../shared/leads/index.ts';
import { ImpossibleMoveError, moveLead } from '../../../shared/lifecycle/index.ts';
import { LifecycleConfig, lifecycleKind } from '../../../shared/lifecycle/lifecycle-config.ts';
import { recountLead } from '../../../shared/lifecycle/recount-lead.ts';
import { lifecycleInForce } from '../../../shared/lifecycle/rules-in-force.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { untilWritten } from '../../../shared/platform/versioned.ts';
import { changeStatus, comeBack, ImpossibleStatusError } from '../../../shared/status/index.ts';
import { anyLife, type Happening } from '../../support/any-life.ts';
import { dyingTable } from '../../support/dying-table.ts';
import { Killed } from '../../support/effects.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { afterAll, atFirst, learntOf, leftOf } from '../../support/life-model.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const { leadId } = sampleLead();
const actor = { kind: 'system', id: 'test' } as const;
const correlationId = 'c';

/** Writes what became known of the lead, or turned out to be none; nothing where it stands so. */
function learn(evidence: LeadEvidence, takenBack: readonly EvidencePart[], { parts, config }: World, table: Table): Promise<void> {
  return untilWritten(async () => {
    const [before, rules] = await Promise.all([readLead(table, leadId, { consistent: true }), lifecycleInForce(config)]);
    if (!before || isDeepStrictEqual(before.evidence, evidence)) return;
    const draft = () => ({
      fields: { evidence },
      entries: [draftEntry(leadUpdated, { fields: ['company'], submission: null })],
      takenBack,
    });
    const act = { at: parts.clock(), actor, cause: { correlationId, causationId: correlationId }, rules, ids: parts.ids };
    await table.transact([...changeLead({ ...act, before, draft }).writes]);
  });
}

/** Does through the store what happens; `at`: when it did, however often it is delivered. */
async function live(one: Happening, known: LeadEvidence, at: string, world: World, table: Table): Promise<void> {
  const parts = { ...world.parts, table };
  switch (one.kind) {
    case 'learnt':
      return learn(learntOf(known, one.evidence), [], world, table);
    case 'takenBack':
      return learn(leftOf(known, one.parts, one.left), one.parts, world, table);
    case 'said':
      await moveLead({ leadId, to: one.to, because: 'spoke', seenVersion: undefined, actor, correlationId, along: () => [] }, parts);
      return;
    case 'recounted':
      await recountLead(leadId, await lifecycleInForce(world.config), parts);
      return;
    case 'set':
      await changeStatus({ leadId, to: one.to, reason: one.reason, actor, correlationId }, parts);
      return;
    case 'returned':
      await comeBack({ leadId, by: one.by, at, actor, correlationId }, parts);
      return;
    case 'published':
      publish(one.rules, world);
  }
}

function publish(rules: unknown, { config }: World): void {
  const { enter, moves } = rules as { enter: unknown; moves: unknown };
  config.change(lifecycleKind, 'lifecycle', () => LifecycleConfig.parse({ id: 'lifecycle', stages: enter, moves }));
}

/** Kills it at every await in turn and has it delivered again, until nothing is left to be killed. Returns how often it died. */
async function liveAndDie(one: Happening, known: LeadEvidence, at: string, world: World): Promise<number> {
  if (one.kind === 'published') {
    await live(one, known, at, world, world.table);
    return 0;
  }
  for (let point = 1; ; point += 1) {
    try {
      await live(one, known, at, world, dyingTable(world.table, point));
      return point - 1;
    } catch (error) {
      if (error instanceof ImpossibleMoveError || error instanceof ImpossibleStatusError) return point - 1;
      if (!(error instanceof Killed)) throw error;
    }
  }
}

describe('the life of any lead in the table', () => {
  it('is told and stands as what happened says, wherever whoever writes it is killed', async () => {
    const numRuns = runs(40, 1_000);
    let kills = 0;
    await fc.assert(
      fc.asyncProperty(anyLife, async ({ rules, happenings }) => {
        const world = createWorld();
        publish(rules, world);
        const routing = { poolId: 'south', territoryId: 'south', matchedBy: ['macroRegion'], territoriesVersion: 1, state: 'owned' };
        await world.table.transact(putNewLead(sampleLead({ evidence: noEvidence, ...{ routing } } as Parameters<typeof sampleLead>[0])));
        let model = atFirst(rules);
        for (const one of happenings) {
          const at = world.parts.clock().toISOString();
          kills += await liveAndDie(one, model.evidence, at, world);
          model = afterAll(model, one);
        }

        const [lead] = world.leads();
        const told = world.timeline().sort((a, b) => (a.id < b.id ? -1 : 1));
        const moves = told.flatMap(({ type, data }) => (type === 'lead.stage_changed' ? [`${data.from} ${data.to} ${data.reason}`] : []));
        const statuses = told.flatMap(({ type, data }) => (type === 'lead.status_changed' ? [data.to] : []));
        expect([lead?.stage, lead?.moved?.by, lead?.status]).toEqual([model.stage, model.by, model.status]);
        expect(lead?.evidence).toEqual(model.evidence);
        expect(moves).toEqual(model.told);
        expect(statuses.at(-1) ?? 'active').toBe(model.status);
        if (model.status === 'disqualified' || model.status === 'recycled') expect(lead?.owner).toBeNull();
      }),
      { numRuns, seed },
    );
    expect(kills).toBeGreaterThan(numRuns);
    report(`${numRuns} lives of leads in the table, killed ${kills} times`);
  });
});
