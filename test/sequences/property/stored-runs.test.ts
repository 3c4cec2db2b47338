import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import { LeadId, SequenceId } from '../../../shared/platform/ids.ts';
import { putInByHand, readSweeps, takeOutByHand } from '../../../shared/sequences/index.ts';
import { report, seed, size } from '../../support/proof.ts';
import { randomFrom } from '../../support/random-numbers.ts';
import { SequenceWorld } from '../../support/sequence-world.ts';
import { mail, sequenceOf, task, wait } from '../../support/sequences.ts';

const triggers = [{ on: 'stage', stage: ['mql'] }, { on: 'manual' }];
const again = { triggers, reentry: { afterDays: 0 } };
const tag = { id: 'g1', do: 'tag', add: ['chao'] };
const before = sequenceOf(
  [mail('m1'), wait('w1', { for: 'P2D' }), task('t1'), mail('m2'), wait('w2', { for: 'P1D' }), tag, mail('m3')],
  again,
);
/** Another order, a step less and one more: what was taken lies behind for some and before for others. */
const after = sequenceOf(
  [mail('m2'), wait('w1', { for: 'P2D' }), mail('m1'), wait('w3', { for: 'P1D' }), mail('m4'), tag, mail('m3')],
  again,
);

const leadIds = ['L1', 'L2', 'L3'].map((id) => LeadId.parse(id));
const thu = SequenceId.parse('thu');

const happening = fc.oneof(
  fc.record({ does: fc.constantFrom('comes', 'putIn', 'takeOut' as const), lead: fc.nat({ max: 2 }) }),
  fc.record({ does: fc.constant('publish' as const), to: fc.constantFrom(before, after), isInside: fc.boolean(), isPaused: fc.boolean() }),
  fc.record({ does: fc.constantFrom('double', 'turnRound' as const) }),
  fc.record({ does: fc.constant('pass' as const), hours: fc.nat({ max: 60 }) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

async function happen(world: SequenceWorld, what: Happening, number: number): Promise<void> {
  if (what.does === 'pass') return world.pass(what.hours * hoursMs);
  if (what.does === 'publish') return world.publish([{ ...what.to, state: what.isPaused ? 'paused' : 'on' }], what.isInside);
  if (what.does === 'double') world.waiting.push(...world.waiting);
  if (what.does === 'turnRound') world.waiting.reverse();
  if (!('lead' in what)) return world.hear();
  const leadId = leadIds[what.lead] ?? LeadId.parse('L1');
  if (what.does === 'comes') return void (await world.comesTo(world.lead(leadId), 'mql'));
  const asked = { leadId, sequenceId: thu, actor: { kind: 'user', id: 'mai' }, correlationId: `r${number}`, along: () => [] } as const;
  const parts = world.parts();
  if (what.does === 'takeOut') return takeOutByHand(asked, parts);
  // Its rules may say no.
  await putInByHand(asked, parts).catch((error: unknown) => {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'not_possible_now') throw error;
  });
}

describe('runs that are stored', () => {
  it('take no step twice, are told as they were, and are over some time, whatever happens', async () => {
    let [runs, copies] = [0, 0];
    // Two to five of each message, as when timers are read twice or a queue comes back after two days.
    const late = fc.constantFrom(0, 0, 1, 4);
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 3, maxLength: 14 }), late, async (history, most) => {
        const world = new SequenceWorld(before);
        const random = randomFrom(seed);
        world.copiesAfterMs = () =>
          most === 0 ? [] : Array.from({ length: 1 + Math.floor(random() * most) }, () => Math.floor(random() * 48 * hoursMs));
        for (const leadId of leadIds) await world.make({ leadId });
        for (const [number, what] of history.entries()) {
          await happen(world, what, number);
          expect(listed(world)).toEqual(active(world));
        }
        world.publish([before]);
        await world.pass(12 * daysMs);

        expect(active(world)).toEqual([]);
        expect(new Set(world.mails).size).toBe(world.mails.length);
        const told = world.entries().filter(({ type }) => type.startsWith('sequence.'));
        const runsOf = (type: string) => told.filter((one) => one.type === type).map(({ leadId, data }) => `${leadId} ${String(data.run)}`);
        expect(new Set(runsOf('sequence.enrolled')).size).toBe(runsOf('sequence.enrolled').length);
        expect(runsOf('sequence.ended').sort()).toEqual(runsOf('sequence.enrolled').sort());
        runs += runsOf('sequence.enrolled').length;
        copies += world.copies;
      }),
      { numRuns: size(12, 1_000), seed },
    );
    report('stored runs of sequences', { runs, 'late copies of messages': copies });
  });

  it('lose and repeat no step where many are moved to an edited sequence, whoever dies at whatever call and whatever comes twice', async () => {
    const count = size(30, 1_000);
    const world = new SequenceWorld(before);
    const random = randomFrom(seed);
    world.fate = () => ({ diesAt: random() < 0.4 ? 1 + Math.floor(random() * 30) : null, isDoubled: random() < 0.3 });
    for (let place = 0; place < count; place += 1) {
      if (place % Math.ceil(count / 6) === 0) await world.pass(12 * hoursMs);
      await world.comesTo(await world.make({ leadId: LeadId.parse(`L${place}`) }), 'mql');
    }
    await world.settle();
    const past = new Set(world.mails.filter((line) => line.endsWith('m2')).map((line) => line.split(' ')[0]));
    world.publish([after], true);

    await world.pass(12 * daysMs);

    // Whoever rests at the last mail is behind the new one, as all others are before it.
    const wanted = (id: string) => (past.has(id) ? ['m1', 'm2', 'm3'] : ['m1', 'm2', 'm3', 'm4']).map((step) => `${id} 1 ${step}`);
    const all = Array.from({ length: count }, (_, place) => wanted(`L${place}`)).flat();
    expect([...world.mails].sort()).toEqual(all.sort());
    expect([past.size > 0, past.size < count]).toEqual([true, true]);
    expect(active(world)).toEqual([]);
    const told = (type: string) => world.entries().filter((entry) => entry.type === type).length;
    expect([told('sequence.enrolled'), told('sequence.ended'), told('lead.updated')]).toEqual([count, count, count]);
    expect(world.items('TASK#')).toHaveLength(past.size);
    const sweep = (await readSweeps(world.table)).get('thu');
    expect(sweep).toMatchObject({ publication: 2, insideVersion: 2, doneAt: expect.any(String) });
    expect(world.deaths).toBeGreaterThan(count / 3);
    const { looked = 0, adopted = 0, ended = 0, slice = 0 } = sweep ?? {};
    report('runs moved to an edited sequence', {
      runs: count,
      mails: world.mails.length,
      deaths: world.deaths,
      looked,
      adopted,
      ended,
      slices: slice,
    });
  });
});

const enrolments = (world: SequenceWorld) => world.items('ENROL#');
const active = (world: SequenceWorld) => enrolments(world).flatMap(({ pk, state }) => (state === 'active' ? [pk] : []));
const listed = (world: SequenceWorld) => enrolments(world).flatMap(({ pk, gsi3pk }) => (gsi3pk === undefined ? [] : [pk]));
