import { describe, expect, it } from '@jest/globals';
import { CompanyConfig, companyKind } from '../../../shared/company/index.ts';
import { addMs, minutesMs } from '../../../shared/platform/clock.ts';
import { leadSubject, PoolId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { Assignment } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { mostLookedAt, ringIfLate } from '../../../shared/routing/ring-waiting.ts';
import { isExpected, isToRing } from '../../../shared/routing/rules-ring.ts';
import { putAssignment } from '../../../shared/routing/store.ts';
import { openWorld } from '../../support/claims.ts';
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
    const ring = async (oldest: Date, now: Date, unexpected?: Date) => {
      const { parts } = workWorld(table, now);
      const log = { ...parts.log, error: (message: string, _: unknown, fields: unknown) => void rung.push([message, fields]) };
      const config = createFixedConfig();
      config.change(companyKind, 'company', (before) => ({ ...before, ...company }));
      return ringIfLate({ poolId: PoolId.parse('south'), oldest }, { ...parts, config, log }, async () => unexpected ?? oldest);
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

describe('what waits as its pool says', () => {
  const now = at('2026-11-27T10:00');
  const [before, later] = ['2026-11-27T02:59:00.000Z', '2026-11-27T03:30:00.000Z'];
  const claim = (until: string) => ({ claim: { poolId: 'south', decisionId: 'D1', until } });

  it.each([
    ['for its leader', 'forLeader', {}, true],
    ['for its leader, whom nobody else accepted it from', 'notAccepted', {}, true],
    ['for whoever accepts first', 'openToClaim', claim(later), true],
    ['though its time to be claimed is over', 'openToClaim', claim(before), false],
    ['by turn, after nobody claimed it', 'noCandidate', claim(before), false],
    ['until a moment that is to come', 'outsideHours', { until: later }, true],
    ['though the moment is past', 'outsideHours', { until: before }, false],
    ['for somebody with room', 'full', {}, false],
    ['for a skill', 'lacksSkill', {}, false],
    ['in a pool that is gone', 'poolUnknown', {}, false],
    ['without a decision', undefined, {}, false],
  ] as const)('%s (%s): %s', (_, reason, more, expected) => {
    const waits = { state: 'waiting', poolId: 'south', decisionId: 'D1', repId: null, ...more } as never;

    expect(isExpected(waits, reason, now)).toBe(expected);
  });

  it('is none that somebody has by now', () => {
    expect(isExpected({ state: 'owned' } as never, 'noCandidate', now)).toBe(true);
    expect(isExpected(undefined, undefined, now)).toBe(true);
  });

  it('rings nowhere in the list of a pool, until something else waits there', async () => {
    const { world, arrive } = await openWorld();
    const errors: string[] = [];
    const log = { ...silentLog, error: (message: string) => void errors.push(message) };
    const { parts } = workWorld(world.table);
    const ring = async () => {
      const oldest = new Date(world.itemsOf('ASSIGN#').map(({ since }) => String(since))[0] ?? '');
      await ringIfLate({ poolId: PoolId.parse('south'), oldest }, { ...parts, config: world.config, clock: world.parts.clock, log });
      return errors.length;
    };
    world.config.change(poolKind, 'south', (pool) => ({ ...pool, claim: { withinMinutes: 60 } }));
    await arrive();
    world.pass(30 * minutesMs);
    const whileOpen = await ring();
    world.pass(31 * minutesMs);

    expect([whileOpen, await ring()]).toEqual([0, 1]);
  });

  it.each([0, 1])('rings where the list is longer than is looked at, by %p', async (more) => {
    const table = memoryTable();
    const errors: string[] = [];
    const [since, until] = ['2026-11-27T02:00:00.000Z', later];
    const rows = Array.from({ length: mostLookedAt + more }, (_, place) =>
      Assignment.parse({
        ...{ leadId: `L${place}`, subject: leadSubject, version: 1, poolId: 'south', since, until },
        ...{ state: 'waiting', repId: null, decisionId: 'D1' },
      }),
    );
    for (const row of rows) await table.transact([putAssignment(null, row)]);
    const { parts } = workWorld(table, now);
    const log = { ...silentLog, error: (message: string) => void errors.push(message) };

    await ringIfLate({ poolId: PoolId.parse('south'), oldest: new Date(since) }, { ...parts, config: createFixedConfig(), log });

    expect(errors).toHaveLength(more);
  });
});
