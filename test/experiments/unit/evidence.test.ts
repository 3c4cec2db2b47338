import { describe, expect, it } from '@jest/globals';
import type { Arm } from '../../../shared/experiments/index.ts';
import { mailFor } from '../../../shared/experiments/rules-arm.ts';
import { enoughEvidence, mostConversions, noEvidence, weigh } from '../../../shared/experiments/rules-evidence.ts';
import { randomFrom } from '../../support/random-numbers.ts';

const weighAll = (arms: Iterable<Arm>) => {
  let evidence = noEvidence;
  for (const arm of arms) evidence = weigh(evidence, arm);
  return evidence;
};

/** The logarithm of the beta function of whole numbers. */
function logBeta(one: number, other: number): number {
  const logFactorial = (n: number) => Array.from({ length: n }, (_, i) => Math.log(i + 1)).reduce((sum, log) => sum + log, 0);
  return logFactorial(one - 1) + logFactorial(other - 1) - logFactorial(one + other - 1);
}

describe('evidence of an experiment', () => {
  it('is the mixture over Beta(10, 10) against one half, in whatever order conversions came', () => {
    const next = randomFrom(7);
    for (let round = 0; round < 50; round += 1) {
      const arms = Array.from({ length: 1 + Math.floor(next() * 60) }, (): Arm => (next() < 0.5 ? 'a' : 'b'));
      const { a, b, eValue, verdict } = weighAll(arms);
      if (verdict !== 'running') continue;
      const whole = Math.exp(logBeta(10 + a, 10 + b) - logBeta(10, 10) + (a + b) * Math.LN2);
      expect(eValue / whole).toBeCloseTo(1, 9);
    }
  });

  it('decides for the mail that brought more, as soon as it is enough, and stays decided', () => {
    const onlyB = weighAll(Array<Arm>(40).fill('b'));
    expect(onlyB.verdict).toBe('b');
    expect(onlyB.eValue).toBeGreaterThanOrEqual(enoughEvidence);
    expect(onlyB.b).toBeLessThan(40);
    expect(weigh(onlyB, 'a')).toBe(onlyB);
  });

  it('ends without a difference at the cap', () => {
    const even = weighAll(Array.from({ length: mostConversions + 20 }, (_, place): Arm => (place % 2 === 0 ? 'a' : 'b')));
    expect(even).toMatchObject({ verdict: 'none', a: mostConversions / 2, b: mostConversions / 2 });
  });

  // Looked at after each conversion, which is what a marketer does who reloads the page.
  it('finds a winner in at most 5 % of ten thousand A/A experiments, and a true 60:40 in at least 90 %', () => {
    const next = randomFrom(20_261_129);
    const winners = (experiments: number, share: number) => {
      let found = 0;
      for (let one = 0; one < experiments; one += 1) {
        let evidence = noEvidence;
        while (evidence.verdict === 'running') evidence = weigh(evidence, next() < share ? 'a' : 'b');
        if (evidence.verdict === (share === 0.5 ? evidence.verdict : 'a') && evidence.verdict !== 'none') found += 1;
      }
      return found / experiments;
    };
    expect(winners(10_000, 0.5)).toBeLessThanOrEqual(0.05);
    expect(winners(2_000, 0.6)).toBeGreaterThanOrEqual(0.9);
  });
});

describe('the mail of an experiment', () => {
  const mail = { template: 'thu-a', experiment: { id: 'tieu-de', template: 'thu-b', goal: 'mql' as const } };
  const leads = Array.from({ length: 10_000 }, (_, place) => `lead-${place}`);

  it('goes to half of the leads each, the same for a lead each time, and by another toss in another experiment', () => {
    const armOf = (id: string) =>
      leads.map((lead) => mailFor({ ...mail, experiment: { ...mail.experiment, id } }, lead, 'running').trial?.arm);
    const [one, again, other] = [armOf('tieu-de'), armOf('tieu-de'), armOf('loi-chao')];
    expect(again).toEqual(one);
    const inB = one.filter((arm) => arm === 'b').length;
    expect(Math.abs(inB - 5_000)).toBeLessThan(200);
    const same = one.filter((arm, place) => arm === other[place]).length;
    expect(Math.abs(same - 5_000)).toBeLessThan(200);
  });

  it('is that which won once it is decided, and counts no more', () => {
    expect(mailFor(mail, 'lead-1', 'b')).toEqual({ template: 'thu-b' });
    expect(mailFor(mail, 'lead-1', 'a')).toEqual({ template: 'thu-a' });
    expect(mailFor(mail, 'lead-1', 'none')).toEqual({ template: 'thu-a' });
    expect(mailFor({ template: 'thu-a' }, 'lead-1', undefined)).toEqual({ template: 'thu-a' });
    expect(mailFor(mail, 'lead-1', undefined).trial).toBeDefined();
  });
});
