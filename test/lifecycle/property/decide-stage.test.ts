import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideStage, type LeadEvidence, type LifecycleRules, Stage } from '../../../shared/leads/index.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { runs, seed } from '../../support/seeded.ts';

const temperatures = ['cold', 'warm', 'hot'] as const;
const fits = ['D', 'C', 'B', 'A'] as const;
const evidence = fc.record({ temperature: fc.constantFrom(...temperatures), fit: fc.constantFrom(...fits) });
const condition = fc.oneof(
  evidence,
  evidence.map(({ temperature }) => ({ temperature })),
  evidence.map(({ fit }) => ({ fit })),
);
const conditions = fc.array(condition, { maxLength: 3 });
const ruleSet = fc.record({ mql: conditions, sql: conditions });

type Step =
  | { readonly kind: 'evidence'; readonly evidence: LeadEvidence }
  | { readonly kind: 'rules'; readonly enter: LifecycleRules['enter'] };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: evidence.map((known) => ({ kind: 'evidence' as const, evidence: known })) },
  { weight: 1, arbitrary: ruleSet.map((enter) => ({ kind: 'rules' as const, enter })) },
);

/** Spelt anew, by places in a list: what the conditions say, not how the product asks them. */
const asked = (known: LeadEvidence, { temperature = 'cold', fit = 'D' }: Partial<LeadEvidence>) =>
  temperatures.indexOf(known.temperature) >= temperatures.indexOf(temperature) && fits.indexOf(known.fit) >= fits.indexOf(fit);

describe('any history of a lead', () => {
  it('goes up only, by what becomes known, to the highest stage that it brings; new rules alone move nobody', () => {
    fc.assert(
      fc.property(evidence, ruleSet, fc.array(step, { maxLength: 12 }), (first, enter, steps) => {
        let rules: LifecycleRules = { version: 1, enter, moves: [] };
        let lead = sampleLead({ evidence: first });
        for (const one of [{ kind: 'evidence' as const, evidence: first, isNew: true }, ...steps]) {
          if (one.kind === 'rules') {
            rules = { version: rules.version + 1, enter: one.enter, moves: [] };
            expect(decideStage(lead, { ...lead, company: 'Kestrel' }, rules)).toEqual([]);
            continue;
          }
          const isNew = 'isNew' in one;
          const before = lead.evidence;
          const after = { ...lead, evidence: one.evidence };
          const moves = decideStage(isNew ? null : lead, after, rules);
          const brought = (['mql', 'sql'] as const).filter((stage) =>
            (rules.enter[stage] ?? []).some((needs) => {
              const levels = needs as Partial<LeadEvidence>;
              return asked(one.evidence, levels) && (isNew || !asked(before, levels));
            }),
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
