import { describe, expect, it } from '@jest/globals';
import { CompanyConfig, companyKind } from '../../../shared/company/index.ts';
import { addMs, minutesMs } from '../../../shared/platform/clock.ts';
import { PoolId } from '../../../shared/platform/ids.ts';
import { ringIfLate } from '../../../shared/routing/ring-waiting.ts';
import { isToRing } from '../../../shared/routing/rules-ring.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { workWorld } from '../../support/work.ts';

/** Monday to Friday, eight to five, in Việt Nam; the days below are a Friday to a Monday. */
const day = [{ from: '08:00', to: '17:00' }];
const company = CompanyConfig.parse({
  ...Object(companyKind.example),
  workingHours: {
    week: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [], sunday: [] },
    holidays: [],
  },
});
const at = (local: string) => new Date(`${local}:00+07:00`);

describe('leads that wait', () => {
  it.each([
    ['for less than a quarter of an hour', '2026-11-27T10:00', null, '2026-11-27T10:14', false],
    ['for a quarter of an hour', '2026-11-27T10:00', null, '2026-11-27T10:15', true],
    ['overnight', '2026-11-27T16:50', null, '2026-11-28T12:00', false],
    ['over the weekend, the last ten minutes of Friday and five of Monday', '2026-11-27T16:50', null, '2026-11-30T08:05', true],
    ['since the night', '2026-11-29T23:00', null, '2026-11-30T08:14', false],
    ['of which somebody was told today', '2026-11-27T10:00', '2026-11-27T10:15', '2026-11-27T16:00', false],
    ['of which somebody was told on the day before, in the night', '2026-11-26T10:00', '2026-11-26T10:15', '2026-11-27T03:00', false],
    ['of which somebody was told on the day before', '2026-11-26T10:00', '2026-11-26T10:15', '2026-11-27T08:00', true],
    ['of which somebody was told on Friday, on Sunday', '2026-11-27T10:00', '2026-11-27T10:15', '2026-11-29T12:00', false],
    ['and came after those that somebody was told of', '2026-11-27T11:00', '2026-11-27T10:15', '2026-11-27T11:15', true],
  ])('%s: waits from %s, told %s, at %s rings: %s', (_, oldest, rungAt, now, rings) => {
    expect(isToRing(at(oldest), rungAt === null ? null : at(rungAt), at(now), company)).toBe(rings);
  });

  it('ring once for all that wait together, and again for those that begin to wait when these have owners', async () => {
    const table = memoryTable();
    const rung: unknown[] = [];
    const ring = async (oldest: Date, now: Date) => {
      const { parts } = workWorld(table, now);
      const log = { ...parts.log, error: (message: string, _: unknown, fields: unknown) => void rung.push([message, fields]) };
      const config = createFixedConfig();
      config.change(companyKind, 'company', (before) => ({ ...before, ...company }));
      return ringIfLate({ poolId: PoolId.parse('south'), oldest }, { ...parts, config, log });
    };
    const first = at('2026-11-27T10:00');
    const second = at('2026-11-27T14:00');

    const looks = [
      await ring(first, addMs(first, minutesMs)),
      await ring(first, addMs(first, 20 * minutesMs)),
      await ring(first, addMs(first, 80 * minutesMs)),
      await ring(second, addMs(second, 20 * minutesMs)),
    ];

    expect(looks).toEqual([addMs(first, 15 * minutesMs), null, null, null]);
    expect(rung).toEqual([first, second].map((since) => ['leads wait without an owner', { poolId: 'south', since: since.toISOString() }]));
  });
});
