import fc from 'fast-check';
import {
  type EvidencePart,
  type LeadEvidence,
  type LeadStatus,
  type LifecycleRules,
  Stage,
  type StatusReason,
} from '../../shared/leads/index.ts';
import type { StageCondition } from '../../shared/leads/rules-condition.ts';
import { anyEvidence } from './lead-world/any-lead.ts';

const temperatures = ['cold', 'warm', 'hot'] as const;
/** The lowest levels are everybody's, so that no condition may ask for them. */
const askedFor = {
  temperature: fc.constantFrom('warm' as const, 'hot' as const),
  fit: fc.constantFrom('C' as const, 'B' as const, 'A' as const),
};
const fits = ['D', 'C', 'B', 'A'] as const;
const factors: readonly string[] = ['need', 'fit', 'budget', 'authority', 'timeline'];
const answers = fc.dictionary(fc.constantFrom(...factors), fc.constantFrom('partly', 'yes'), { minKeys: 1, maxKeys: 2 });
const atLeast = fc.integer({ min: 1, max: 3 });
const paid = atLeast.map((paidPurchases) => ({ paidPurchases }));
const accepted = atLeast.map((acceptedOpportunities) => ({ acceptedOpportunities }));

/** A condition that names one or two things. */
export const anyCondition: fc.Arbitrary<StageCondition> = fc
  .record(
    {
      ...askedFor,
      qualification: answers,
      confirmed: answers,
      quoteAsked: fc.constant(true),
      reached: atLeast,
      acceptedOpportunities: atLeast,
      paidPurchases: atLeast,
    },
    { requiredKeys: [] },
  )
  .chain((whole) => {
    const fields = Object.entries(whole);
    return fc.subarray(fields, { minLength: Math.min(1, fields.length), maxLength: Math.min(2, fields.length) });
  })
  .filter((named) => named.length > 0)
  .map(Object.fromEntries);

/** Spelt anew, by places in a list: what the conditions say, not how the product asks them. */
export function asked(known: LeadEvidence, { temperature = 'cold', fit = 'D', ...others }: StageCondition): boolean {
  const letterOf = (factor: string) => known.qualification[factors.indexOf(factor)] ?? '';
  const enough = (level: string | undefined) => (level === 'yes' ? 'yY' : 'pyPY');
  return (
    temperatures.indexOf(known.temperature) >= temperatures.indexOf(temperature) &&
    fits.indexOf(known.fit) >= fits.indexOf(fit) &&
    Object.entries(others.qualification ?? {}).every(([factor, level]) => enough(level).includes(letterOf(factor))) &&
    Object.entries(others.confirmed ?? {}).every(([factor, level]) => enough(level).toUpperCase().includes(letterOf(factor))) &&
    (known.quoteAsked || others.quoteAsked === undefined) &&
    known.reached >= (others.reached ?? 0) &&
    known.opportunities.accepted >= (others.acceptedOpportunities ?? 0) &&
    known.purchases.paid >= (others.paidPurchases ?? 0)
  );
}

const chosen = ['lead', 'mql', 'sql'] as const;
const some = (condition: fc.Arbitrary<StageCondition>) => fc.array(condition, { maxLength: 2 });

/** Rules as a company may publish them: from SQO on stages rest on facts. */
const anyRules: fc.Arbitrary<Pick<LifecycleRules, 'enter' | 'moves'>> = fc.record({
  enter: fc.record({
    mql: some(anyCondition),
    sql: some(anyCondition),
    sqo: some(fc.oneof(accepted, paid)),
    customer: some(paid),
    repeat: some(paid),
  }),
  moves: fc.subarray(
    chosen.flatMap((from) => chosen.flatMap((to) => (from === to ? [] : [{ from, to }]))),
    { minLength: 2 },
  ),
});

/** What happens to a lead, one after another. */
export type Happening =
  | { readonly kind: 'learnt'; readonly evidence: LeadEvidence }
  | { readonly kind: 'takenBack'; readonly parts: readonly EvidencePart[]; readonly left: LeadEvidence }
  | { readonly kind: 'said'; readonly to: Stage }
  | { readonly kind: 'published'; readonly rules: Pick<LifecycleRules, 'enter' | 'moves'> }
  | { readonly kind: 'recounted' }
  | { readonly kind: 'set'; readonly to: LeadStatus; readonly reason: StatusReason }
  | { readonly kind: 'returned'; readonly by: 'post' | 'heat' | 'act' | 'purchase' };

const parts = ['temperature', 'qualification', 'quoteAsked', 'reached', 'opportunities', 'purchases'] as const;
const reasons = ['spam', 'wrongNumber', 'refusedContact', 'notNow', 'silent', 'mistake', 'other'] as const;
const of = <Kind extends string, Value>(kind: Kind, value: fc.Arbitrary<Value>) => value.map((one) => ({ kind, ...one }));
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 5, arbitrary: of('learnt', fc.record({ evidence: anyEvidence() })) },
  {
    weight: 3,
    arbitrary: of('takenBack', fc.record({ parts: fc.subarray([...parts], { minLength: 1, maxLength: 2 }), left: anyEvidence() })),
  },
  { weight: 3, arbitrary: of('said', fc.record({ to: fc.constantFrom(...Stage.options) })) },
  { weight: 1, arbitrary: of('published', fc.record({ rules: anyRules })) },
  { weight: 2, arbitrary: fc.constant({ kind: 'recounted' as const }) },
  {
    weight: 2,
    arbitrary: of(
      'set',
      fc.record({ to: fc.constantFrom('active', 'disqualified', 'recycled', 'retired'), reason: fc.constantFrom(...reasons) }),
    ),
  },
  { weight: 1, arbitrary: of('returned', fc.record({ by: fc.constantFrom('post', 'heat', 'act', 'purchase') })) },
);

/** Any life of a lead, from the rules that are in force when it is made. */
export const anyLife = fc.record({ rules: anyRules, happenings: fc.array(happening, { minLength: 1, maxLength: 14 }) });
