import { describe, expect, it } from '@jest/globals';
import { addMs, daysMs, hoursMs, minutesMs, secondsMs } from '../../../shared/platform/clock.ts';
import { EntryId, StepId } from '../../../shared/platform/ids.ts';
import type { LeadFacts } from '../../../shared/segments/index.ts';
import {
  type Advanced,
  adopt,
  advance,
  afterMail,
  awaitedIn,
  type Enrolment,
  enrol,
  type SeenEvent,
} from '../../../shared/sequences/index.ts';
import type { SequenceConfig } from '../../../shared/sequences/sequence-config.ts';
import { causeAt, mail, plainFacts, seenAt, sequenceOf, task, wait } from '../../support/sequences.ts';

/** A Sunday, 10:00 in Vietnam. */
const at = new Date('2026-11-22T03:00:00.000Z');
const plus = (ms: number) => addMs(at, ms);
const iso = (ms: number) => plus(ms).toISOString();
const situation = (now = at, facts: Partial<LeadFacts> = {}, seen: readonly SeenEvent[] = []) => ({
  facts: { ...plainFacts, ...facts },
  seen,
  timeZone: plainFacts.timeZone,
  at: now,
});

function begin(sequence: SequenceConfig, facts: Partial<LeadFacts> = {}): Advanced {
  const begun = enrol(sequence, undefined, causeAt(at), situation(at, facts));
  if (!begun.isEnrolled) throw new Error(begun.reason);
  return begun;
}

const sent = (enrolment: Enrolment, sequence: SequenceConfig, ms: number) =>
  afterMail(
    enrolment,
    sequence,
    { stepId: enrolment.stepId, outcome: 'sent', plannedAt: plus(ms) },
    { at: plus(ms + 2 * secondsMs), timeZone: plainFacts.timeZone },
  );

const stands = ({ after: { stepId, dueAt, state, waits }, timer }: Omit<Advanced, 'effects'>) => ({
  stepId,
  dueAt,
  state,
  isWaiting: waits !== null,
  to: timer?.to,
});

