import { obstacleOf, retryDelayMs, verdictOf } from '../../../web/src/form-snippet/verdict.ts';

describe('what an answer means for a kept post', () => {
  it.each([
    [202, 'accepted'],
    [200, 'accepted'],
    [422, 'rejected'],
    [413, 'rejected'],
    [404, 'rejected'],
    [0, 'again'],
    [408, 'again'],
    [425, 'again'],
    [429, 'again'],
    [500, 'again'],
    [503, 'again'],
  ])('status %i: %s', (status, verdict) => {
    expect(verdictOf(status)).toBe(verdict);
  });

  it.each([
    [0, false, true, 'blocked'],
    [0, false, false, 'network'],
    [0, true, true, 'network'],
    [503, false, true, 'busy'],
  ] as const)('status %i, timed out %s, online %s: %s', (status, timedOut, isOnline, obstacle) => {
    expect(obstacleOf(status, timedOut, isOnline)).toBe(obstacle);
  });

  it('waits longer after each failure, a minute and a quarter at most', () => {
    expect([1, 2, 3, 4, 20].map((failures) => retryDelayMs(failures, 0.5, null))).toEqual([2000, 4000, 8000, 16_000, 60_000]);
    expect(retryDelayMs(20, 1, null)).toBe(75_000);
    expect(retryDelayMs(1, 0, null)).toBe(1500);
  });

  it('honours Retry-After in seconds, up to ten minutes, and ignores what is no number', () => {
    expect(retryDelayMs(1, 0.5, '30')).toBe(30_000);
    expect(retryDelayMs(1, 0.5, '86400')).toBe(600_000);
    expect(retryDelayMs(1, 0.5, 'Sun, 22 Nov 2026 08:00:00 GMT')).toBe(2000);
  });
});
