import { describe, expect, it } from '@jest/globals';
import { ScoreMessage } from '../../../events/index.ts';
import { lifecycleKind } from '../../../shared/lifecycle/lifecycle-config.ts';
import { scoreLead } from '../../../shared/scoring/index.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { easilyHot } from '../../support/lead-world/config.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const huong = { fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', company: 'Sông Thu', province: 'TP.HCM' };

async function takenIn(post: object = huong): Promise<World> {
  const world = createWorld();
  world.config.change(scoringKind, 'scoring', easilyHot);
  await world.takeIn(world.post({ ...huong, ...post }));
  return world;
}

/** The person asks for a quote a day later, which makes a good fit hot. */
async function askForQuote(world: World): Promise<void> {
  const [lead] = world.leads();
  if (!lead) throw new Error('no lead');
  world.sent.score.splice(0);
  await world.takeIn(world.post({ ...huong, message: 'Cho xin báo giá' }));
  const messages = world.sent.score.splice(0).map(({ body }) => ScoreMessage.parse(body));
  await scoreLead(lead.leadId, messages, world.parts);
}

const moves = (world: World) =>
  world.timeline().flatMap(({ type, data, leadVersion }) => (type === 'lead.stage_changed' ? [{ ...data, leadVersion }] : []));
const stands = (world: World) => world.leads().map(({ stage, version, moved }) => ({ stage, version, moved }));

describe('a lead of the example company', () => {
  it('stays a lead when it asks for advice and fits as most do', async () => {
    const world = await takenIn();

    expect([stands(world), moves(world)]).toEqual([[{ stage: 'lead', version: 1 }], []]);
  });

  it('is marketing-qualified at its making when it fits as well as can be, and the record says so by its first version', async () => {
    const world = await takenIn({ title: 'Giám đốc' });

    expect(stands(world)).toEqual([{ stage: 'mql', version: 1 }]);
    expect(moves(world)).toEqual([
      {
        from: 'lead',
        to: 'mql',
        reason: 'evidence',
        evidence: { temperature: 'warm', fit: 'A' },
        rulesVersion: 1,
        because: null,
        secondsInStage: 0,
        leadVersion: 1,
      },
    ]);
  });

  it('is marketing-qualified in the change that makes it hot, with the time that it was a lead', async () => {
    const world = await takenIn();

    await askForQuote(world);

    const [lead] = world.leads();
    expect(lead).toMatchObject({ stage: 'mql', moved: { at: lead?.updatedAt, by: 'evidence' } });
    expect(moves(world)).toMatchObject([{ from: 'lead', to: 'mql', evidence: { temperature: 'hot' }, leadVersion: lead?.version }]);
    const seconds = Math.floor((Date.parse(lead?.updatedAt ?? '') - Date.parse(lead?.createdAt ?? '')) / 1_000);
    expect(moves(world)).toMatchObject([{ secondsInStage: seconds }]);
  });

  it('moves by nothing that was published since, until something new becomes known', async () => {
    const world = await takenIn({ title: 'Giám đốc' });
    world.config.change(lifecycleKind, 'lifecycle', (rules) => ({ ...rules, stages: { ...rules.stages, sql: [{ fit: 'A' as const }] } }));

    await world.takeIn(world.post({ ...huong, company: 'Sông Thu Bồn' }));
    expect(moves(world)).toHaveLength(1);

    world.config.change(lifecycleKind, 'lifecycle', (rules) => ({
      ...rules,
      stages: { ...rules.stages, sql: [{ temperature: 'hot' as const }] },
    }));
    await askForQuote(world);
    expect(moves(world)).toMatchObject([{ to: 'mql' }, { from: 'mql', to: 'sql', rulesVersion: 3 }]);
  });
});
