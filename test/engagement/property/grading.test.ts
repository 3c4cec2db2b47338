import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Engagement, hiddenLink, type MailEngagements, type MailFacts } from '../../../shared/engagement/record.ts';
import { agentClasses } from '../../../shared/engagement/rules-agent.ts';
import { gradeEngagements, nearScanSeconds } from '../../../shared/engagement/rules-grade.ts';
import { maxEngagements, withDelivery, withEngagements } from '../../../shared/engagement/rules-mail.ts';
import { LeadId, MailId } from '../../../shared/platform/ids.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const numRuns = runs(300, 20_000);

/** Times lie close together, so that everything that can be near something is. */
const times = fc.oneof(fc.nat(120), fc.nat(3_000), fc.nat(20_000));
const verdicts = fc.option(
  fc.record({
    grade: fc.constantFrom('human' as const, 'unsure' as const, 'machine' as const),
    by: fc.constantFrom({ kind: 'user' as const, id: 'u' }, { kind: 'system' as const, id: 's' }),
    at: fc.constant('2026-11-22T00:00:00.000Z'),
  }),
  { nil: null, freq: 6 },
);
const engagement = fc
  .record({
    id: fc.uuid(),
    link: fc.constantFrom(null, '1', '2', '3', '4', hiddenLink),
    at: times,
    agent: fc.constantFrom('browser' as const, 'browser' as const, 'browser' as const, ...agentClasses),
    isGet: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn > 0),
    network: fc.constantFrom('home', 'office', 'gateway', null),
    isVisited: fc.boolean(),
    verdict: verdicts,
  })
  .map((drawn): Engagement => ({ ...drawn, action: drawn.link === null ? 'open' : 'click' }));
const mails = fc.record({
  sentAt: fc.constant(0),
  deliveredAt: fc.option(fc.nat(600), { nil: null }),
  links: fc.constantFrom(null, 3, 4, 12),
});
const histories = fc.record({ mail: mails, engagements: fc.array(engagement, { maxLength: 14, size: 'max' }) });
const withoutWords = histories.map(({ mail, engagements }) => ({
  mail,
  engagements: engagements.map((one) => ({ ...one, verdict: null })),
}));

const byId = (engagements: readonly Engagement[], mail: MailFacts) =>
  new Map(gradeEngagements(engagements, mail).map(({ id, grade, reasons }) => [id, { grade, reasons }]));

describe('grades', () => {
  it('hang on what was done, not on the order in which it became known', () => {
    const counts = { human: 0, unsure: 0, machine: 0 };
    const shuffled = histories.chain(({ mail, engagements }) =>
      fc.record({
        mail: fc.constant(mail),
        engagements: fc.constant(engagements),
        order: fc.shuffledSubarray(engagements, { minLength: engagements.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ mail, engagements, order }) => {
        const grades = byId(engagements, mail);
        for (const { grade } of grades.values()) counts[grade] += 1;

        expect(byId(order, mail)).toEqual(grades);
      }),
      { numRuns, seed },
    );
    report(`engagement grades: ${JSON.stringify(counts)} (seed ${seed})`);
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(numRuns / 10);
  });

  it('of a machine stay a machine’s, whatever else comes to be known', () => {
    fc.assert(
      fc.property(withoutWords, fc.array(engagement, { maxLength: 4 }), fc.nat(900), ({ mail, engagements }, more, late) => {
        const before = byId(engagements, mail);
        const after = byId([...engagements, ...more], { ...mail, deliveredAt: Math.max(late, mail.deliveredAt ?? 0) });

        for (const [id, { grade }] of before) if (grade === 'machine') expect(after.get(id)?.grade).toBe('machine');
      }),
      { numRuns, seed },
    );
  });

  it('leave nothing human near the hidden link, but by a person’s word', () => {
    fc.assert(
      fc.property(histories, times, ({ mail, engagements }, at) => {
        const trap: Engagement = {
          id: 'trap',
          action: 'click',
          at,
          link: hiddenLink,
          agent: 'browser',
          isGet: true,
          network: null,
          isVisited: false,
          verdict: null,
        };
        const grades = byId([...engagements, trap], mail);

        for (const { id, at: moment, verdict } of engagements) {
          if (Math.abs(moment - at) > nearScanSeconds || verdict?.by.kind === 'user') continue;
          expect(grades.get(id)?.grade).toBe('machine');
        }
      }),
      { numRuns, seed },
    );
  });

  it('are what a person says, whatever the rules say', () => {
    fc.assert(
      fc.property(histories, ({ mail, engagements }) => {
        const grades = byId(engagements, mail);

        for (const { id, verdict } of engagements) if (verdict?.by.kind === 'user') expect(grades.get(id)?.grade).toBe(verdict.grade);
      }),
      { numRuns, seed },
    );
  });

  it('are human only for a browser or a mail program, without a word or a visit', () => {
    fc.assert(
      fc.property(withoutWords, ({ mail, engagements }) => {
        for (const one of gradeEngagements(engagements, mail)) {
          if (one.grade === 'human' && one.reasons[0] === 'plain') expect(['browser', 'mailApp']).toContain(one.agent);
          if (one.grade === 'human') expect([one.isGet, one.agent === 'bot', one.agent === 'scanner']).toEqual([true, false, false]);
        }
      }),
      { numRuns, seed },
    );
  });
});

describe('a mail’s engagements', () => {
  const untouched: MailEngagements = {
    leadId: LeadId.parse('L1'),
    mailId: MailId.parse('m1'),
    version: 0,
    sentAt: 0,
    deliveredAt: null,
    links: 4,
    engagements: [],
    dropped: 0,
  };

  it('are the same in whatever order, grouping and number they come, also beyond what is kept', () => {
    let full = 0;
    const arrivals = fc.array(engagement, { minLength: 1, maxLength: 70, size: 'max' }).chain((all) =>
      fc.record({
        all: fc.constant(all),
        order: fc.shuffledSubarray(all, { minLength: all.length }),
        cuts: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 70, maxLength: 70 }),
        late: fc.option(fc.nat(600), { nil: null }),
      }),
    );
    fc.assert(
      fc.property(arrivals, ({ all, order, cuts, late }) => {
        const arrived = (mail: MailEngagements) => (late === null ? mail : withDelivery(mail, late));
        const whole = withEngagements(arrived(untouched), all);
        let mail = untouched;
        let start = 0;
        for (const cut of cuts) {
          mail = withEngagements(mail, order.slice(start, start + cut));
          start += cut;
          // What is kept and comes again changes nothing.
          expect(withEngagements(mail, mail.engagements)).toBe(mail);
        }

        expect(arrived(mail)).toEqual(whole);
        expect(whole.engagements.length + whole.dropped).toBe(all.length);
        full += whole.engagements.length === maxEngagements ? 1 : 0;
      }),
      { numRuns: runs(60, 600), seed },
    );
    expect(full).toBeGreaterThan(0);
  });
});
