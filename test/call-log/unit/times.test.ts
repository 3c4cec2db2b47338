import { describe, expect, it } from '@jest/globals';
import { faultsOf, timesOf } from '../../../shared/call-log/rules-asked.ts';

const now = new Date('2026-11-30T03:00:00.000Z');
const outcome = { isFinal: false };
const faults = (asked: { at?: string; callbackAt?: string }) => faultsOf(asked, outcome, ['noAnswer'], now).map(({ path }) => path);

describe('the times of a call', () => {
  it.each([
    ['without one it was now', undefined, '2026-11-30T03:00:00.000Z'],
    ['earlier', '2026-11-29T03:00:00.000Z', '2026-11-29T03:00:00.000Z'],
    ['by a clock that is fast', '2026-11-30T03:10:00.000Z', '2026-11-30T03:00:00.000Z'],
    ['by the clock of another zone', '2026-11-30T10:00:00+00:00', '2026-11-30T03:00:00.000Z'],
  ])('%s', (_, at, kept) => {
    const asked = at === undefined ? {} : { at };

    expect(faults(asked)).toEqual([]);
    expect(timesOf(asked, now).at).toBe(kept);
  });

  it('are refused a month back and beyond the next day', () => {
    expect(faults({ at: '2026-10-30T02:00:00.000Z' })).toEqual(['at']);
    expect(faults({ at: '2026-12-01T04:00:00.000Z' })).toEqual(['at']);
  });

  it('make a time to call again that passed while the outcome waited for a network due at once', () => {
    const asked = { at: '2026-11-30T01:00:00.000Z', callbackAt: '2026-11-30T02:00:00.000Z' };

    expect(faults(asked)).toEqual([]);
    expect(timesOf(asked, now).callbackAt).toBe('2026-11-30T03:00:00.001Z');
  });

  it('refuse a time to call again that is not after the call', () => {
    expect(faults({ at: '2026-11-30T02:00:00.000Z', callbackAt: '2026-11-30T01:00:00.000Z' })).toEqual(['callbackAt']);
    expect(faults({ callbackAt: '2026-11-30T02:00:00.000Z' })).toEqual(['callbackAt']);
  });
});
