import { describe, expect, it } from '@jest/globals';
import { addMs, daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import { enrol, type ForeseenStep, forecast, type Outlook, type Receiver } from '../../../shared/sequences/index.ts';
import type { LeftOutReason } from '../../../shared/sequences/rules-left-out.ts';
import type { SequenceConfig } from '../../../shared/sequences/sequence-config.ts';
import { causeAt, mail, notice, plainFacts, seenAt, sequenceOf, task, wait } from '../../support/sequences.ts';

/** A Sunday, 10:00 in Vietnam. */
const at = new Date('2026-11-22T03:00:00.000Z');
const plus = (ms: number) => addMs(at, ms);

const receiver: Receiver = {
  isReachable: true,
  isDisqualified: false,
  mayBeContacted: true,
  refusedAll: false,
  refusedTopics: [],
  confirmedTopics: ['tin-tuc'],
  pausedUntil: null,
  heldUntil: null,
  slotsFreeAt: [new Date(0)],
  slotMs: daysMs,
  promised: null,
  byDay: (moment) => moment,
};

function foresee(sequences: readonly SequenceConfig[], change: Partial<Outlook> = {}): ForeseenStep[] {
  const runs = sequences.flatMap((sequence) => {
    const begun = enrol({ ...sequence, state: 'on' }, undefined, causeAt(at), {
      facts: plainFacts,
      seen: [],
      timeZone: plainFacts.timeZone,
      at,
    });
    return begun.isEnrolled ? [{ enrolment: begun.after, sequence, seen: [] }] : [];
  });
  const mailOf = () => ({ purpose: 'advertising', topic: 'tin-tuc' }) as const;
  const means = {
    refused: null,
    looksAfter: { tags: true, tasks: true },
    hasOwner: () => true,
    noticeProblem: () => null,
    roomForTasks: 20,
    webhooks: new Set(['kho']),
    taskDueAt: (_: unknown, now: Date) => now,
  };
  return forecast({ runs, facts: plainFacts, timeZone: plainFacts.timeZone, receiverAt: () => receiver, mailOf, ...means, at, ...change });
}

const brief = (steps: readonly ForeseenStep[]) =>
  steps.map((step) => [
    step.stepId,
    (step.at.getTime() - at.getTime()) / hoursMs,
    step.does,
    'reason' in step ? step.reason : 'waitsFor' in step ? step.waitsFor : null,
  ]);

describe('the forecast of a lead', () => {
  it('tells mails and deeds by the hour, through waits and branches', () => {
    const sequence = sequenceOf([
      mail('mot'),
      wait('cho', { event: { types: ['purchase.recorded'] }, within: 'P2D', onEvent: 'het', onTimeout: 're' }),
      { id: 're', do: 'branch', cases: [{ if: { kind: 'b2b' }, goTo: 'goi' }], else: 'hai' },
      task('goi'),
      mail('hai'),
      { id: 'het', do: 'end' },
    ]);

    expect(brief(foresee([sequence]))).toEqual([
      ['mot', 0, 'mail', null],
      ['hai', 48, 'mail', null],
      ['hai', 48, 'end', 'finished'],
    ]);
  });

  it('lets mails of several sequences share the mailbox', () => {
    const sequences = [sequenceOf([mail('mot')], { id: 'sau', priority: 9 }), sequenceOf([mail('mot')], { id: 'truoc', priority: 1 })];

    expect(foresee(sequences).flatMap((step) => (step.does === 'mail' ? [[step.sequenceId, step.at, step.waitsFor]] : []))).toEqual([
      ['truoc', at, null],
      ['sau', plus(daysMs), 'mailbox'],
    ]);
  });

  it('gives no place in the mailbox to a mail whose run time alone brings to an exit', () => {
    const facts = { ...plainFacts, moments: { ...plainFacts.moments, lastPaid: plus(-18 * hoursMs).getTime() } };
    const urgent = sequenceOf([mail('mot')], { id: 'gap', priority: 1, exits: [{ id: 'cu', if: { lastPaid: { beforeDays: 1 } } }] });
    const other = sequenceOf([wait('cho', { for: 'PT12H' }), mail('hai')]);
    const receiverAt = () => ({ ...receiver, slotsFreeAt: [plus(daysMs)] });

    expect(brief(foresee([urgent, other], { facts, receiverAt }))).toEqual([
      ['mot', 24, 'end', 'exit'],
      ['hai', 24, 'mail', 'mailbox'],
      ['hai', 24, 'end', 'finished'],
    ]);
  });

  it('asks anew at each moment what holds mails back', () => {
    const talks = (now: Date) => (now < plus(2 * daysMs) ? addMs(now, daysMs) : null);
    const receiverAt = (now: Date) => ({ ...receiver, heldUntil: talks(now) });

    expect(brief(foresee([sequenceOf([mail('mot')])], { receiverAt }))[0]).toEqual(['mot', 48, 'mail', 'colleague']);
  });

  it.each<[string, Partial<Outlook>, string]>([
    ['nobody confirmed', { receiverAt: () => ({ ...receiver, confirmedTopics: [] }) }, 'notConfirmed'],
    ['has no template any more', { mailOf: () => null }, 'templateGone'],
  ])('tells why a mail is not sent that %s, and goes on', (_, change, reason) => {
    expect(brief(foresee([sequenceOf([mail('mot'), task('goi')])], change))).toEqual([
      ['mot', 0, 'skip', reason],
      ['goi', 0, 'task', null],
      ['goi', 0, 'end', 'finished'],
    ]);
  });

  it('ends a run at once of which all mails that are left were refused, as the record says, and one that comes to that with the move', () => {
    const sequence = sequenceOf([wait('doi', { for: 'PT1H' }), task('goi'), mail('mot')]);
    const service = sequenceOf([
      wait('doi', { for: 'PT1H' }),
      mail('dich-vu', { template: 'dich-vu' }),
      wait('nghi', { for: 'P1D' }),
      mail('mot'),
    ]);

    expect(brief(foresee([sequence], { refused: 'all' }))).toEqual([['goi', 0, 'end', 'optOut']]);
    expect(brief(foresee([sequence], { refused: { topics: ['khac'] } }))[0]).toEqual(['goi', 1, 'task', null]);
    const mailOf = ({ template }: { readonly template: string }) =>
      template === 'dich-vu' ? ({ purpose: 'service', topic: null } as const) : ({ purpose: 'advertising', topic: 'tin-tuc' } as const);
    expect(brief(foresee([service], { refused: 'all', mailOf }))).toEqual([
      ['dich-vu', 1, 'mail', null],
      ['mot', 1, 'end', 'optOut'],
    ]);
  });

  it('ends a run at once that the tag of another one ends, where somebody looks because of it', () => {
    const tagging = sequenceOf([wait('doi', { for: 'PT1H' }), { id: 'g', do: 'tag', add: ['vip'] }], { id: 'mot' });
    const leaving = sequenceOf([wait('doi', { for: 'P9D' }), mail('m')], { id: 'hai', exits: [{ id: 'ra', if: { tag: ['vip'] } }] });
    const ends = (tags: boolean) =>
      foresee([tagging, leaving], { looksAfter: { tags, tasks: false } }).flatMap((step) =>
        step.does === 'end' && step.sequenceId === 'hai' ? [(step.at.getTime() - at.getTime()) / hoursMs] : [],
      );

    expect(ends(true)).toEqual([1]);
    expect(ends(false)).toEqual([9 * 24]);
  });

  it.each<[string, Partial<Outlook>, string, LeftOutReason]>([
    ['nobody has the lead', { hasOwner: () => false }, 'mot', 'noOwner'],
    ['the lead has no room for tasks', { roomForTasks: 0 }, 'mot', 'tooManyTasks'],
    ['their webhook is no more', { webhooks: new Set() }, 'bao', 'webhookGone'],
    ['there is nobody to tell', { noticeProblem: () => 'nobodyToTell' }, 'nhan', 'nobodyToTell'],
  ])('tells that steps do nothing where %s, and goes on', (_, change, left, reason) => {
    const steps = brief(
      foresee(
        [sequenceOf([wait('doi', { for: 'PT1H' }), task('mot'), { id: 'bao', do: 'webhook', webhook: 'kho' }, notice('nhan')])],
        change,
      ),
    );

    expect(steps).toContainEqual([left, 1, 'skip', reason]);
    expect(steps.map(([stepId]) => stepId)).toEqual(['mot', 'bao', 'nhan', 'mot']);
  });

  it('counts the tasks that it foresees, in all sequences', () => {
    const doi = wait('doi', { for: 'PT1H' });
    const sequences = [sequenceOf([doi, task('mot'), task('hai')]), sequenceOf([doi, task('mot')], { id: 'khac' })];

    expect(foresee(sequences, { roomForTasks: 2 }).map(({ does }) => does)).toEqual(['task', 'task', 'end', 'skip', 'end']);
  });

  it('says that a sequence is paused', () => {
    expect(brief(foresee([sequenceOf([mail('mot')], { state: 'paused' })]))).toEqual([['mot', 0, 'hold', 'sequencePaused']]);
  });

  it('skips in a paused sequence what its person refused, and holds the run at the next step that is due', () => {
    const paused = sequenceOf([mail('mot'), wait('doi', { for: 'P2D' }), task('goi')], { state: 'paused' });
    const receiverAt = () => ({ ...receiver, confirmedTopics: [] });

    expect(brief(foresee([paused], { receiverAt }))).toEqual([
      ['mot', 0, 'skip', 'notConfirmed'],
      ['goi', 48, 'hold', 'sequencePaused'],
    ]);
  });

  it('ends a run of a paused sequence of which all that is left was refused', () => {
    const paused = sequenceOf([mail('mot'), wait('doi', { for: 'P2D' }), mail('hai')], { state: 'paused' });

    expect(brief(foresee([paused], { receiverAt: () => ({ ...receiver, refusedAll: true }) }))).toEqual([
      ['mot', 0, 'skip', 'refusedAll'],
      ['mot', 0, 'end', 'optOut'],
    ]);
  });

  it('ends a paused run at the look at its mail in which it has no need of more', () => {
    const exits = [{ id: 'cu', if: { created: { beforeDays: 3 } } }];
    const facts = { ...plainFacts, moments: { ...plainFacts.moments, created: at.getTime() + hoursMs } };
    const paused = sequenceOf([mail('mot')], { state: 'paused', exits });
    const begun = enrol({ ...paused, state: 'on' }, undefined, causeAt(at), { facts, seen: [], timeZone: facts.timeZone, at });
    const runs = begun.isEnrolled ? [{ enrolment: begun.after, sequence: paused, seen: [] }] : [];

    expect(brief(foresee([], { runs, facts }))).toEqual([
      ['mot', 0, 'hold', 'sequencePaused'],
      ['mot', 78, 'end', 'exit'],
    ]);
  });

  it('looks no more at a step of a paused sequence that was due before', () => {
    const sequence = sequenceOf([wait('doi', { for: 'P1D' }), task('goi')], { exits: [{ id: 'cu', if: { created: { beforeDays: 3 } } }] });
    const facts = { ...plainFacts, moments: { ...plainFacts.moments, created: at.getTime() } };
    const begun = enrol(sequence, undefined, causeAt(at), { facts, seen: [], timeZone: facts.timeZone, at });
    const runs = begun.isEnrolled ? [{ enrolment: begun.after, sequence: { ...sequence, state: 'paused' as const }, seen: [] }] : [];

    expect(brief(foresee([], { runs, facts, at: plus(4 * daysMs) }))).toEqual([['goi', 96, 'hold', 'sequencePaused']]);
  });

  it('ends runs that will have no need of more, at their next step', () => {
    const sequence = sequenceOf([wait('doi', { for: 'P5D' }), mail('mot')], { exits: [{ id: 'cu', if: { created: { beforeDays: 3 } } }] });
    const facts = { ...plainFacts, moments: { ...plainFacts.moments, created: at.getTime() } };
    const begun = enrol(sequence, undefined, causeAt(at), { facts, seen: [], timeZone: facts.timeZone, at });
    const runs = begun.isEnrolled ? [{ enrolment: begun.after, sequence, seen: [] }] : [];

    expect(brief(foresee([], { runs, facts }))).toEqual([['mot', 120, 'end', 'exit']]);
  });

  it('knows of what happened already and was not heard of', () => {
    const sequence = sequenceOf([
      wait('cho', { event: { types: ['purchase.recorded'] }, within: 'P2D', onEvent: 'goi', onTimeout: 'het' }),
      task('goi'),
      { id: 'het', do: 'end' },
    ]);
    const begun = enrol(sequence, undefined, causeAt(at), { facts: plainFacts, seen: [], timeZone: plainFacts.timeZone, at });
    const runs = begun.isEnrolled ? [{ enrolment: begun.after, sequence, seen: [seenAt(plus(1))] }] : [];

    expect(brief(foresee([], { runs, at: plus(hoursMs) }))[0]).toEqual(['goi', 48, 'task', null]);
  });

  it('looks no further than 30 days', () => {
    expect(foresee([sequenceOf([wait('doi', { for: 'P31D' }), mail('mot')])])).toEqual([]);
  });
});
