import fc from 'fast-check';
import { hoursMs } from '../../shared/platform/clock.ts';
import type { SegmentRule, Span } from '../../shared/segments/rule-config.ts';
import type { LeadFacts } from '../../shared/segments/rules-facts.ts';
import { anyEvidence } from './lead-world/any-lead.ts';

/** Moments lie on hours, and spans end after a few days: so all that time changes happens on one of a few hundred hours. */
export const firstHour = Date.parse('2026-11-01T00:00:00.000Z');
const moment = fc.nat({ max: 150 }).map((hour) => firstHour + hour * hoursMs);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const some = <Value>(...values: readonly Value[]) => fc.subarray([...values], { minLength: 1 });
const any = <Value>(...values: readonly Value[]) => fc.subarray([...values]);

const count = fc
  .tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }))
  .map(([one, other]) => ({ atLeast: Math.min(one, other), atMost: one + other }));
const day = fc.integer({ min: 1, max: 9 });
const date = day.map((number) => `2026-11-0${number}`);
const span: fc.Arbitrary<Span> = fc.oneof(
  day.map((withinDays) => ({ withinDays })),
  day.map((beforeDays) => ({ beforeDays })),
  fc.tuple(day, day).map(([one, more]) => ({ beforeDays: one, withinDays: one + more })),
  date.map((from) => ({ from })),
  fc.tuple(day, date).map(([withinDays, until]) => ({ withinDays, until })),
);
const levels = fc.dictionary(fc.constantFrom('need', 'budget'), some('unknown', 'no', 'yes'), { minKeys: 1 });

const conditions: readonly fc.Arbitrary<SegmentRule>[] = [
  some('north' as const, 'south' as const, 'unknown' as const).map((region) => ({ region })),
  some('01', '79').map((province) => ({ province })),
  fc.constantFrom('b2b' as const, 'b2c' as const).map((kind) => ({ kind })),
  some('contact', 'facebook').map((source) => ({ source })),
  some('tet').map((campaign) => ({ campaign })),
  some('ban-hang', 'kho').map((product) => ({ product })),
  some('vip').map((tag) => ({ tag })),
  some('now' as const, 'later' as const).map((readiness) => ({ profile: { readiness } })),
  some('registered' as const, 'came' as const, 'missed' as const).map((standing) => ({ registration: { 'hoi-thao': standing } })),
  some('ban-le').map((industry) => ({ fields: { industry: { in: industry } } })),
  fc.boolean().map((known) => ({ fields: { industry: { known } } })),
  fc.constantFrom('vi' as const, 'en' as const).map((locale) => ({ locale })),
  some('contact' as const, 'newsletter' as const).map((consent) => ({ consent })),
  some('lead' as const, 'customer' as const).map((stage) => ({ stage })),
  some('active' as const, 'retired' as const).map((status) => ({ status })),
  some('warm' as const, 'hot' as const).map((temperature) => ({ temperature })),
  some('A' as const, 'D' as const).map((fit) => ({ fit })),
  levels.map((qualification) => ({ qualification })),
  levels.map((confirmed) => ({ confirmed })),
  fc.boolean().map((quoteAsked) => ({ quoteAsked })),
  fc.boolean().map((leftCart) => ({ leftCart })),
  count.map((reached) => ({ reached })),
  count.map((openOpportunities) => ({ openOpportunities })),
  count.map((acceptedOpportunities) => ({ acceptedOpportunities })),
  count.map((wonOpportunities) => ({ wonOpportunities })),
  count.map((paidPurchases) => ({ paidPurchases })),
  fc.nat({ max: 3 }).map((atLeast) => ({ netPaid: { currency: 'VND', atLeast } })),
  some('kho').map((bought) => ({ bought })),
  span.map((created) => ({ created })),
  span.map((active) => ({ active })),
  span.map((stageSince) => ({ stageSince })),
  span.map((statusSince) => ({ statusSince })),
  span.map((lastPaid) => ({ lastPaid })),
  span.map((lastOrdered) => ({ lastOrdered })),
];

const { rule } = fc.letrec<{ rule: SegmentRule }>((tie) => {
  const several = fc.array(tie('rule'), { minLength: 1, maxLength: 3 });
  return {
    rule: fc.oneof(
      { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
      fc.oneof(...conditions),
      several.map((all) => ({ all })),
      several.map((alternatives) => ({ any: alternatives })),
      tie('rule').map((not) => ({ not })),
      fc.tuple(fc.oneof(...conditions), fc.oneof(...conditions), tie('rule')).map(([one, other, not]) => ({ ...one, ...other, not })),
    ),
  };
});

/** Any rule that may be published. */
export const anyRule: fc.Arbitrary<SegmentRule> = rule;

/** Anything that may be known of a lead. */
export const anyFacts: fc.Arbitrary<LeadFacts> = fc.record({
  region: fc.constantFrom('north', 'central', 'south', 'unknown'),
  province: maybe(fc.constantFrom('01', '79', '96')),
  kind: fc.constantFrom('b2b', 'b2c'),
  sources: any('contact', 'facebook', 'quote'),
  campaign: maybe(fc.constantFrom('tet', 'he')),
  profile: any('now', 'later').map((words) => new Map(words.length === 0 ? [] : [['readiness', words]])),
  products: any('ban-hang', 'kho', 'ke-toan'),
  tags: any('vip', 'cu'),
  fields: any('ban-le', 'an-uong').map((answers) => new Map(answers.length === 0 ? [] : [['industry', answers]])),
  locale: fc.constantFrom('vi', 'en'),
  consents: any('contact', 'newsletter', 'tracking'),
  stage: fc.constantFrom('lead', 'mql', 'customer'),
  status: fc.constantFrom('active', 'retired'),
  registrations: any('registered', 'waiting', 'came').map((words) => new Map(words.length === 0 ? [] : [['hoi-thao', words]])),
  evidence: anyEvidence(),
  moments: fc.record({
    created: moment,
    active: moment,
    stageSince: moment,
    statusSince: moment,
    lastPaid: maybe(moment),
    lastOrdered: maybe(moment),
  }),
  netPaid: fc.nat({ max: 4 }).map((net) => new Map([['VND', net]])),
  bought: any('kho', 'ke-toan'),
  leftCart: fc.boolean(),
  timeZone: fc.constantFrom('Asia/Ho_Chi_Minh', 'Europe/Berlin'),
});
