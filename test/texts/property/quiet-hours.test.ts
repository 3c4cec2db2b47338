import { describe, expect, it } from '@jest/globals';
import { callHours, isWithinHours, nextWithinHours, textHours } from '../../../shared/calendar/index.ts';
import { outcomeKind } from '../../../shared/call-log/outcome-config.ts';
import { type KnownOfCall, planCall } from '../../../shared/call-log/plan-call.ts';
import { companyKind } from '../../../shared/company/index.ts';
import { addMs, daysMs, minutesMs } from '../../../shared/platform/clock.ts';
import { LoggedCallId, leadSubject } from '../../../shared/platform/ids.ts';
import { gateText, mostADay } from '../../../shared/texts/index.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { full, report } from '../../support/proof.ts';

const year = { from: Date.parse('2026-11-29T00:00:00.000Z'), minutes: 365 * 24 * 60 } as const;
const zones = ['Asia/Ho_Chi_Minh', 'UTC', 'America/New_York'] as const;
/** What clocks of a zone show, by another way than the one under test. */
const clocks = new Map(
  zones.map((zone) => [zone, new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })]),
);
const shown = (zone: (typeof zones)[number], at: Date) => clocks.get(zone)?.format(at) ?? '';

const config = createFixedConfig();
const { documents: outcomes } = await config.current(outcomeKind);
const company = (await config.current(companyKind)).documents.get('company');
const nowhere = { provinceCode: null, provinceName: null, macroRegion: null, formerCode: null, reason: 'unknown', raw: null } as const;

/** What is known of somebody who lives by the clocks of the company, or by those of their number. */
function knownOf(id: string, companyZone: string, number: string | null): KnownOfCall {
  const outcome = outcomes.get(id);
  if (!outcome || !company) throw new Error('not configured');
  const phone = number === null ? null : ({ raw: number, e164: number, valid: true, type: 'mobile', claimed: true } as const);
  return {
    lead: sampleLead({ region: nowhere, phone }),
    outcome,
    calls: [],
    tasks: [],
    matter: { subject: leadSubject, holder: null },
    isProtected: false,
    floats: false,
    calendar: { ...company, timeZone: companyZone },
  };
}

const said = {
  callId: LoggedCallId.parse('C1'),
  subject: leadSubject,
  callbackAt: null,
  by: 'user',
  repId: null,
  durationMs: null,
  note: null,
};

describe.each(zones)('over each minute of a year, by the clocks of %s (T16)', (zone) => {
  it('sends no text outside 07:00–22:00, and drops none', () => {
    const receiver = {
      lead: { consent: {}, status: 'active' },
      hasNumber: true,
      isOffered: false,
      isOnDoNotCall: false,
      timeZone: zone,
      sentAt: [],
    } as const;
    const counts = { allowed: 0, later: 0, outside: 0, dropped: 0 };
    let before = 0;
    for (let minute = 0; minute < year.minutes; minute += 1) {
      const at = new Date(year.from + minute * minutesMs);
      const gate = gateText({ purpose: 'service' }, receiver, at);
      if (gate.answer === 'refused') counts.dropped += 1;
      if (gate.answer === 'allowed') counts.allowed += 1;
      if (gate.answer === 'later') counts.later += 1;
      const goes = gate.answer === 'later' ? gate.from : at;
      // Asking Node for each minute would take minutes: where clocks are changed, and at each moment to which something is put off.
      if (goes.getTime() !== before && (gate.answer === 'later' || minute % 7 === 0)) {
        const time = shown(zone, goes);
        if (time < '07:00' || time >= '22:00') counts.outside += 1;
      }
      if (goes.getTime() < before || goes.getTime() - at.getTime() > 10 * 60 * minutesMs) counts.dropped += 1;
      before = goes.getTime();
    }
    report(`texts, ${zone}`, counts);
    expect(counts).toEqual({ allowed: expect.any(Number), later: year.minutes - counts.allowed, outside: 0, dropped: 0 });
    expect(counts.allowed).toBe(365 * 15 * 60);
  });

  it('makes no call task outside 08:00–17:00, and drops none', () => {
    const counts = { calls: 0, outside: 0, dropped: 0 };
    const step = full ? 1 : 13;
    for (let minute = 0; minute < year.minutes; minute += step) {
      const at = new Date(year.from + minute * minutesMs);
      const known = knownOf(minute % 2 === 0 ? 'noAnswer' : 'busy', zone, null);
      const { next, tasks } = planCall(known, { ...said, at: at.toISOString() }, at);
      counts.calls += 1;
      const due = next === null ? Number.NaN : Date.parse(next.dueAt);
      if (tasks.length !== 1 || !(due >= at.getTime() && due <= addMs(at, 14 * daysMs).getTime())) {
        counts.dropped += 1;
        continue;
      }
      const time = shown(zone, new Date(due));
      if (time < '08:00' || time >= '17:00') counts.outside += 1;
    }
    report(`call tasks, ${zone}`, counts);
    expect(counts).toEqual({ calls: Math.ceil(year.minutes / step), outside: 0, dropped: 0 });
  });

  it('opens where clocks are changed as on any other day', () => {
    for (let day = 0; day < 365; day += 1) {
      const at = new Date(year.from + day * daysMs);
      for (const hours of [textHours, callHours]) {
        const opens = nextWithinHours(hours, at, zone);
        expect(isWithinHours(hours, opens, zone)).toBe(true);
        expect(opens.getTime() === at.getTime() || !isWithinHours(hours, addMs(opens, -1), zone)).toBe(true);
      }
    }
  });
});

it.each([
  ['within the hours of both, where they have some in common', '+447400123456', '2026-11-30T09:00:00.000Z', '2026-11-30T09:30:00.000Z'],
  [
    'not before the person may be called, though the company works',
    '+447400123456',
    '2026-11-30T03:00:00.000Z',
    '2026-11-30T08:00:00.000Z',
  ],
])('makes a call task %s', (_name, number, at, dueAt) => {
  const { next } = planCall(knownOf('busy', 'Asia/Ho_Chi_Minh', number), { ...said, at }, new Date(at));

  expect(next?.dueAt).toBe(dueAt);
});

it('goes by the hours of the person alone where the company works at none of them', () => {
  const at = '2026-11-30T15:00:00.000Z';

  // By day in New York it is night in Hà Nội, where this person lives.
  const { next } = planCall(knownOf('busy', 'America/New_York', '+84912345678'), { ...said, at }, new Date(at));

  expect(next?.dueAt).toBe('2026-12-01T01:00:00.000Z');
});

it(`lets a number have ${mostADay} texts within any 24 hours, and puts the next one off to when there is room`, () => {
  const at = new Date('2026-11-30T09:00:00.000Z');
  const receiver = {
    lead: { consent: {}, status: 'active' },
    hasNumber: true,
    isOffered: false,
    isOnDoNotCall: false,
    timeZone: 'UTC',
  } as const;
  const sentAt = ['2026-11-29T21:00:00.000Z', '2026-11-30T07:00:00.000Z', '2026-11-30T08:00:00.000Z'];

  const full = gateText({ purpose: 'service' }, { ...receiver, sentAt }, at);
  const two = gateText({ purpose: 'service' }, { ...receiver, sentAt: sentAt.slice(1) }, at);

  expect(full).toEqual({ answer: 'later', from: new Date('2026-11-30T21:00:00.000Z'), reason: 'dailyLimit' });
  expect(two).toEqual({ answer: 'allowed' });
});
