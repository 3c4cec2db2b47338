import { describe, expect, it } from '@jest/globals';
import { ExperimentCount, type ExperimentGoal, keepStanding, readStandings, standingOf } from '../../../shared/experiments/index.ts';
import type { Fact } from '../../../shared/facts/index.ts';
import { factOf, factOrderOf } from '../../support/facts.ts';
import { memoryTable } from '../../support/memory-table.ts';

const dayMs = 86_400_000;
const arrivedAt = Date.parse('2026-11-02T02:00:00.000Z');
const sentAt = arrivedAt + dayMs;
const trialOf = (arm: 'a' | 'b', at = sentAt, experimentId = 'tieu-de') => ({ experimentId, arm, at });

function count(goal: ExperimentGoal, facts: readonly Partial<Fact>[]) {
  const counted = new ExperimentCount({ id: 'tieu-de', goal });
  for (const [place, fact] of facts.entries()) counted.take(factOf({ id: `L${place}`, arrivedAt, ...(fact as object) }));
  return counted.result();
}

describe('the count of an experiment', () => {
  it('takes in who came to the goal, or passed it, within fourteen days after the mail', () => {
    const stages = (...moved: [Fact['stages'][number]['stage'], number][]) => [
      { stage: 'lead' as const, at: arrivedAt },
      ...moved.map(([stage, at]) => ({ stage, at })),
    ];
    const { arms } = count('mql', [
      { trials: [trialOf('a')], stages: stages(['mql', sentAt + 1_000]) },
      { trials: [trialOf('a')], stages: stages(['sql', sentAt + 14 * dayMs]) },
      { trials: [trialOf('a')], stages: stages(['mql', sentAt + 14 * dayMs + 1_000]) },
      { trials: [trialOf('b')], stages: stages() },
      // At the goal already: the mail cannot have brought it there.
      { trials: [trialOf('b')], stages: stages(['mql', sentAt - 1_000], ['sql', sentAt + 1_000]) },
      // Of another experiment, or of none.
      { trials: [trialOf('b', sentAt, 'loi-chao')], stages: stages(['mql', sentAt + 1_000]) },
      { stages: stages(['mql', sentAt + 1_000]) },
    ]);
    expect(arms).toEqual({ a: { sent: 3, reached: 2 }, b: { sent: 1, reached: 0 } });
  });

  it('counts a person once, by the first mail, and one who got both not at all', () => {
    const stages = [{ stage: 'mql' as const, at: sentAt + dayMs }];
    const { arms } = count('mql', [
      { trials: [trialOf('b'), trialOf('b', sentAt + 2 * dayMs)], stages },
      { trials: [trialOf('a'), trialOf('b', sentAt + 2 * dayMs)], stages },
    ]);
    expect(arms).toEqual({ a: { sent: 0, reached: 0 }, b: { sent: 1, reached: 1 } });
  });

  it('takes orders that are paid, and posts, of whoever did so before as well', () => {
    const orders = [
      factOrderOf({ facts: [{ kind: 'paid', at: arrivedAt, amount: 1, currency: 'VND' }] }),
      factOrderOf({ facts: [{ kind: 'paid', at: sentAt + dayMs, amount: 1, currency: 'VND' }] }),
    ];
    expect(count('purchase', [{ trials: [trialOf('a')], orders }]).arms.a).toEqual({ sent: 1, reached: 1 });
    const enquiry = { channel: 'form', sourceId: 'contact', campaign: null };
    const enquiries: Fact['enquiries'] = [
      { ...enquiry, at: arrivedAt, kind: 'new' },
      { ...enquiry, at: sentAt + 1_000, kind: 'duplicate' },
    ];
    expect(count('enquiry', [{ trials: [trialOf('a')], enquiries }]).arms.a.reached).toBe(0);
    const again: Fact['enquiries'] = [...enquiries, { ...enquiry, at: sentAt + dayMs, kind: 'repeat' }];
    expect(count('enquiry', [{ trials: [trialOf('a')], enquiries: again }]).arms.a.reached).toBe(1);
  });

  it('is the same in whatever order facts are read', () => {
    const facts = Array.from({ length: 80 }, (_, place) => ({
      trials: [trialOf(place % 4 === 0 ? 'a' : 'b')],
      stages: [{ stage: 'mql' as const, at: sentAt + (place % 9) * 1_000 }],
    }));
    const numbered = facts.map((fact, place) => ({ ...fact, id: `L${place}` }));
    expect(count('mql', numbered.toReversed())).toEqual(count('mql', numbered));
    expect(count('mql', numbered).evidence.verdict).toBe('b');
  });
});

describe('how an experiment stands', () => {
  it('is counted anew each night until it is decided, and then stays', async () => {
    const table = memoryTable();
    const of = { id: 'tieu-de', goal: 'mql' as const };
    const at = new Date(sentAt);
    const decided = count(
      'mql',
      Array.from({ length: 60 }, () => ({ trials: [trialOf('b')], stages: [{ stage: 'mql' as const, at: sentAt }] })),
    );
    expect(await keepStanding(table, standingOf(of, count('mql', []), at))).toBe('kept');
    expect(await keepStanding(table, standingOf(of, decided, at))).toBe('kept');
    expect(await keepStanding(table, standingOf(of, count('mql', []), at))).toBe('decided');
    expect((await readStandings(table, ['tieu-de', 'khac'])).get('tieu-de')).toMatchObject({ verdict: 'b', b: { sent: 60, reached: 60 } });
  });
});
