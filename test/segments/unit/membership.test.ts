import { describe, expect, it } from '@jest/globals';
import { noEvidence, qualificationLetters } from '../../../shared/leads/index.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { boughtNothing } from '../../../shared/purchases/index.ts';
import type { SegmentRule } from '../../../shared/segments/rule-config.ts';
import { factsOf, type LeadFacts } from '../../../shared/segments/rules-facts.ts';
import { nextFlipAt } from '../../../shared/segments/rules-flip.ts';
import { isIn } from '../../../shared/segments/rules-membership.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { postRef } from '../../support/post-ref.ts';

const at = new Date('2026-11-22T03:00:00.000Z');
const ago = (days: number) => at.getTime() - days * daysMs;

const facts: LeadFacts = {
  region: 'south',
  province: '79',
  kind: 'b2b',
  sources: ['contact', 'facebook'],
  campaign: 'tet-2027',
  products: ['ban-hang'],
  tags: ['vip'],
  fields: new Map([['industry', ['ban-le']]]),
  profile: new Map([
    ['needs', ['quan ly kho', 'in hoa don']],
    ['readiness', ['now']],
  ]),
  registrations: new Map([['hoi-thao', ['registered', 'came']]]),
  locale: 'vi',
  consents: ['contact'],
  stage: 'customer',
  status: 'active',
  evidence: {
    ...noEvidence,
    temperature: 'warm',
    fit: 'B',
    qualification: qualificationLetters({ need: { level: 'yes', isConfirmed: true }, budget: { level: 'partly', isConfirmed: false } }),
    quoteAsked: true,
    reached: 2,
    opportunities: { open: 1, accepted: 1, won: 0 },
    purchases: { paid: 1 },
  },
  moments: { created: ago(100), active: ago(10), stageSince: ago(40), statusSince: ago(100), lastPaid: ago(40), lastOrdered: ago(20) },
  netPaid: new Map([['VND', 3_600_000]]),
  bought: ['ban-hang'],
  leftCart: false,
  timeZone: 'Asia/Ho_Chi_Minh',
};

describe('a condition of a segment', () => {
  it.each<[string, SegmentRule, SegmentRule]>([
    ['a part of the country', { region: ['south', 'unknown'] }, { region: ['north'] }],
    ['a province', { province: ['79', '01'] }, { province: ['01'] }],
    ['businesses', { kind: 'b2b' }, { kind: 'b2c' }],
    ['a form', { source: ['contact'] }, { source: ['quote'] }],
    ['the source of a link', { source: ['facebook'] }, { source: ['zalo'] }],
    ['a campaign', { campaign: ['tet-2027'] }, { campaign: ['tet'] }],
    ['a product', { product: ['kho', 'ban-hang'] }, { product: ['kho'] }],
    ['a tag', { tag: ['vip'] }, { tag: ['cu'] }],
    ['a declared field', { fields: { industry: { in: ['ban-le', 'khac'] } } }, { fields: { industry: { in: ['khac'] } } }],
    [
      'a need',
      { profile: { needs: ['Quản lý kho'], readiness: ['now', 'later'] } },
      { profile: { needs: ['Quản lý kho'], readiness: ['later'] } },
    ],
    ['who came to an event', { registration: { 'hoi-thao': ['came', 'missed'] } }, { registration: { 'hoi-thao': ['missed'] } }],
    ['places at events', { registration: { 'hoi-thao': ['registered'] } }, { registration: { 'hoi-thao': ['came'], khac: ['came'] } }],
    ['a field without an answer', { fields: { branches: { known: false } } }, { fields: { industry: { known: false } } }],
    ['a language', { locale: 'vi' }, { locale: 'en' }],
    ['a consent', { consent: ['contact'] }, { consent: ['newsletter'] }],
    ['a stage', { stage: ['customer', 'repeat'] }, { stage: ['repeat'] }],
    ['a status', { status: ['active'] }, { status: ['retired'] }],
    ['a temperature', { temperature: ['warm', 'hot'] }, { temperature: ['hot'] }],
    ['a fit', { fit: ['A', 'B'] }, { fit: ['A'] }],
    [
      'what is known',
      { qualification: { need: ['yes'], budget: ['partly', 'yes'] } },
      { qualification: { need: ['yes'], budget: ['no'] } },
    ],
    ['what a colleague heard', { confirmed: { need: ['yes'] } }, { confirmed: { budget: ['partly'] } }],
    ['what no colleague heard', { confirmed: { budget: ['unknown'] } }, { confirmed: { need: ['unknown'] } }],
    ['who asked for a quote', { quoteAsked: true }, { quoteAsked: false }],
    ['who left no cart', { leftCart: false }, { leftCart: true }],
    ['calls that reached the person', { reached: { atLeast: 2 } }, { reached: { atMost: 1 } }],
    ['open opportunities', { openOpportunities: { atLeast: 1 } }, { openOpportunities: { atMost: 0 } }],
    ['accepted opportunities', { acceptedOpportunities: { atMost: 1 } }, { acceptedOpportunities: { atLeast: 2 } }],
    ['won opportunities', { wonOpportunities: { atMost: 0 } }, { wonOpportunities: { atLeast: 1 } }],
    ['paid orders', { paidPurchases: { atLeast: 1, atMost: 1 } }, { paidPurchases: { atLeast: 2 } }],
    ['money', { netPaid: { currency: 'VND', atLeast: 3_600_000 } }, { netPaid: { currency: 'VND', atLeast: 3_600_001 } }],
    ['no money in another currency', { netPaid: { currency: 'USD', atMost: 0 } }, { netPaid: { currency: 'USD', atLeast: 1 } }],
    ['what was bought', { bought: ['ban-hang', 'kho'] }, { bought: ['kho'] }],
    ['since when there is a record', { created: { beforeDays: 100 } }, { created: { withinDays: 100 } }],
    ['activity', { active: { withinDays: 11 } }, { active: { withinDays: 10 } }],
    ['silence', { active: { beforeDays: 10 } }, { active: { beforeDays: 11 } }],
    ['the time at a stage', { stageSince: { withinDays: 60, beforeDays: 30 } }, { stageSince: { withinDays: 30 } }],
    ['the time of a status', { statusSince: { from: '2026-08-14' } }, { statusSince: { from: '2026-08-15' } }],
    ['the last order', { lastOrdered: { withinDays: 21 } }, { lastOrdered: { withinDays: 20 } }],
    ['the last payment', { lastPaid: { until: '2026-10-13' } }, { lastPaid: { until: '2026-10-12' } }],
  ])('asks for %s', (_, fits, fitsNot) => {
    expect(isIn(fits, facts, at)).toBe(true);
    expect(isIn(fitsNot, facts, at)).toBe(false);
  });

  it.each<[string, SegmentRule, boolean]>([
    ['everything that is named', { stage: ['customer'], fit: ['A'] }, false],
    ['all of several', { all: [{ fit: ['B'] }, { fit: ['A', 'B'] }] }, true],
    ['any of several', { any: [{ fit: ['A'] }, { fit: ['B'] }] }, true],
    ['none of these', { any: [{ fit: ['A'] }, { fit: ['C'] }] }, false],
    ['the opposite', { not: { fit: ['A'] }, stage: ['customer'] }, true],
  ])('joins others: %s', (_, rule, expected) => {
    expect(isIn(rule, facts, at)).toBe(expected);
  });

  it.each<[string, SegmentRule]>([
    ['not bought within days', { lastPaid: { beforeDays: 1 } }],
    ['bought within days', { lastPaid: { withinDays: 3_650 } }],
  ])('about a moment that never was fits nobody: %s', (_, rule) => {
    const never = { ...facts, moments: { ...facts.moments, lastPaid: null } };

    expect(isIn(rule, never, at)).toBe(false);
    expect(nextFlipAt(rule, never, at)).toBeNull();
  });

  it('counts dates by the clocks of the company', () => {
    const lateInUtc = { ...facts, moments: { ...facts.moments, created: Date.parse('2026-11-01T17:30:00Z') } };

    expect(isIn({ created: { from: '2026-11-02', until: '2026-11-02' } }, lateInUtc, at)).toBe(true);
    expect(isIn({ created: { until: '2026-11-01' } }, { ...lateInUtc, timeZone: 'UTC' }, at)).toBe(true);
  });
});