describe('a lead that is put into a sequence', () => {
  it('rests at the first mail, due when it was put in', () => {
    expect(stands(begin(sequenceOf([mail('mot')])))).toEqual({
      stepId: 'mot',
      dueAt: iso(0),
      state: 'active',
      isWaiting: false,
      to: 'mail',
    });
  });

  it('rests at a mail behind waits of time, so that these need no rest of their own', () => {
    const sequence = sequenceOf([wait('doi', { for: 'P1DT2H' }), wait('sang', { until: '08:30', days: ['wednesday'] }), mail('mot')]);

    // Monday 12:00, then Wednesday 08:30.
    expect(begin(sequence).after).toMatchObject({ stepId: 'mot', dueAt: '2026-11-25T01:30:00.000Z', done: ['doi', 'sang'] });
  });

  it('waits for a time of day by the clocks of the lead', () => {
    const sequence = sequenceOf([wait('sang', { until: '08:30' }), mail('mot')]);

    const begun = enrol(sequence, undefined, causeAt(at), { ...situation(), timeZone: 'Europe/London' });

    expect(begun).toMatchObject({ after: { stepId: 'mot', dueAt: '2026-11-22T08:30:00.000Z' } });
  });

  it('takes steps at once until one takes time', () => {
    const sequence = sequenceOf([
      { id: 'nhan', do: 'tag', add: ['moi'] },
      { id: 're', do: 'branch', cases: [{ if: { tag: ['moi'] }, goTo: 'goi' }], else: 'het' },
      task('goi'),
      wait('doi', { for: 'P1D' }),
      task('nua'),
      { id: 'het', do: 'end' },
    ]);

    const begun = begin(sequence);

    expect(begun.effects.map(({ id }) => id)).toEqual(['nhan', 'goi']);
    expect(stands(begun)).toMatchObject({ stepId: 'nua', dueAt: iso(daysMs), to: 'work' });
  });

  it('is through where nothing is left', () => {
    expect(begin(sequenceOf([task('goi')])).after).toMatchObject({
      state: 'ended',
      dueAt: null,
      ended: { at: iso(0), reason: 'finished' },
    });
  });

  it('takes no more effects in one transaction than it holds', () => {
    const sequence = sequenceOf(Array.from({ length: 12 }, (_, index) => task(`viec-${index}`)));

    const begun = begin(sequence);
    const next = advance(begun.after, sequence, situation());

    expect([begun.effects.length, stands(begun).dueAt, next.effects.length, next.after.state]).toEqual([10, iso(0), 2, 'ended']);
  });

  it.each<[string, object, Partial<LeadFacts>, string]>([
    ['a paused sequence', { state: 'paused' }, {}, 'paused'],
    ['whoever does not fit', { enterIf: { kind: 'b2b' } }, {}, 'rule'],
    ['whoever is at the goal', { goal: { stage: ['customer'] } }, { stage: 'customer' }, 'goal'],
    ['whoever fits an exit', { exits: [{ id: 'ra', if: { tag: ['vip'] } }] }, { tags: ['vip'] }, 'exit'],
    ['a disqualified lead', {}, { status: 'disqualified' }, 'status'],
  ])('is not: %s', (_, change, facts, reason) => {
    expect(enrol(sequenceOf([mail('mot')], change), undefined, causeAt(at), situation(at, facts))).toEqual({ isEnrolled: false, reason });
  });

  it('is put in once at a time, by each cause once, and again when its sequence allows', () => {
    const sequence = sequenceOf([wait('doi', { for: 'P1D' }), task('goi')], { reentry: { afterDays: 7 } });
    const { after: first } = begin(sequence);
    const { after: ended } = advance(first, sequence, situation(plus(daysMs)));
    const again = (before: Enrolment, entryId: string, days: number) =>
      enrol(sequence, before, causeAt(plus(days * daysMs), entryId), situation(plus(days * daysMs)));

    expect(again(first, 'T2', 0)).toMatchObject({ reason: 'active' });
    expect(again(ended, 'T1', 9)).toMatchObject({ reason: 'knownCause' });
    expect(again(ended, 'T2', 7.9)).toMatchObject({ reason: 'again' });
    expect(again(ended, 'T2', 8)).toMatchObject({ isEnrolled: true, after: { run: 2, done: ['doi'], ended: null, causes: ['T1', 'T2'] } });
    expect(enrol({ ...sequence, reentry: 'never' }, ended, causeAt(at, 'T2'), situation(plus(90 * daysMs)))).toMatchObject({
      reason: 'again',
    });
  });
});

