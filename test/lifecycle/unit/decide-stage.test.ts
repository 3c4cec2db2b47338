import { describe, expect, it } from '@jest/globals';
import {
  decideStage,
  type LeadEvidence,
  type LifecycleRules,
  noEvidence,
  noLifecycleRules,
  type Stage,
} from '../../../shared/leads/index.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';

const rules: LifecycleRules = {
  ...noLifecycleRules,
  version: 3,
  enter: { mql: [{ temperature: 'hot' }, { temperature: 'warm', fit: 'B' }], sql: [{ temperature: 'hot', fit: 'A' }] },
};
type Known = Partial<LeadEvidence>;
const cold: Known = { temperature: 'cold', fit: 'D' };
const leadAt = (stage: Stage, known: Known) => sampleLead({ stage, evidence: { ...noEvidence, ...known } });

/** Where a lead is when what is known of it changes. */
function moved(stage: Stage, before: Known | null, after: Known, by = rules): Stage {
  const [move] = decideStage(before && leadAt(stage, before), leadAt(stage, after), by, []);
  return move?.to ?? stage;
}

describe('the stage that evidence brings a lead to', () => {
  it.each<[string, Stage, Known | null, Known, Stage]>([
    ['a new lead that shows nothing stays', 'lead', null, cold, 'lead'],
    ['a new lead may be qualified at once', 'lead', null, { temperature: 'warm', fit: 'B' }, 'mql'],
    ['a better level than asked for is enough', 'lead', cold, { temperature: 'warm', fit: 'A' }, 'mql'],
    ['one level of two is not', 'lead', cold, { temperature: 'warm', fit: 'C' }, 'lead'],
    ['the highest stage of all is taken at once', 'lead', cold, { temperature: 'hot', fit: 'A' }, 'sql'],
    ['the next stage follows from the one that stands', 'mql', { temperature: 'warm', fit: 'A' }, { temperature: 'hot', fit: 'A' }, 'sql'],
    ['a lead that cools stays', 'mql', { temperature: 'hot', fit: 'B' }, cold, 'mql'],
    ['nobody falls from a stage that no rule names', 'customer', cold, { temperature: 'hot', fit: 'A' }, 'customer'],
    ['what was so before brings nobody back', 'lead', { temperature: 'hot', fit: 'C' }, { temperature: 'hot', fit: 'D' }, 'lead'],
    [
      'what becomes so does, also after a colleague decided',
      'lead',
      { temperature: 'warm', fit: 'C' },
      { temperature: 'hot', fit: 'C' },
      'mql',
    ],
  ])('%s', (_name, stage, before, after, expected) => {
    expect(moved(stage, before, after)).toBe(expected);
  });

  it('is none that new rules would bring, as long as nothing else becomes known', () => {
    const known: Known = { temperature: 'hot', fit: 'A' };

    expect(moved('lead', known, known)).toBe('lead');
  });

  it('is none without rules', () => {
    expect(moved('lead', null, { temperature: 'hot', fit: 'A' }, noLifecycleRules)).toBe('lead');
  });
});
