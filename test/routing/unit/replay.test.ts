import { describe, expect, it } from '@jest/globals';
import { DecisionId, LeadId, PoolId, SubjectId } from '../../../shared/platform/ids.ts';
import { type Decision, decide, type RoutingFacts, type RoutingRules, replay } from '../../../shared/routing/index.ts';
import { TerritoryConfig } from '../../../shared/routing/territory-config.ts';
import { factsOfLead, poolOf, repsOf, ruleSet } from '../../support/routing.ts';

const territory = (id: string, order: number, when: object) => TerritoryConfig.parse({ id, order, poolId: id, when });
/** The south has nobody who is at work; the rest has. */
const rules: RoutingRules = {
  territories: ruleSet([territory('south', 10, { macroRegions: ['south'] }), territory('rest', 90, {})]),
  pools: ruleSet([poolOf([1], 'south'), { ...poolOf([1, 1], 'rest'), members: poolOf([1, 1]).members.slice(1) }]),
  reps: ruleSet([...repsOf([false, true]).values()]),
};
const everybody = { ...rules, reps: ruleSet([...repsOf([true, true]).values()], 0) };
const rest = PoolId.parse('rest');

let made = 0;
function recorded(facts: Partial<RoutingFacts>, by: RoutingRules = rules): Decision {
  made += 1;
  const at = new Date(Date.parse('2026-11-22T03:00:00.000Z') + made * 1_000);
  return { decisionId: DecisionId.parse(`D${made}`), ...decide({ ...factsOfLead(1), ...facts }, by, new Map(), at) };
}
const answers = (decisions: readonly Decision[], by: RoutingRules) =>
  replay(decisions, () => by).map((one) => one.decisions.map(({ poolId, chosen }) => `${poolId} ${chosen}`));

describe('a replay', () => {
  it('leaves a hand-over out when the first pool can take the lead now', () => {
    const handedOver = [recorded({}), recorded({ handedTo: rest, cause: 'fallback' })];

    expect(answers(handedOver, rules)).toEqual([['south null'], ['rest rep-1']]);
    expect(answers(handedOver, everybody)).toEqual([['south rep-0'], []]);
  });

  it('hands a lead over at once that its pool cannot take any more', () => {
    expect(answers([recorded({}, everybody)], rules)).toEqual([['south null', 'rest rep-1']]);
  });

  it('asks again for a lead that was taken back from its owner', () => {
    expect(answers([recorded({}, everybody), recorded({}, everybody)], everybody)).toEqual([['south rep-0'], ['south rep-0']]);
  });

  it('tells the subjects of one lead apart', () => {
    const opportunity = SubjectId.parse('O1');

    expect(answers([recorded({}, everybody), recorded({ subject: opportunity })], everybody)).toEqual([['south rep-0'], ['south rep-0']]);
  });

  it('judges by other territories what stood, and hands over to their fallback pool', () => {
    const stood = { territoryId: territory('rest', 90, {}).id, poolId: rest, matchedBy: ['fallback' as const], territoriesVersion: 1 };
    const draft = { ...everybody, territories: ruleSet([{ ...territory('all', 1, {}), poolId: PoolId.parse('south') }], 0) };

    expect(answers([recorded({ standing: stood })], rules)).toEqual([['rest rep-1']]);
    expect(answers([recorded({ standing: stood })], draft)).toEqual([['south rep-0']]);
    expect(answers([recorded({ handedTo: rest, cause: 'fallback' })], draft)).toEqual([['south rep-0']]);
  });

  it('leaves a lead to marketing until a later decision finds it at the level of the draft', () => {
    const at = (temperature: 'cold' | 'hot') => ({
      attributes: { ...factsOfLead(1).attributes, temperatures: [temperature], stages: ['lead' as const] },
    });
    const level = [{ temperature: 'hot' as const }];
    const draft = {
      ...everybody,
      pools: ruleSet(
        [...rules.pools.documents.values()].map((pool) => ({ ...pool, handOver: level })),
        0,
      ),
    };
    const one = [recorded(at('cold')), recorded({ ...at('cold'), cause: 'recalled' }), recorded({ ...at('hot'), cause: 'recalled' })];
    const before = [recorded({ ...at('cold'), leadId: LeadId.parse('L2'), cause: 'recalled' })];

    const replayed = replay([...one, ...before], () => draft);

    expect(replayed.map(({ readiness }) => readiness?.isReady)).toEqual([false, false, true, undefined]);
    expect(replayed.map(({ decisions }) => decisions.length > 0)).toEqual([false, false, true, true]);
  });
});