describe('the facts of a lead', () => {
  const beside = { activeAt: undefined, bought: boughtNothing, timeZone: 'UTC', fields: new Map(), profile: null };

  it('hold nothing by which a person could be reached or called', () => {
    const lead = sampleLead({ fullName: 'Nguyễn Thị Hường', email: 'huong@gmail.com', nameKey: 'nguyen thi huong' });

    const text = JSON.stringify(factsOf(lead, beside));

    expect(text).not.toMatch(/huong|Hường|gmail|\+84|0912/i);
  });

  it.each([
    ['what was ticked alone', {}, ['contact']],
    ['what the mailbox confirmed, too', { confirmedAt: '2026-11-02T00:00:00.000Z' }, ['contact', 'newsletter']],
    ['what was confirmed and refused', { granted: false }, ['contact']],
  ])('count newsletters as agreed to by the word of the mailbox: %s', (_, more, consents) => {
    const grant = { granted: true, at: '2026-11-01T00:00:00.000Z', textVersion: '1', ...postRef('s1') };

    const facts = factsOf(sampleLead({ consent: { contact: grant, newsletter: { ...grant, ...more } } }), beside);

    expect(facts.consents).toEqual(consents);
  });

  it('count from the creation of the lead where nothing else is known', () => {
    const lead = sampleLead();

    const { moments } = factsOf(lead, beside);

    const created = Date.parse(lead.createdAt);
    expect(moments).toEqual({ created, active: created, stageSince: created, statusSince: created, lastPaid: null, lastOrdered: null });
  });

  it.each<[string, Parameters<typeof sampleLead>[0], string]>([
    ['a company that is named', { company: 'An Nhiên', email: null }, 'b2b'],
    ['an address of a company', { company: null, email: 'huong@annhien.example' }, 'b2b'],
    ['an address of a free provider', { company: null, email: 'huong@gmail.com' }, 'b2c'],
    ['a number alone', { company: null, email: null }, 'b2c'],
  ])('tell a business from a person by %s', (_, changes, kind) => {
    expect(factsOf(sampleLead({ companyId: null, ...changes }), beside).kind).toBe(kind);
  });
});
