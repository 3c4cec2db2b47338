import { describe, expect, it } from '@jest/globals';
import { detailTypes } from '../../../events/detail-types.ts';
import { addMs, daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import { DateId, OpportunityId } from '../../../shared/platform/ids.ts';
import { advance, afterMail, type Enrolment, enrol, type LeadMoments } from '../../../shared/sequences/index.ts';
import { hastens } from '../../../shared/sequences/rules-asks.ts';
import { sequenceFaults } from '../../../shared/sequences/rules-faults.ts';
import { nextMoment } from '../../../shared/sequences/rules-moments.ts';
import { causeAt, mail, plainFacts, sequenceOf, task, wait } from '../../support/sequences.ts';

/** A Sunday, 10:00 in Vietnam. */
const at = new Date('2026-11-22T03:00:00.000Z');
const plus = (ms: number) => addMs(at, ms);
const iso = (ms: number) => plus(ms).toISOString();
const { timeZone } = plainFacts;

const none: LeadMoments = { tasks: [], closes: [], days: new Map(), timeZone };
const appointments = (...afterMs: readonly number[]): LeadMoments => ({
  ...none,
  tasks: afterMs.map((ms) => ({ at: plus(ms), isAppointment: true })),
});
const situation = (moments: LeadMoments, now = at) => ({ facts: plainFacts, seen: [], moments, timeZone, at: now });

const until = { before: 'appointment', by: 'P1D' };
const reminder = (more: object = {}) =>
  sequenceOf([wait('cho', { until, ...more }), mail('nhac'), wait('roi', { for: 'P3D' }), mail('hoi'), task('goi')]);

function begin(moments: LeadMoments, sequence = reminder()) {
  const begun = enrol(sequence, undefined, causeAt(at), situation(moments));
  if (!begun.isEnrolled) throw new Error(begun.reason);
  return begun;
}

const stands = ({ stepId, dueAt, ended }: Enrolment) => [stepId, dueAt, ended?.reason ?? null];

/** Entries of what people do about tasks. */
const ofMerges = ['lead.merge_undone', 'lead.merged', 'lead.merged_into'];
const ofTasks = [
  'call.logged',
  'call.undone',
  'task.cancelled',
  'task.created',
  'task.done',
  'task.handed_over',
  'task.reopened',
  'task.snoozed',
];

describe('a wait until so long before a moment', () => {
  it('is over so long before it, by a timer of work, and lets its mail come then', () => {
    const begun = begin(appointments(3 * daysMs));

    expect(stands(begun.after)).toEqual(['cho', iso(2 * daysMs), null]);
    expect(begun.timer).toEqual({ dueAt: plus(2 * daysMs), to: 'work' });
    const after = advance(begun.after, reminder(), situation(appointments(3 * daysMs), plus(2 * daysMs)));
    expect([stands(after.after), after.timer?.to]).toEqual([['nhac', iso(2 * daysMs), null], 'mail']);
  });

  it('is the same object when it is looked at too soon, or twice', () => {
    const { after } = begin(appointments(3 * daysMs));

    expect(advance(after, reminder(), situation(appointments(3 * daysMs), plus(daysMs))).after).toBe(after);
  });

  it.each<[string, LeadMoments, number, readonly unknown[]]>([
    ['moved to later', appointments(5 * daysMs), 2 * daysMs, ['cho', iso(4 * daysMs), null]],
    ['moved to sooner', appointments(2 * daysMs), hoursMs, ['cho', iso(daysMs), null]],
    ['moved to so soon that less is left', appointments(daysMs + hoursMs), 2 * hoursMs, ['nhac', iso(2 * hoursMs - hoursMs), null]],
    ['called off', none, hoursMs, ['cho', null, 'momentOver']],
    ['called off, with another one to come', appointments(9 * daysMs), hoursMs, ['cho', iso(8 * daysMs), null]],
    ['past, after a standstill', appointments(3 * daysMs), 4 * daysMs, ['cho', null, 'momentOver']],
    ['past, with another one to come', appointments(3 * daysMs, 9 * daysMs), 4 * daysMs, ['cho', null, 'momentOver']],
  ])('follows a moment that was %s', (_, moments, ms, expected) => {
    const { after } = begin(appointments(3 * daysMs));

    expect(stands(advance(after, reminder(), situation(moments, plus(ms))).after)).toEqual(expected);
  });

  it.each<[string, object, LeadMoments, readonly unknown[]]>([
    ['goes on at once where less is left', {}, appointments(hoursMs), ['nhac', iso(0), null]],
    ['goes where the step says where less is left', { ifLate: 'skip', onGone: 'goi' }, appointments(hoursMs), ['goi', null, 'finished']],
    ['goes where the step says where there is none', { onGone: 'hoi' }, none, ['hoi', iso(0), null]],
    ['waits where just enough is left', { ifLate: 'skip' }, appointments(daysMs), ['nhac', iso(0), null]],
  ])('%s', (_, more, moments, expected) => {
    const { after } = begin(moments, reminder(more));

    expect(stands(after).slice(1)).toEqual(expected.slice(1));
  });

  it.each<[string, object, LeadMoments]>([
    ['less is left and the step says to leave it', { ifLate: 'skip' }, appointments(hoursMs)],
    ['there is none', {}, none],
    ['the way from there leads to the end', { ifLate: 'skip', onGone: 'het' }, appointments(hoursMs)],
  ])('begins no run that would be over at once without having done anything: %s', (_, more, moments) => {
    const sequence = sequenceOf([wait('cho', { until, ...more }), mail('nhac'), { id: 'het', do: 'end' }]);

    const begun = enrol(sequence, undefined, causeAt(at), situation(moments));

    expect(begun).toEqual({ isEnrolled: false, reason: 'nothingToDo' });
  });

  it('begins a run that is over at once where it did something', () => {
    const sequence = sequenceOf([task('goi'), wait('cho', { until }), mail('nhac')]);

    const begun = enrol(sequence, undefined, causeAt(at), situation(none));

    expect(begun).toMatchObject({ isEnrolled: true, after: { ended: { reason: 'momentOver' } }, effects: [{ id: 'goi' }] });
  });

  it('rests where whoever moves the run does not know the moments, and is due', () => {
    const sequence = sequenceOf([mail('mot'), wait('cho', { until }), mail('nhac')]);
    const begun = begin(appointments(3 * daysMs), sequence);
    const sent = { stepId: begun.after.stepId, outcome: 'sent', plannedAt: at } as const;

    const { after, timer } = afterMail(begun.after, sequence, sent, { at, timeZone });

    expect([stands(after), timer]).toEqual([['cho', iso(0), null], { dueAt: at, to: 'work' }]);
    expect(stands(advance(after, sequence, situation(appointments(3 * daysMs))).after)).toEqual(['cho', iso(2 * daysMs), null]);
  });

  it('binds the mails up to the next wait, and no others', () => {
    const moments = appointments(3 * daysMs);
    const sequence = sequenceOf([
      wait('cho', { until }),
      wait('sang', { until: '09:00' }),
      mail('nhac'),
      wait('roi', { for: 'P3D' }),
      mail('hoi'),
    ]);
    const { after: atMail } = advance(begin(moments, sequence).after, sequence, situation(moments, plus(2 * daysMs)));
    const sent = { stepId: atMail.stepId, outcome: 'sent', plannedAt: plus(2 * daysMs) } as const;

    const { after: behind } = afterMail(atMail, sequence, sent, { at: plus(2 * daysMs), timeZone });

    expect([atMail.stepId, atMail.moment?.of, behind.stepId, behind.moment]).toEqual(['nhac', 'appointment', 'hoi', undefined]);
  });

  it('takes no step while its sequence is paused, and looks anew when that is on again', () => {
    const { after } = begin(appointments(3 * daysMs));
    const late = situation(none, plus(2 * daysMs));

    expect(advance(after, { ...reminder(), state: 'paused' }, late).after).toBe(after);
    expect(advance(after, reminder(), late).after.ended?.reason).toBe('momentOver');
  });
});

describe('the moments of a lead', () => {
  const birthday = (monthDay: string, year: number | null = 1990): LeadMoments => ({
    ...none,
    days: new Map([[DateId.parse('sinh-nhat'), { monthDay, year, isYearly: true }]]),
  });
  const renewal = (year: number): LeadMoments => ({
    ...none,
    days: new Map([[DateId.parse('sinh-nhat'), { monthDay: '12-01', year, isYearly: false }]]),
  });
  const date = { date: DateId.parse('sinh-nhat') };
  const need = (id: string, days: number) => ({ opportunityId: OpportunityId.parse(id), at: plus(days * daysMs) });

  it.each<[string, LeadMoments, string, string | null]>([
    ['comes round this year', birthday('12-01'), '2026-11-22T03:00:00Z', '2026-11-30T17:00:00.000Z'],
    ['comes round next year', birthday('11-22'), '2026-11-22T03:00:00Z', '2027-11-21T17:00:00.000Z'],
    ['has not begun by the clocks of the lead', birthday('11-22'), '2026-11-21T16:59:59Z', '2026-11-21T17:00:00.000Z'],
    ['is 29 February, in a year without one', birthday('02-29'), '2026-11-22T03:00:00Z', '2027-02-27T17:00:00.000Z'],
    ['is 29 February, in a year with one', birthday('02-29'), '2027-11-22T03:00:00Z', '2028-02-28T17:00:00.000Z'],
    ['begins in a later year', birthday('12-01', 2028), '2026-11-22T03:00:00Z', '2028-11-30T17:00:00.000Z'],
    ['is one day of one year', renewal(2026), '2026-11-22T03:00:00Z', '2026-11-30T17:00:00.000Z'],
    ['was one day of one year', renewal(2025), '2026-11-22T03:00:00Z', null],
    ['is not known', none, '2026-11-22T03:00:00Z', null],
  ])('know when a day %s', (_, moments, after, expected) => {
    expect(nextMoment(date, {}, moments, new Date(after))?.toISOString() ?? null).toBe(expected);
  });

  it('are tasks of any kind, appointments, and the day on which the need of the run is expected', () => {
    const moments: LeadMoments = {
      ...none,
      tasks: [
        { at: plus(hoursMs), isAppointment: false },
        { at: plus(2 * hoursMs), isAppointment: true },
        { at: plus(-hoursMs), isAppointment: true },
      ],
      closes: [need('L1-O1', 9), need('L1-O2', 5)],
    };
    const next = (of: 'task' | 'appointment' | 'close', about = {}) => nextMoment(of, about, moments, at)?.getTime();

    expect([next('task'), next('appointment'), next('close'), next('close', { opportunityId: 'L1-O1' })]).toEqual(
      [hoursMs, 2 * hoursMs, 5 * daysMs, 9 * daysMs].map((ms) => plus(ms).getTime()),
    );
  });

  it.each([
    ['appointment', [...ofTasks, ...ofMerges, 'lead.unassigned', 'opportunity.lost', 'opportunity.won']],
    ['close', ['opportunity.changed', 'opportunity.lost', 'opportunity.opened', 'opportunity.reopened', 'opportunity.won']],
    [
      'task',
      [
        ...ofTasks,
        ...ofMerges,
        ...['lead.accepted', 'lead.assigned', 'lead.offer_retimed', 'lead.offered', 'lead.qualified', 'lead.temperature_changed'],
        ...['lead.unassigned', 'offer.suggested', 'opportunity.lost', 'opportunity.won', 'purchase.fact_voided', 'purchase.recorded'],
        ...['text.sent', 'text.undone'],
      ],
    ],
    [{ date: 'sinh-nhat' }, ['lead.updated']],
  ])('that may have moved have runs looked at: %j', (before, types) => {
    const waiting = [sequenceOf([wait('cho', { until: { before, by: 'P1D' } }), mail('nhac')])];
    const isAsked = (type: string, sequences: typeof waiting) => hastens({ type, data: {} }, sequences);
    const asked = detailTypes.filter((type) => isAsked(type, waiting) && !isAsked(type, [sequenceOf([mail('chao')])]));

    expect(asked.toSorted()).toEqual(types.toSorted());
  });
});

describe('a wait until before a moment is refused', () => {
  it.each<[object, RegExp]>([
    [{ until: { before: 'birthday', by: 'P1D' } }, /write appointment, task, close or a date|write a time of day/],
    [{ until: { before: 'appointment' } }, /write a (?:time of day|duration)|a moment such as/],
    [{ until: '8:30' }, /write a time of day such as 08:30, or a moment/],
    [{ until, days: ['monday'] }, /days go with until, and a time of day/],
    [{ until: '08:30', ifLate: 'skip' }, /ifLate goes with until, and a moment/],
    [{ for: 'P1D', onGone: 'nhac' }, /onGone goes with until, and a moment/],
  ])('%j', (more, message) => {
    expect(() => sequenceOf([wait('cho', more), mail('nhac')])).toThrow(message);
  });

  it('where it names a date or a step that there is not, or leads back', () => {
    const known = {
      segments: [],
      products: [],
      fields: [],
      forms: [],
      webhooks: [],
      scripts: [],
      dates: [],
      templates: [{ id: 'chao', needs: [] }],
    };
    const faults = (more: object) =>
      sequenceFaults(sequenceOf([mail('dau'), wait('cho', more), mail('nhac')]), known).map(({ path, message }) => [
        path.join('.'),
        message,
      ]);

    expect(faults({ until: { before: { date: 'gio-to' }, by: 'P1D' } })).toEqual([
      ['steps.1.until.before.date', 'there is no date gio-to'],
    ]);
    expect(faults({ until, onGone: 'la' })).toEqual([['steps.1.onGone', 'there is no step la']]);
    expect(faults({ until, onGone: 'dau' })).toEqual([['steps.1.onGone', expect.stringContaining('leads back to dau')]]);
  });
});
