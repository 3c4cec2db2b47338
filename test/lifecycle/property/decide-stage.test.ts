import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideStage, type LeadEvidence, type LifecycleRules, Stage } from '../../../shared/leads/index.ts';
import { anyCondition, asked } from '../../support/any-life.ts';
import { anyEvidence } from '../../support/lead-world/any-lead.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { runs, seed } from '../../support/seeded.ts';

const conditions = fc.array(anyCondition, { maxLength: 3 });
const named = ['mql', 'sql', 'sqo', 'customer', 'repeat'] as const;
const ruleSet = fc.record({ mql: conditions, sql: conditions, sqo: conditions, customer: conditions, repeat: conditions });

type Step =
  | { readonly kind: 'evidence'; readonly evidence: LeadEvidence }
  | { readonly kind: 'rules'; readonly enter: LifecycleRules['enter'] };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: anyEvidence().map((evidence) => ({ kind: 'evidence' as const, evidence })) },
  { weight: 1, arbitrary: ruleSet.map((enter) => ({ kind: 'rules' as const, enter })) },
);

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
