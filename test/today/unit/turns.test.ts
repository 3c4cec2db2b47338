import { describe, expect, it } from '@jest/globals';
import { RepId } from '../../../shared/platform/ids.ts';
import type { Turn } from '../../../shared/routing/index.ts';
import { shownTurns } from '../../../shared/today/rules-turns.ts';

const turn = (id: string, more: Partial<Turn> = {}): Turn => ({
  repId: RepId.parse(`rep-${id}`),
  owed: 0,
  credits: 0,
  rejected: null,
  until: null,
  place: 1,
  caps: {},
  ...more,
});
const seen = { mode: undefined, repId: 'rep-b', nameOf: (id: string) => id };

describe('the turns of a pool', () => {
  it('show whoever is next first, and those who are given nothing last', () => {
    const turns = [turn('a', { rejected: 'capDay', place: null }), turn('b', { place: 2 }), turn('c', { place: 1 })];

    const shown = shownTurns(turns, seen);

    expect(shown.map(({ name, standing, isMe }) => [name, standing, isMe])).toEqual([
      ['rep-c', 'next', false],
      ['rep-b', 'inTurn', true],
      ['rep-a', 'capDay', false],
    ]);
  });

  it('say of several who are equally near that each of them is one of these', () => {
    expect(shownTurns([turn('a'), turn('b')], seen).map(({ standing }) => standing)).toEqual(['amongNext', 'amongNext']);
  });

  it.each([
    ['leader', 'byLeader'],
    ['claim', 'firstCome'],
  ] as const)('are none where the mode is %s', (mode, standing) => {
    expect(shownTurns([turn('a', { place: null })], { ...seen, mode })[0]?.standing).toBe(standing);
  });

  it.each(['unknownRep', 'inactive', 'lacksSkill'] as const)('say nothing more of who is left out as %s', (rejected) => {
    expect(shownTurns([turn('a', { rejected, place: null })], seen)[0]?.standing).toBe('inactive');
  });
});
