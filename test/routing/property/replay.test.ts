import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Decision, type DraftDecision, type Replayed, replay } from '../../../shared/routing/index.ts';
import { busyMonths, edited, firstRules, quietMonths, RecordedMonth } from '../../support/recorded-month.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const withoutId = ({ decisionId: _decisionId, ...decision }: Decision): DraftDecision => decision;
/** Without what says how the territory came about: one that stood while newer rules were in force is chosen again by its own. */
const answerOf = ({ territoryStood: _territoryStood, ...answer }: DraftDecision) => answer;
const isAnotherAnswer = ({ recorded, decisions }: Replayed) => !isDeepStrictEqual(decisions.map(answerOf), [answerOf(withoutId(recorded))]);

const hasAnotherRep = ({ recorded, decisions }: Replayed) => decisions.at(-1)?.chosen !== recorded.chosen;

describe('a replay by the recorded rules', () => {
  it('invariant 7: gives the recorded answers, in whatever order the decisions come', () => {
    let count = 0;
    fc.assert(
      fc.property(busyMonths, fc.infiniteStream(fc.nat()), (happenings, order) => {
        const month = new RecordedMonth(happenings);
        const shuffled = month.decisions
          .map((decision) => ({ decision, place: order.next().value }))
          .sort((one, other) => one.place - other.place);

        const replayed = replay(
          shuffled.map(({ decision }) => decision),
          (decision) => month.rulesOf(decision),
        );

        count += replayed.length;
        expect(replayed).toHaveLength(month.decisions.length);
        expect(replayed.filter(isAnotherAnswer)).toEqual([]);
      }),
      { numRuns: runs(150, 5_000), seed },
    );
    report(`decisions replayed: ${count}, seed ${seed}`);
  });

  it('gives the recorded answers where some leads, or the beginning, are missing', () => {
    fc.assert(
      fc.property(busyMonths, fc.integer({ min: 2, max: 5 }), fc.nat(20), (happenings, each, first) => {
        const month = new RecordedMonth(happenings);
        const left = month.decisions.filter(({ leadId }, index) => index >= first && Number(leadId.slice(1)) % each !== 0);

        const replayed = replay(left, (decision) => month.rulesOf(decision));

        expect(replayed.filter(isAnotherAnswer)).toEqual([]);
      }),
      { numRuns: runs(150, 5_000), seed },
    );
  });
});

/** Decisions of pools that a draft says nothing of, and that no lead leaves or joins by it. */
function ofOtherPools(replayed: readonly Replayed[], named: (decision: DraftDecision) => boolean): Replayed[] {
  const touched = new Set<string>();
  for (const { recorded, decisions } of replayed) {
    const pools = [recorded, ...decisions].map(({ poolId }) => poolId);
    const isMoved = decisions.length !== 1 || pools[0] !== pools[1];
    if (isMoved || named(recorded)) for (const poolId of pools) touched.add(poolId);
  }
  return replayed.filter(({ recorded }) => !touched.has(recorded.poolId));
}

interface Draft {
  readonly edit: Parameters<typeof edited>[1];
  /** Whether a decision has to do with what the draft changes. */
  readonly names: (decision: DraftDecision) => boolean;
}

const drafts: readonly (readonly [string, Draft])[] = [
  [
    'moves who names the product of a changed territory, and nobody else',
    { edit: { kind: 'territory', from: 0, pool: 2 }, names: ({ attributes }) => attributes.products.includes('kho') },
  ],
  [
    'changes the choices of a pool with other weights, and of no other',
    { edit: { kind: 'weights', pool: 1, weights: [1, 5] }, names: ({ poolId }) => poolId === 'south' },
  ],
  [
    'changes the choices of the pools that a rep on leave is in, and of no other',
    { edit: { kind: 'rep', rep: 3, active: false }, names: ({ poolId }) => poolId === 'rest' },
  ],
];

const loadsOf = (decisions: readonly DraftDecision[]) =>
  Object.fromEntries(
    [...Map.groupBy(decisions, ({ chosen }) => chosen ?? 'waits')].map(([rep, given]) => [rep, given.length] as const).sort(),
  );

describe('a replay by a draft', () => {
  it.each(drafts)('foretells what happens when it is in force on the same input: %s', (_, { edit }) => {
    const rules = edited(firstRules, edit);
    let decided = 0;
    fc.assert(
      fc.property(quietMonths, (happenings) => {
        const recorded = new RecordedMonth(happenings, { isPunctual: true });
        const live = new RecordedMonth(happenings, { rules, isPunctual: true });

        const foretold = replay(recorded.decisions, () => rules).flatMap(({ decisions }) => decisions);

        decided += foretold.length;
        expect(loadsOf(foretold)).toEqual(loadsOf(live.decisions));
        expect(foretold.map(({ leadId, chosen }) => `${leadId} ${chosen}`)).toEqual(
          live.decisions.map(({ leadId, chosen }) => `${leadId} ${chosen}`),
        );
      }),
      { numRuns: runs(100, 5_000), seed },
    );
    report(`decisions foretold: ${decided}, seed ${seed}`);
  });

  it.each(drafts)('%s', (_, { edit, names }) => {
    const rules = edited(firstRules, edit);
    let changes = 0;
    fc.assert(
      fc.property(quietMonths, (happenings) => {
        const replayed = replay(new RecordedMonth(happenings).decisions, () => rules);

        expect(ofOtherPools(replayed, names).filter(hasAnotherRep)).toEqual([]);
        const moved = replayed.filter(({ recorded, decisions }) => decisions[0]?.territory.poolId !== recorded.territory.poolId);
        expect(moved.filter(({ recorded }) => edit.kind !== 'territory' || !names(recorded))).toEqual([]);
        changes += replayed.filter(hasAnotherRep).length;
      }),
      { numRuns: runs(100, 2_000), seed },
    );
    expect(changes).toBeGreaterThan(0);
  });
});
