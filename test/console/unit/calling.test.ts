import { describe, expect, it } from '@jest/globals';
import type { CallOutcomeView } from '../../../api/calls/list-outcomes.ts';
import {
  countedOutcomes,
  followingOf,
  isShown,
  outcomesInSight,
  packCall,
  takesCallback,
  telOf,
  unpackCall,
} from '../../../web/src/console/outcome/calling.ts';

const callee = { leadId: 'L1', subject: 'lead', name: 'Nguyễn Thị Hường', phone: '+84 912 345 678', isOffered: false };

describe('a number', () => {
  it.each([
    [{ phone: '+84 912 345 678', isOffered: false }, true],
    [{ phone: '+84 912 345 678', isOffered: true }, false],
    [{ phone: '+84 9•• ••• 678', isOffered: false }, false],
    [{ phone: null, isOffered: false }, false],
  ])('of %j can be called as it stands: %s', (shown, isSo) => {
    expect(isShown(shown)).toBe(isSo);
  });

  it('is written as tel: takes it', () => {
    expect(telOf('+84 (912) 345.678')).toBe('tel:+84912345678');
    expect(telOf('javascript:alert(1)')).toBe('tel:1');
  });
});

describe('a call that was begun', () => {
  it('is known again when the page comes back, without the number', () => {
    const text = packCall({ callee, atMs: 1_000 });
    expect(text).not.toContain('912');
    expect(unpackCall(text, 5_000)).toEqual({ callee: { ...callee, phone: null }, atMs: 1_000 });
  });

  it('is read by a clock that is put right in between, and was not begun in its future', () => {
    expect(unpackCall(packCall({ callee, atMs: 9_000 }), 5_000)?.atMs).toBe(5_000);
  });

  it.each([
    ['nothing', null, 5_000],
    ['no JSON', '{', 5_000],
    ['something else', '{"callee":{}}', 5_000],
    ['too long ago', packCall({ callee, atMs: 1_000 }), 3 * 3_600_000],
    ['of a clock that was put back', packCall({ callee, atMs: 900_000 }), 5_000],
  ])('is none where there is %s', (_, text, nowMs) => {
    expect(unpackCall(text, nowMs)).toBeNull();
  });
});

describe('outcomes', () => {
  const outcomes = Array.from({ length: 11 }, (_, index): CallOutcomeView => {
    const id = `o${index}`;
    return { id, name: { vi: id, en: id }, isReached: false, isFinal: false, next: null, afterwards: null };
  });
  const ids = (list: readonly CallOutcomeView[]) => list.map(({ id }) => id);

  it('are the first eight of the company until somebody used others', () => {
    const { first, others } = outcomesInSight(outcomes, {});
    expect([ids(first), ids(others)]).toEqual([
      ['o0', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7'],
      ['o8', 'o9', 'o10'],
    ]);
  });

  it('are those that this rep notes most, in the order of the company', () => {
    const { first, others } = outcomesInSight(outcomes, { o9: 5, o0: 1 });
    expect([ids(first), ids(others)]).toEqual([
      ['o0', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o9'],
      ['o7', 'o8', 'o10'],
    ]);
  });

  it('are counted by what is readable of what was kept', () => {
    expect(countedOutcomes('{"busy":2,"other":"x"}')).toEqual({ busy: 2 });
    expect([countedOutcomes(null), countedOutcomes('['), countedOutcomes('null')]).toEqual([{}, {}, {}]);
  });

  it.each([
    [{ next: { task: 'call', afterMinutes: 30, atMost: 3 } }, { is: 'again', afterMinutes: 30 }, true],
    [{ isFinal: true, afterwards: { do: 'disqualify', reason: 'spam' } }, { is: 'disqualify' }, false],
    [{ afterwards: { do: 'recycle', reason: null } }, { is: 'recycle' }, true],
    [{ isFinal: true }, { is: 'nothing' }, false],
  ] as const)('%j is followed by %j', (fields, following, takes) => {
    const outcome = { ...outcomes[0], ...fields } as CallOutcomeView;
    expect([followingOf(outcome), takesCallback(outcome)]).toEqual([following, takes]);
  });
});
