import { describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { type Lead, noEvidence, noLifecycleRules } from '../../../shared/leads/index.ts';
import { previewRecount } from '../../../shared/lifecycle/index.ts';
import { type LifecycleConfig, lifecycleKind } from '../../../shared/lifecycle/lifecycle-config.ts';
import { leadsPerSlice, recountStagesWork } from '../../../shared/lifecycle/recount-work.ts';
import { lifecycleInForce } from '../../../shared/lifecycle/rules-in-force.ts';
import { UnavailableError } from '../../../shared/platform/errors.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { doWork } from '../../../shared/work/index.ts';
import { dyingTable } from '../../support/dying-table.ts';
import { Killed } from '../../support/effects.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { workWorld } from '../../support/work.ts';

const at = '2026-11-24T00:00:00.000Z';
const warm = { ...noEvidence, temperature: 'warm', fit: 'B' } as const;
const warmIsEnough = (rules: LifecycleConfig): LifecycleConfig => ({
  ...rules,
  stages: { ...rules.stages, mql: [{ temperature: 'warm' }], sql: [{ temperature: 'hot' }] },
});

/** A table with leads of before a publication, and the work that moves them. */
function published(leads: readonly Partial<Lead>[]) {
  const world = createWorld();
  world.table.seed(
    ...leads.map((changes, number) => {
      const lead = sampleLead({ leadId: LeadId.parse(`L${String(number).padStart(5, '0')}`), ...changes });
      return { ...keys.lead(lead.leadId), ...lead };
    }),
  );
  world.project();
  world.config.change(lifecycleKind, 'lifecycle', warmIsEnough);
  const { parts, sent } = workWorld(world.table, new Date('2026-12-01T00:00:00.000Z'));
  const run = (request: Record<string, unknown> = { version: 2, before: null }, table = parts.table) =>
    doWork({ v: 1, kind: recountStagesWork.kind, request }, [recountStagesWork], {
      ...parts,
      table,
      config: world.config,
      ids: world.parts.ids,
    });
  const rest = () => sent.work.splice(0).map(({ body }) => WorkMessage.parse(body).request);
  const moves = () => world.timeline().flatMap(({ type, data }) => (type === 'lead.stage_changed' ? [data] : []));
  const stages = () => world.leads().map(({ stage }) => stage);
  return { world, run, rest, moves, stages };
}

describe('a recount of stages after a publication', () => {
  it.each<[string, Partial<Lead>, Lead['stage']]>([
    ['moves up to what holds', { evidence: warm }, 'mql'],
    ['moves to the highest that holds', { evidence: { ...warm, temperature: 'hot' } }, 'sql'],
    ['leaves who is further', { stage: 'sql', moved: { at, by: 'evidence' }, evidence: warm }, 'sql'],
    ['leaves what a colleague decided', { moved: { at, by: 'person' }, evidence: warm }, 'lead'],
    ['takes nobody back', { stage: 'mql', moved: { at, by: 'evidence' }, evidence: noEvidence }, 'mql'],
    [
      'moves whoever went on by evidence after a colleague',
      { stage: 'mql', moved: { at, by: 'evidence', below: '' }, evidence: { ...warm, temperature: 'hot' } },
      'sql',
    ],
  ])('%s', async (_name, changes, stage) => {
    const { run, stages } = published([changes]);

    await run();

    expect(stages()).toEqual([stage]);
  });

  it('says of each move by which rules, and moves nobody a second time', async () => {
    const { world, run, moves } = published([{ evidence: warm }]);

    await run();
    await run();

    expect(moves()).toMatchObject([
      { from: 'lead', to: 'mql', reason: 'rules', rulesVersion: 2, because: null, evidence: { temperature: 'warm' } },
    ]);
    expect(world.leads()).toMatchObject([{ version: 3, moved: { by: 'rules' } }]);
  });

  it('goes on where a slice ended', async () => {
    const { run, rest, moves } = published(Array.from({ length: leadsPerSlice + 3 }, () => ({ evidence: warm })));
    await run();
    const [next = {}, ...more] = rest();
    const first = moves().length;

    await run(next);

    expect([first, moves().length, more, rest()]).toEqual([leadsPerSlice, leadsPerSlice + 3, [], []]);
  });

  it('moves each lead once, wherever it is killed', async () => {
    const { world, run, moves, stages } = published([{ evidence: warm }, { evidence: warm }, { evidence: noEvidence }]);
    let kills = 0;
    for (let point = 1; ; point += 1) {
      const died = await run(undefined, dyingTable(world.table, point)).then(
        () => false,
        (error: unknown) => error instanceof Killed || Promise.reject(error),
      );
      if (!died) break;
      kills += 1;
    }

    expect(kills).toBeGreaterThan(4);
    expect([stages().toSorted(), moves().length]).toEqual([['lead', 'mql', 'mql'], 2]);
  });

  it('ends where other rules were published since, and waits where its own are not known yet', async () => {
    const { run, stages } = published([{ evidence: warm }]);

    await run({ version: 1, before: null });

    await expect(run({ version: 3, before: null })).rejects.toThrow(UnavailableError);
    expect(stages()).toEqual(['lead']);
  });
});

describe('a preview of a recount', () => {
  it('counts from where to where, names some, and changes nothing', async () => {
    const hot = { evidence: { ...warm, temperature: 'hot' } } as const;
    const { world, stages } = published([{ evidence: warm }, hot, { evidence: warm }, { moved: { at, by: 'person' }, ...hot }, {}]);
    const before = stages();

    const preview = await previewRecount(world.table, await lifecycleInForce(world.config));

    expect(preview).toEqual({
      looked: 5,
      moves: [
        { from: 'lead', to: 'mql', leads: 2, named: ['L00002', 'L00000'] },
        { from: 'lead', to: 'sql', leads: 1, named: ['L00001'] },
      ],
      kept: 1,
      malformed: [],
    });
    expect(stages()).toEqual(before);
    expect((await previewRecount(world.table, noLifecycleRules)).moves).toEqual([]);
  });
});