describe('a run', () => {
  const sequence = sequenceOf([
    mail('mot'),
    wait('cho', {
      event: { types: ['purchase.recorded'], where: { became: ['paid'] } },
      within: 'P3D',
      onEvent: 'cam-on',
      onTimeout: 'hai',
    }),
    mail('hai', { next: 'het' }),
    task('cam-on'),
    { id: 'het', do: 'end' },
  ]);
  const waiting = sent(begin(sequence).after, sequence, 0);
  const paid = (ms: number) => seenAt(plus(ms), 'purchase.recorded', { became: 'paid' });

  it('waits for an event from the mail on, without anything read', () => {
    expect(stands(waiting)).toEqual({ stepId: 'cho', dueAt: iso(3 * daysMs), state: 'active', isWaiting: true, to: 'work' });
    expect(awaitedIn(waiting.after, sequence)).toEqual({ types: new Set(['purchase.recorded']), from: at });
  });

  it.each<[string, readonly SeenEvent[], number, string[], string]>([
    ['comes', [paid(hoursMs)], hoursMs, ['cam-on'], 'ended'],
    ['came before the wait was stored', [paid(1)], minutesMs, ['cam-on'], 'ended'],
    ['came in time, and is heard of when the time is over', [paid(2 * daysMs)], 4 * daysMs, ['cam-on'], 'ended'],
    ['is the entry of the step before', [paid(0)], hoursMs, [], 'cho'],
    ['came too late', [paid(3 * daysMs + 1)], 4 * daysMs, [], 'hai'],
    ['is of another kind', [seenAt(plus(hoursMs), 'offer.suggested', { became: 'paid' })], hoursMs, [], 'cho'],
    ['says something else', [seenAt(plus(hoursMs), 'purchase.recorded', { became: 'open' })], hoursMs, [], 'cho'],
    ['never comes', [], 3 * daysMs, [], 'hai'],
    ['has not come yet', [], 3 * daysMs - 1, [], 'cho'],
  ])('goes on by an event that %s', (_, seen, ms, effects, where) => {
    const next = advance(waiting.after, sequence, situation(plus(ms), {}, seen));

    expect(next.effects.map(({ id }) => id)).toEqual(effects);
    expect(next.after.state === 'ended' ? 'ended' : next.after.stepId).toBe(where);
    if (where === 'cho') expect(next.after).toBe(waiting.after);
  });

  it('lets one event answer one wait', () => {
    const twice = sequenceOf([
      wait('cho', { event: { types: ['purchase.recorded'] }, within: 'P3D' }),
      wait('cho-nua', { event: { types: ['purchase.recorded'] }, within: 'P3D' }),
      task('goi'),
    ]);

    const next = advance(begin(twice).after, twice, situation(plus(hoursMs), {}, [paid(hoursMs)]));

    expect(stands(next)).toMatchObject({ stepId: 'cho-nua', dueAt: iso(3 * daysMs + hoursMs), isWaiting: true });
  });

  it('counts waits from when steps were due, and from now where that is long past', () => {
    const timed = sequenceOf([wait('doi', { for: 'P1D' }), task('goi'), wait('doi-nua', { for: 'P1D' }), mail('mot')]);
    const { after: begun } = begin(timed);

    expect(advance(begun, timed, situation(plus(daysMs + minutesMs))).after.dueAt).toBe(iso(2 * daysMs));
    expect(advance(begun, timed, situation(plus(3 * daysMs))).after.dueAt).toBe(iso(4 * daysMs));
  });

  it('rests behind a mail where it takes facts to go on, and is due', () => {
    const asking = sequenceOf([
      mail('mot'),
      { id: 're', do: 'branch', cases: [{ if: { kind: 'b2b' }, goTo: 'goi' }], else: 'het' },
      task('goi'),
      { id: 'het', do: 'end' },
    ]);

    const rested = sent(begin(asking).after, asking, 0);

    expect(stands(rested)).toMatchObject({ stepId: 're', dueAt: iso(0), to: 'work' });
    expect(advance(rested.after, asking, situation(at, { kind: 'b2b' })).effects).toHaveLength(1);
  });

  it('does nothing twice, whoever asks again', () => {
    const { after: rests } = begin(sequence);
    const elsewhere = { stepId: StepId.parse('hai'), outcome: 'sent', plannedAt: at } as const;

    expect(advance(rests, sequence, situation(plus(daysMs))).after).toBe(rests);
    expect(afterMail(rests, sequence, elsewhere, { at, timeZone: plainFacts.timeZone }).after).toBe(rests);
    expect(sent(waiting.after, sequence, daysMs).after).toBe(waiting.after);
  });

  it.each<[string, object, Partial<LeadFacts>, object]>([
    ['the goal is reached', { goal: { stage: ['customer'] } }, { stage: 'customer' }, { reason: 'goal' }],
    ['an exit holds', { exits: [{ id: 'ra', if: { tag: ['vip'] } }] }, { tags: ['vip'] }, { reason: 'exit', exitId: 'ra' }],
  ])('ends where %s, also before anything is due and while the sequence is paused', (_, change, facts, ended) => {
    const leaving = sequenceOf([wait('doi', { for: 'P1D' }), task('goi')], change);
    const { after: begun } = begin(leaving);

    for (const state of ['on', 'paused'] as const) {
      expect(advance(begun, { ...leaving, state }, situation(plus(hoursMs), facts))).toMatchObject({
        after: { state: 'ended', ended },
        effects: [],
        timer: null,
      });
    }
  });

  it('ends in the middle of its steps where they themselves bring it to an exit', () => {
    const leaving = sequenceOf([{ id: 'nhan', do: 'tag', add: ['vip'] }, task('goi')], { exits: [{ id: 'ra', if: { tag: ['vip'] } }] });

    expect(begin(leaving)).toMatchObject({ effects: [{ id: 'nhan' }], after: { ended: { reason: 'exit' } } });
  });

  it('takes no step of a paused sequence', () => {
    const timed = sequenceOf([wait('doi', { for: 'P1D' }), task('goi')]);
    const { after: begun } = begin(timed);

    expect(advance(begun, { ...timed, state: 'paused' }, situation(plus(2 * daysMs))).after).toBe(begun);
  });

  it('remembers its last causes alone', () => {
    const short = sequenceOf([task('goi')], { reentry: { afterDays: 0 } });
    let before: Enrolment | undefined;
    for (let run = 1; run <= 12; run += 1) {
      const entered = enrol(short, before, causeAt(at, `T${run}`), situation());
      if (entered.isEnrolled) before = entered.after;
    }

    expect(before).toMatchObject({ run: 12, causes: Array.from({ length: 8 }, (_, index) => EntryId.parse(`T${index + 5}`)) });
  });
});

