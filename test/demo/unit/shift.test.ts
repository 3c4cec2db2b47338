import { describe, expect, it } from '@jest/globals';
import { daysFor, daysUntil, shiftDays, underItsMonth } from '../../../local/demo/shift.ts';

describe('shiftDays', () => {
  it.each([
    ['a moment', '"2026-11-27T01:30:00.000Z"', '"2026-12-07T01:30:00.000Z"'],
    ['a moment in a key', '"TIMELINE#2026-11-27T01:30:00.000Z#T1"', '"TIMELINE#2026-12-07T01:30:00.000Z#T1"'],
    ['a day', '["2026-02-25"]', '["2026-03-07"]'],
    ['seconds', '[1794945575]', '[1795809575]'],
    ['seconds beside others', '{"a":1794945575,"b":[1794945575,1794945575]}', '{"a":1795809575,"b":[1795809575,1795809575]}'],
    ['a fact', '{"f":"[1794945575,[],0]"}', '{"f":"[1795809575,[],0]"}'],
    ['a card', `"c${(1_794_945_575_123).toString(36)};rs;tc"`, `"c${(1_795_809_575_123).toString(36)};rs;tc"`],
  ])('moves %s', (_, json, moved) => {
    expect(shiftDays(json, 10)).toBe(moved);
  });

  it.each(['"+84909000123"', '"0901794945575"', '{"amount":3600000}', '"contact-2026-11"', '["1794945575"]'])('leaves %s alone', (json) => {
    expect(shiftDays(json, 10)).toBe(json);
  });
});

describe('daysUntil', () => {
  const endMs = Date.parse('2026-11-27T01:30:00Z');

  it.each([
    ['2026-11-27T01:30:00Z', 0],
    ['2026-11-28T01:29:59Z', 0],
    ['2026-11-28T01:30:00Z', 1],
    ['2026-11-27T01:29:00Z', -1],
  ])('ends a history before %s', (now, days) => {
    expect(daysUntil(endMs, Date.parse(now))).toBe(days);
  });
});

describe('daysFor', () => {
  it.each([
    [0, 6, 0, 0],
    [5, 6, 5, 0],
    [7, 6, 0, 7],
    [201, 6, 5, 196],
    [-1, 6, 6, -7],
    [201, 0, 0, 201],
    [13, 2, 2, 11],
  ])('goes on for %i days, of which %i were lived, by %i of these and a move of %i', (days, later, lived, moved) => {
    expect(daysFor(days, later)).toEqual({ lived, moved });
  });
});

describe('underItsMonth', () => {
  it('puts a decision under the month of its place', () => {
    const moved = underItsMonth({ gsi2pk: 'DECISIONS#south#2026-11', gsi2sk: '2026-12-07T01:30:00.000Z#D1' });

    expect(moved.gsi2pk).toBe('DECISIONS#south#2026-12');
  });

  it('puts a fact under the month in which its person arrived, by the clocks of the company', () => {
    const seconds = Date.parse('2026-11-30T17:30:00.000Z') / 1_000;

    expect(underItsMonth({ pk: 'FACTS#2026-11#03', f: `[${seconds},[],0]` }).pk).toBe('FACTS#2026-12#03');
  });

  it('leaves others where they are', () => {
    expect(underItsMonth({ gsi2pk: 'REGION#south#01', gsi2sk: '2026-12-07T01:30:00.000Z#L1' }).gsi2pk).toBe('REGION#south#01');
  });
});
