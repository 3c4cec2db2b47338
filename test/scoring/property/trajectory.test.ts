import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Temperature } from '../../../shared/leads/index.ts';
import { fitOf } from '../../../shared/scoring/rules-fit.ts';
import { contributionsAt } from '../../../shared/scoring/rules-interest.ts';
import { rankOf, temperatureOf } from '../../../shared/scoring/rules-temperature.ts';
import { heldBy, judge, type PastLead } from '../../../shared/scoring/rules-trajectory.ts';
import type { ScoringRules } from '../../../shared/scoring/scoring-config.ts';
import { anyEvidence, anyPastLead, anyRules, defaultRules, historyEnd, inVietnam } from '../../support/scoring/past-leads.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const settings = (few: number, most: number) => ({ seed, numRuns: runs(few, most) });

/** The levels by the definition, as time goes: everything counted from the beginning at every quarter of a day and every second in which something happened. */
function levelsByDefinition(
  lead: PastLead,
  rules: ScoringRules,
  fitAt = (at: number) => fitOf(lead.attributesAt(at), rules.fit),
): { warmest: Temperature; last: Temperature } {
  const end = lead.conversion?.at ?? historyEnd;
  const seen = lead.evidence.filter(({ at }) => at < end);
  const moments = new Set<number>([lead.createdAt]);
  for (const { at } of seen) if (at > lead.createdAt) moments.add(at).add(at - 0.5);
  for (let at = lead.createdAt; at < end; at += 21_600) moments.add(at);
  moments.add(end - 0.5);
  let temperature: Temperature = 'cold';
  let warmest: Temperature = 'cold';
  let fit = fitAt(lead.createdAt);
  const told = new Set([lead.createdAt, ...seen.map(({ at }) => at)]);
  for (const at of [...moments].sort((one, other) => one - other)) {
    // What is known of somebody is looked at when something happens.
    if (told.has(at)) fit = fitAt(at);
    const lines = contributionsAt(
      seen.filter((one) => one.at <= at),
      at,
      rules,
    );
    const interest = lines.reduce((sum, { decayedTo }) => sum + decayedTo, 0);
    temperature = temperatureOf({ fit, interest }, temperature, rules.temperature);
    if (rankOf(temperature) > rankOf(warmest)) warmest = temperature;
  }
  return { warmest, last: temperature };
}

const isForeseen = (lead: PastLead) => lead.conversion?.at == null || lead.conversion.at > lead.createdAt;

describe('how warm a lead got', () => {
  it('is what folding over every moment says, though only moments of evidence are looked at', () => {
    const warmest = { cold: 0, warm: 0, hot: 0 };
    fc.assert(
      fc.property(anyPastLead.filter(isForeseen), anyRules, (lead, rules) => {
        const { peak } = judge(lead, rules, historyEnd);

        expect(peak.temperature).toBe(levelsByDefinition(lead, rules).warmest);
        warmest[peak.temperature] += 1;
      }),
      settings(80, 2_000),
    );
    report(`warmest moments: ${JSON.stringify(warmest)} (seed ${seed})`);
  });

  it('holds a lead where the levels have brought it, when evidence is taken back', () => {
    const held = { cold: 0, warm: 0, hot: 0 };
    fc.assert(
      fc.property(anyPastLead, fc.nat(60), anyRules, (past, days, rules) => {
        const end = past.createdAt + 1 + days * 86_400;
        const lead: PastLead = { ...past, conversion: { at: end, by: 'purchase', isCustomer: true } };
        const evidence = lead.evidence.filter(({ at }) => at < end);

        const level = heldBy(evidence, lead.createdAt, end - 0.5, rules);

        expect(level).toBe(levelsByDefinition(lead, rules, () => 100).last);
        held[level] += 1;
      }),
      settings(80, 2_000),
    );
    report(`levels that hold: ${JSON.stringify(held)} (seed ${seed})`);
  });

  it('does not hang on what the lead did, or was known by, at or after its conversion', () => {
    fc.assert(
      fc.property(
        anyPastLead,
        fc.integer({ min: 1, max: 39 }),
        fc.array(anyEvidence, { maxLength: 30 }),
        anyRules,
        (lead, days, more, rules) => {
          const at = lead.createdAt + days * 86_400;
          const converted: PastLead = { ...lead, conversion: { at, by: 'purchase', isCustomer: true } };
          const known = { title: 'Giám đốc', company: 'An Nhiên', phone: '+84912345678' };
          const attributesAt: PastLead['attributesAt'] = (asked) => (asked >= at ? known : lead.attributesAt(asked));
          const lateMoments = more.map((one, index) => ({ ...one, at: at + index * 3_600 }));

          const [without, with_] = [
            judge(converted, rules, historyEnd),
            judge({ ...converted, attributesAt, evidence: [...lead.evidence, ...lateMoments] }, rules, historyEnd),
          ];

          expect([with_.peak, with_.fired]).toEqual([without.peak, without.fired]);
          expect(with_.peak.at).toBeLessThan(at);
        },
      ),
      settings(150, 2_000),
    );
  });

  it('is the same for evidence in any order, and told twice', () => {
    fc.assert(
      fc.property(anyPastLead, fc.infiniteStream(fc.nat()), (lead, places) => {
        const twice = [...lead.evidence, ...lead.evidence];
        const shuffled = twice
          .map((one) => ({ one, place: places.next().value ?? 0 }))
          .sort((left, right) => left.place - right.place)
          .map(({ one }) => one);
        const told = ({ peak, now, fired }: ReturnType<typeof judge>) => [peak.temperature, peak.at, now.temperature, [...fired].sort()];

        const rules = inVietnam(defaultRules);
        expect(told(judge({ ...lead, evidence: shuffled }, rules, historyEnd))).toEqual(told(judge(lead, rules, historyEnd)));
      }),
      settings(100, 2_000),
    );
  });

  it('is never less by rules that ask for less', () => {
    fc.assert(
      fc.property(anyPastLead, anyRules, fc.double({ min: 0.1, max: 1, noNaN: true }), (lead, rules, share) => {
        const lowered = (level: ScoringRules['temperature']['hot']) => ({
          interest: { enter: level.interest.enter * share, leave: level.interest.leave * share },
          fit: { enter: level.fit.enter * share, leave: level.fit.leave * share },
        });
        const easier = { ...rules, temperature: { warm: lowered(rules.temperature.warm), hot: lowered(rules.temperature.hot) } };

        expect(rankOf(judge(lead, easier, historyEnd).peak.temperature)).toBeGreaterThanOrEqual(
          rankOf(judge(lead, rules, historyEnd).peak.temperature),
        );
      }),
      settings(150, 2_000),
    );
  });
});
