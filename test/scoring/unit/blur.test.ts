import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Backtest } from '../../../api/scoring/backtest-view.ts';
import { backtest, blur } from '../../../shared/scoring/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { letHappen, pastPeople } from '../../support/scoring/past-people.ts';

const until = new Date('2026-11-22T00:00:00.000Z');
let answer: Backtest;

beforeAll(async () => {
  const world = createWorld();
  await letHappen(pastPeople(11, 60, until), world.parts, until);
  world.project();
  const span = { from: null, to: null, before: null };
  const parts = { ...world.parts, table: world.table, config: world.config, clock: () => until };
  answer = await backtest({ draft: null, span, limit: 1_000, maxChanges: 0, budgetMs: 60_000 }, parts);
});

/** Every figure of so many leads in an answer. */
function countsIn(value: unknown, name = ''): number[] {
  if (typeof value === 'number')
    return /^(?:leads|of|hits|judged|sql|customers|by\w+|cold|warm|hot|more|alsoInForce)$/.test(name) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => countsIn(inner, key));
}

describe('what is told of a back-test without contact details', () => {
  it('is told in tens, so that neither two drafts nor two cells can be taken from each other down to one lead', () => {
    const { leads, judged: _judged, ...rest } = blur(answer);

    const told = countsIn(rest);

    expect(leads).toBe(60);
    expect(told.length).toBeGreaterThan(10);
    expect(told.filter((count) => count % 10 !== 0)).toEqual([]);
    expect(countsIn(answer).some((count) => count >= 10 && count % 10 !== 0)).toBe(true);
  });

  it('has no cell under ten leads, and none that leaves under ten', () => {
    const { draft, judged } = blur(answer);

    const told = [...draft.bands, ...draft.scores].map(({ leads }) => leads).filter((leads) => leads !== null);
    const [exact, shown] = [answer.draft, draft].map(({ bands, scores }) => [...bands, ...scores].map(({ leads }) => leads));

    expect(judged).not.toBeNull();
    expect(told.length).toBeGreaterThan(0);
    const small = exact?.flatMap((leads, index) => (leads !== null && (leads < 10 || answer.judged - leads < 10) ? [shown?.[index]] : []));
    expect(small?.length).toBeGreaterThan(0);
    expect(new Set(small)).toEqual(new Set([null]));
  });
});