describe('a run of a sequence that is edited', () => {
  const from = sequenceOf([task('goi'), wait('doi', { for: 'P1D' }), mail('mot'), mail('hai'), task('cuoi')]);
  const { after: rests } = begin(from);
  const edited = (steps: readonly object[]) => adopt(rests, { from, to: sequenceOf(steps), toVersion: 2 }, plus(hoursMs));

  it('stays at its step, wherever that stands now, and keeps when it is due', () => {
    const moved = edited([wait('doi', { for: 'P9D' }), mail('moi'), mail('mot'), mail('hai')]);

    expect(moved.after).toMatchObject({ stepId: 'mot', dueAt: iso(daysMs), sequenceVersion: 2, version: rests.version + 1 });
    expect(moved.timer).toEqual({ dueAt: plus(daysMs), to: 'mail' });
  });

  it('goes to the next of its steps that is left where its own is gone', () => {
    expect(edited([task('cuoi'), mail('moi')])).toMatchObject({ after: { stepId: 'cuoi', dueAt: iso(daysMs) }, timer: { to: 'work' } });
  });

  it('takes no step twice that an edit put behind it', () => {
    const to = sequenceOf([mail('mot'), task('goi'), task('cuoi')]);
    const moved = adopt(rests, { from, to, toVersion: 2 }, at);

    const next = sent(moved.after, to, daysMs);

    expect(next.after).toMatchObject({ stepId: 'cuoi', done: ['goi', 'doi', 'mot'] });
  });

  it('is over where nothing of it is left', () => {
    expect(edited([mail('moi')]).after).toMatchObject({ state: 'ended', ended: { reason: 'finished' } });
  });

  it('goes on waiting as it began to', () => {
    const waits = sequenceOf([wait('cho', { event: { types: ['purchase.recorded'] }, within: 'P3D' }), task('goi')]);
    const longer = sequenceOf([wait('cho', { event: { types: ['purchase.recorded'] }, within: 'P9D' }), task('goi')]);
    const { after: waiting } = begin(waits);

    expect(adopt(waiting, { from: waits, to: longer, toVersion: 2 }, at)).toMatchObject({
      after: { waits: waiting.waits, dueAt: iso(3 * daysMs) },
      timer: { to: 'work' },
    });
  });
});
