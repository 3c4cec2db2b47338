import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Decision, type DraftDecision, type Replayed, type RoutingRules, replay, rerun } from '../../../shared/routing/index.ts';
import { size } from '../../support/proof.ts';
import { busyDays, floorEdits, floorRules, plainDays, RecordedFloor } from '../../support/recorded-floor.ts';
import { report, seed } from '../../support/seeded.ts';

const withoutId = ({ decisionId: _decisionId, ...decision }: Decision): DraftDecision => decision;
const answerOf = ({ territoryStood: _territoryStood, ...answer }: DraftDecision) => answer;
const isAnotherAnswer = ({ recorded, decisions }: Replayed) => !isDeepStrictEqual(decisions.map(answerOf), [answerOf(withoutId(recorded))]);

/** What each rep was given, and by which pool; and how many leads nobody was given. */
const loadsOf = (decisions: readonly DraftDecision[]) =>
  [...Map.groupBy(decisions, ({ chosen, poolId }) => (chosen === null ? 'nobody' : `${poolId} ${chosen}`))]
    .map(([rep, given]) => `${rep}: ${given.length}`)
    .sort();

type Days = ConstructorParameters<typeof RecordedFloor>[0];

/** The same days by the rules that stood and by a draft. What a rep is done with, they had in hand both times: else it would be another input. */
function onSameInput(events: Days, draft: RoutingRules): [Decision[], Decision[]] {
  const [one, other] = [new RecordedFloor(events), new RecordedFloor(events, draft)];
  const idle = new Set([...one.idle, ...other.idle]);
  if (idle.size === 0) return [one.decisions, other.decisions];
  return onSameInput(
    events.filter(([, event]) => !idle.has(event)),
    draft,
  );
}

describe('a replay of days with hours, leave, duty, caps, skills and somebody before the turn', () => {
  it('invariant 7: the recorded rules give no difference, and each decision can be made again from its record', () => {
    const wanted = size(1_500, 10_000);
    const reasons = new Map<string, number>();
    let count = 0;
    // As many days as it takes.
    for (let round = 0; count < wanted; round += 1) {
      const [events = []] = fc.sample(busyDays, { seed: seed + round, numRuns: 1 });
      const floor = new RecordedFloor(events);

      const replayed = replay(floor.decisions, (decision) => floor.rulesOf(decision));

      expect(replayed).toHaveLength(floor.decisions.length);
      expect(replayed.filter(isAnotherAnswer)).toEqual([]);
      for (const decision of floor.decisions) {
        expect(rerun(decision, floor.rulesOf(decision))).toEqual(withoutId(decision));
        for (const { rejected } of decision.candidates) reasons.set(String(rejected), (reasons.get(String(rejected)) ?? 0) + 1);
        reasons.set(decision.reason, (reasons.get(decision.reason) ?? 0) + 1);
      }
      count += replayed.length;
    }
    const played = [
      'outsideHours',
      'onLeave',
      'offDuty',
      'hadOffer',
      'capDay',
      'capOpen',
      'lacksSkill',
      'referral',
      'samePerson',
      'account',
    ];
    expect(played.filter((reason) => !reasons.has(reason))).toEqual([]);
    report(
      `decisions replayed: ${count}, differences 0, of them ${played.map((reason) => `${reason} ${reasons.get(reason)}`).join(', ')}; seed ${seed}`,
    );
  });

  it.each(Object.entries(floorEdits))('foretells what each rep gets when a draft is in force on the same days: %s', (_, edit) => {
    const draft = edit(floorRules);
    let decided = 0;
    let moved = 0;
    fc.assert(
      fc.property(plainDays, (events) => {
        const [recorded, live] = onSameInput(events, draft);

        const foretold = replay(recorded, () => draft).flatMap(({ decisions }) => decisions);

        expect(loadsOf(foretold)).toEqual(loadsOf(live));
        decided += live.length;
        const before = new Map(recorded.map(({ leadId, chosen }) => [leadId, chosen]));
        moved += live.filter(({ leadId, chosen }) => before.get(leadId) !== chosen).length;
      }),
      { numRuns: size(40, 300), seed },
    );
    expect(moved).toBeGreaterThan(0);
    report(`decisions foretold: ${decided}, to another rep than before: ${moved}, seed ${seed}`);
  });
});
