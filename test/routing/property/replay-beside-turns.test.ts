import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultConfig } from '../../../config/index.ts';
import { CompanyConfig } from '../../../shared/company/company-config.ts';
import { DecisionId, PoolId } from '../../../shared/platform/ids.ts';
import { type Decision, decide, ledgerAfter, type PoolState, type RoutingRules, replay } from '../../../shared/routing/index.ts';
import { ledgerBooked, ledgerWithout } from '../../../shared/routing/rules-ledger.ts';
import { TerritoryConfig } from '../../../shared/routing/territory-config.ts';
import { size } from '../../support/proof.ts';
import { factsOfLead, poolOf, repsOf, ruleSet } from '../../support/routing.ts';

const repCount = 4;
const poolId = PoolId.parse('south');
const territories = ruleSet([TerritoryConfig.parse({ id: 'all', order: 1, poolId, when: {} })]);
const flags = fc.array(fc.boolean(), { minLength: repCount, maxLength: repCount });

/** What happens in a pool: leads, and all that its ledger counts apart from them. */
const happening = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ kind: 'lead' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('active' as const), are: flags }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('members' as const), are: flags }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('mode' as const), mode: fc.constantFrom('turn', 'claim', 'leader', 'leastLoaded') }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('declined' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('byHand' as const), rep: fc.nat(repCount - 1), credit: fc.constantFrom(1, -1) }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

/** Lives it, and keeps each decision with the rules by which it was made. */
function live(happenings: readonly Happening[]) {
  const whole = poolOf([1, 2, 3, 1], 'south');
  let pool = whole;
  let active = Array<boolean>(repCount).fill(true);
  let ledger: PoolState = { poolId, version: 0, members: {} };
  const decisions: Decision[] = [];
  const rulesOf = new Map<Decision, RoutingRules>();
  const company = ruleSet(defaultConfig.company.map((company) => CompanyConfig.parse(company)));
  for (const [step, one] of happenings.entries()) {
    if (one.kind === 'active') active = [...one.are];
    if (one.kind === 'members') pool = { ...pool, members: whole.members.filter((_, place) => one.are[place]) };
    if (one.kind === 'mode') pool = { ...pool, mode: one.mode };
    if (one.kind === 'byHand') ledger = ledgerBooked(ledger, { repId: `rep-${one.rep}`, credit: one.credit });
    if (one.kind === 'declined') {
      const given = decisions.filter(({ chosen }) => chosen !== null);
      const decision = given[one.which % Math.max(1, given.length)];
      if (decision?.chosen) ledger = ledgerWithout(ledger, decision.chosen, decision.credit);
    }
    if (one.kind !== 'lead') continue;
    const rules: RoutingRules = { territories, pools: ruleSet([pool]), reps: ruleSet([...repsOf(active).values()]), company };
    const at = new Date(Date.parse('2026-11-22T03:00:00.000Z') + step * 1_000);
    const decision = { decisionId: DecisionId.parse(`D${step}`), ...decide(factsOfLead(step), rules, new Map([[poolId, ledger]]), at) };
    decisions.push(decision);
    rulesOf.set(decision, rules);
    const { loads: _, ...after } = ledgerAfter(ledger, decision);
    ledger = after;
  }
  return { decisions, rulesOf };
}

const differences = (happenings: readonly Happening[]): number => {
  const { decisions, rulesOf } = live(happenings);
  const replayed = replay(decisions, (recorded) => rulesOf.get(recorded) as RoutingRules);
  return replayed.filter(({ recorded: { decisionId: _, ...recorded }, decisions: [instead] }) => !isDeepStrictEqual(instead, recorded))
    .length;
};

describe('a replay by the recorded rules', () => {
  it('gives no difference whatever the ledger counted beside the turns, and whoever came, went and was refused between', () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 60 }), (happenings) => expect(differences(happenings)).toBe(0)),
      { numRuns: size(300, 5_000) },
    );
  });

  it('knows of a credit that came back behind a lead that nobody could take', () => {
    const lead = { kind: 'lead' as const };
    const are = (isActive: boolean) => ({ kind: 'active' as const, are: Array<boolean>(repCount).fill(isActive) });
    const declined = { kind: 'declined' as const, which: 0 };

    expect(differences([lead, are(false), lead, are(true), declined, lead, lead, lead, lead, lead, lead])).toBe(0);
  });

  it('owes a rep who comes back to the pool what they were owed, once', () => {
    const lead = { kind: 'lead' as const };
    const members = (are: readonly boolean[]) => ({ kind: 'members' as const, are: [...are] });
    const all = [true, true, true, true];

    expect(
      differences([...Array(5).fill(lead), members([false, true, true, true]), lead, lead, members(all), ...Array(9).fill(lead)]),
    ).toBe(0);
  });
});
