import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideStage, type LeadEvidence, type LifecycleRules, Stage } from '../../../shared/leads/index.ts';
import type { StageCondition } from '../../../shared/leads/rules-condition.ts';
import { anyEvidence } from '../../support/lead-world/any-lead.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { runs, seed } from '../../support/seeded.ts';

const temperatures = ['cold', 'warm', 'hot'] as const;
const fits = ['D', 'C', 'B', 'A'] as const;
const factors: readonly string[] = ['need', 'fit', 'budget', 'authority', 'timeline'];
const answers = fc.dictionary(fc.constantFrom(...factors), fc.constantFrom('partly', 'yes'), { minKeys: 1, maxKeys: 2 });
const atLeast = fc.integer({ min: 1, max: 3 });
const condition: fc.Arbitrary<StageCondition> = fc
  .record(
    {
      temperature: fc.constantFrom(...temperatures),
      fit: fc.constantFrom(...fits),
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
const conditions = fc.array(condition, { maxLength: 3 });
const named = ['mql', 'sql', 'sqo', 'customer', 'repeat'] as const;
const ruleSet = fc.record({ mql: conditions, sql: conditions, sqo: conditions, customer: conditions, repeat: conditions });

type Step =
  | { readonly kind: 'evidence'; readonly evidence: LeadEvidence }
  | { readonly kind: 'rules'; readonly enter: LifecycleRules['enter'] };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: anyEvidence().map((evidence) => ({ kind: 'evidence' as const, evidence })) },
  { weight: 1, arbitrary: ruleSet.map((enter) => ({ kind: 'rules' as const, enter })) },
);

/** Spelt anew, by places in a list: what the conditions say, not how the product asks them. */
function asked(known: LeadEvidence, { temperature = 'cold', fit = 'D', ...others }: StageCondition): boolean {
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

describe('any history of a lead', () => {
  it('goes up only, by what becomes known, to the highest stage that it brings; new rules alone move nobody', () => {
    fc.assert(
      fc.property(anyEvidence(), ruleSet, fc.array(step, { maxLength: 12 }), (first, enter, steps) => {
        let rules: LifecycleRules = { version: 1, enter, moves: [] };
        let lead = sampleLead({ evidence: first });
        for (const one of [{ kind: 'evidence' as const, evidence: first, isNew: true }, ...steps]) {
          if (one.kind === 'rules') {
            rules = { version: rules.version + 1, enter: one.enter, moves: [] };
            expect(decideStage(lead, { ...lead, company: 'Kestrel' }, rules, [])).toEqual([]);
            continue;
          }
          const isNew = 'isNew' in one;
          const before = lead.evidence;
          const after = { ...lead, evidence: one.evidence };
          const moves = decideStage(isNew ? null : lead, after, rules, []);
          const brought = named.filter((stage) =>
            (rules.enter[stage] ?? []).some((needs) => asked(one.evidence, needs) && (isNew || !asked(before, needs))),
          );
          const places = [lead.stage, ...brought].map((stage) => Stage.options.indexOf(stage));
          const reached = moves[0]?.to ?? lead.stage;
          expect(Stage.options.indexOf(reached)).toBe(Math.max(...places));
          expect(moves.length).toBe(reached === lead.stage ? 0 : 1);
          lead = { ...after, stage: reached };
        }
      }),
      { numRuns: runs(1_000, 100_000), seed },
    );
  });
});
