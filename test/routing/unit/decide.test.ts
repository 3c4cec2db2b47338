import { describe, expect, it } from '@jest/globals';
import { DecisionId, PoolId, RepId, TerritoryId } from '../../../shared/platform/ids.ts';
import { decide, dryRun, rerun } from '../../../shared/routing/index.ts';
import { TerritoryConfig } from '../../../shared/routing/territory-config.ts';
import { factsOfLead, poolOf, repsOf, ruleSet } from '../../support/routing.ts';

const at = new Date('2026-11-22T03:00:00.000Z');
const rep = RepId.parse('rep-0');
const territory = (id: string, order: number, when: object) => TerritoryConfig.parse({ id, order, poolId: id, when });
const rules = {
  territories: ruleSet(
    [territory('south', 10, { macroRegions: ['south'] }), territory('north', 20, { macroRegions: ['north'] }), territory('rest', 90, {})],
    4,
  ),
  pools: ruleSet([poolOf([1], 'south'), { ...poolOf([1], 'north'), members: [] }, poolOf([1, 1], 'rest')], 5),
  reps: ruleSet([...repsOf([true, true]).values()], 6),
};
const south = factsOfLead(1);
const north = { ...south, attributes: { ...south.attributes, provinceCodes: ['01'], macroRegions: ['north' as const] } };
const stood = (territoriesVersion: number) => ({
  territoryId: TerritoryId.parse('south'),
  poolId: PoolId.parse('south'),
  matchedBy: ['macroRegion' as const],
  territoriesVersion,
});

describe('a decision', () => {
  it('goes from the territory over its pool to a rep, and names the versions of all rules', () => {
    expect(decide(south, rules, new Map(), at)).toMatchObject({
      leadId: south.leadId,
      subject: 'lead',
      cause: 'created',
      territory: { territoryId: 'south', poolId: 'south', matchedBy: ['macroRegion'] },
      versions: { territories: 4, pools: 5, reps: 6 },
      poolId: 'south',
      strategy: 'weighted',
      chosen: 'rep-0',
      reason: 'onlyCandidate',
    });
  });

  it.each([
    ['is not called standing when it would be chosen again', south, 4, { territoryStood: false, chosen: 'rep-0' }],
    ['stays when the lead told of another province since', north, 4, { territoryStood: true, poolId: 'south', chosen: 'rep-0' }],
    ['stays when the territories were published anew', south, 3, { territoryStood: true, poolId: 'south', chosen: 'rep-0' }],
  ])('keeps a territory that stands, which %s', (_, facts, version, expected) => {
    const decision = decide({ ...facts, standing: stood(version) }, rules, new Map(), at);

    expect(decision).toMatchObject({ ...expected, versions: { territories: version } });
    const ofThen = { ...rules, territories: { ...rules.territories, version } };
    expect(rerun({ decisionId: DecisionId.parse('D1'), ...decision }, ofThen)).toEqual(decision);
  });

  it('is refused by a pool that is gone or has nobody, and made by the pool that it is handed to', () => {
    const reps = ruleSet([...repsOf([false, true]).values()]);

    expect(decide(north, rules, new Map(), at)).toMatchObject({ poolId: 'north', chosen: null, reason: 'noCandidate' });
    expect(decide({ ...south, handedTo: PoolId.parse('gone') }, rules, new Map(), at)).toMatchObject({
      chosen: null,
      reason: 'poolUnknown',
    });
    expect(decide({ ...south, handedTo: PoolId.parse('rest') }, { ...rules, reps }, new Map(), at)).toMatchObject({
      territory: { territoryId: 'south' },
      poolId: 'rest',
      candidates: [{ repId: rep, rejected: 'inactive' }, { rejected: null }],
      chosen: 'rep-1',
    });
  });
});

describe('a dry run', () => {
  it.each([
    ['ends with the pool that can take the lead', south, [['south', 'rep-0']]],
    [
      'goes on to the fallback pool when nobody can',
      north,
      [
        ['north', null],
        ['rest', expect.any(String)],
      ],
    ],
  ])('%s', (_, facts, path) => {
    const decisions = dryRun(facts, rules, new Map(), at);

    expect(decisions.map(({ poolId, chosen }) => [poolId, chosen])).toEqual(path);
    expect(decisions.map(({ cause }) => cause)).toEqual(['created', 'fallback'].slice(0, path.length));
  });

  it('ends where the fallback pool has nobody either', () => {
    const nobody = { ...rules, reps: ruleSet([...repsOf([false, false]).values()]) };

    expect(dryRun(south, nobody, new Map(), at).map(({ poolId, chosen }) => [poolId, chosen])).toEqual([
      ['south', null],
      ['rest', null],
    ]);
  });
});
