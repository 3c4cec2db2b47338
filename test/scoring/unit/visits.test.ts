import { describe, expect, it } from '@jest/globals';
import { latestVisit, markOfVisits } from '../../../shared/scoring/rules-visits.ts';

const seconds = (moment: string): number => Date.parse(moment) / 1_000;
const morning = seconds('2026-11-27T02:00:00Z');
const evening = seconds('2026-11-27T23:59:59Z');
const tomorrow = seconds('2026-11-28T00:00:00Z');

describe('the mark of visits', () => {
  it.each([
    ['begins with the first visit', null, morning, morning],
    ['stays where it is for the rest of the day', morning, evening, morning],
    ['moves with the next day', morning, tomorrow, tomorrow],
    ['never moves back', tomorrow, morning, tomorrow],
    ['stays when nobody came', morning, null, morning],
    ['is none while nobody came', null, null, null],
  ])('%s', (_, before, latest, expected) => {
    expect(markOfVisits(before, latest)).toBe(expected);
  });

  it('looks at visits, not at mails', () => {
    const mail = { kind: 'mail', at: tomorrow, action: 'click', mailId: 'm' } as const;
    const visit = { kind: 'signal', at: morning, signal: 'pricing_view', about: '', visitorId: 'v' } as unknown as Parameters<
      typeof latestVisit
    >[0][0];

    expect(latestVisit([mail, visit])).toBe(morning);
    expect(latestVisit([mail])).toBeNull();
  });
});
