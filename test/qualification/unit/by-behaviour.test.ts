import { beforeEach, describe, expect, it } from '@jest/globals';
import { silentLog } from '../../../shared/platform/logging.ts';
import { qualifyLead } from '../../../shared/qualification/index.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { trackVisits, unlinkVisitor } from '../../../shared/tracking/index.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { beaconsOf, postOf, visitorId } from '../../support/tracking/device.ts';
import { type Act, people } from '../../support/tracking/history.ts';

const [an] = people;
const start = Date.parse('2026-11-22T02:00:00.000Z');
const sessionStartedAt = new Date(start).toISOString();
const act = (seconds: number, isPost = false): Act => ({
  at: new Date(start + seconds * 1_000).toISOString(),
  person: an,
  sessionId: 'visit-1',
  sessionStartedAt,
  isPost,
});

let world: World;
beforeEach(async () => {
  world = createWorld();
  await postOf(act(0, true), 1)(world);
  await world.scoreAll(true);
});

const lead = () => {
  const [only] = world.leads();
  if (!only) throw new Error('no lead');
  return only;
};
const told = () => world.timeline().flatMap(({ type, data }) => (type === 'lead.qualified' ? [data] : []));

/** The lead's device does something, and it is counted. */
async function does(type: 'checkout_start' | 'add_to_cart', second: number): Promise<void> {
  await trackVisits(beaconsOf([act(second)], 1, type), { table: world.table, score: world.parts.score, log: silentLog });
  await world.scoreAll(true);
}

const hear = (need: 'no' | 'unknown', correlationId: string) =>
  qualifyLead(
    {
      leadId: lead().leadId,
      kind: 'person',
      result: { answers: {}, factors: { need } },
      seenVersion: undefined,
      actor: { kind: 'user', id: 'lan' },
      correlationId,
      along: () => [],
    },
    world.parts,
  );

async function unlink(): Promise<void> {
  const cause = { actor: { kind: 'user', id: 'lan' }, correlationId: 'undo', causationId: 'undo' } as const;
  await unlinkVisitor(lead().leadId, visitorId, cause, world.parts);
  await world.scoreAll(true);
}

describe('what a person does', () => {
  it('says what the rule says that counts it, once', async () => {
    await does('checkout_start', 10);
    await does('checkout_start', 20);

    expect(lead().evidence.qualification).toBe('yuuuu');
    expect(told()).toEqual([
      { kind: 'behaviour', factors: { need: { from: 'unknown', to: 'yes' } }, rules: ['began-to-pay'], rulesVersion: 1, submission: null },
    ]);
    expect(world.itemsOf(' QUALIFICATION')).toMatchObject([
      { version: 1, need: [{ level: 'yes', kind: 'behaviour', by: visitorId, ref: 'began-to-pay', at: '2026-11-22T02:00:10.000Z' }] },
    ]);
  });

  it('says nothing where no rule says so, and reads nothing', async () => {
    await does('add_to_cart', 10);

    expect([lead().evidence.qualification, world.itemsOf(' QUALIFICATION')]).toEqual(['uuuuu', []]);
  });

  it('never takes the place of what a colleague heard', async () => {
    await hear('no', 'request-1');
    await does('checkout_start', 10);

    expect(lead().evidence.qualification).toBe('Nuuuu');
    expect(world.itemsOf(' QUALIFICATION')).toMatchObject([{ version: 1 }]);
  });

  it('is taken back with its device, and the stage that rested on it alone', async () => {
    await does('checkout_start', 10);
    const before = lead();

    await unlink();

    expect([before.evidence.qualification, before.stage]).toEqual(['yuuuu', 'mql']);
    expect([lead().evidence.qualification, lead().stage]).toEqual(['uuuuu', 'lead']);
    expect(told().at(-1)).toMatchObject({ kind: 'behaviour', factors: { need: { from: 'yes', to: 'unknown' } }, rules: [] });
  });

  it('stays when everything is counted anew', async () => {
    await does('checkout_start', 10);
    world.config.change(scoringKind, 'scoring', (rules) => ({ ...rules, halfLifeDays: 7 }));

    await does('add_to_cart', 30);

    expect([lead().evidence.qualification, told().length]).toEqual(['yuuuu', 1]);
  });
});
