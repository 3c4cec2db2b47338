import { describe, expect, it } from '@jest/globals';
import { parseDocuments } from '../../../shared/config/validate.ts';
import { PoolConfig, poolKind } from '../../../shared/routing/pool-config.ts';
import { RepConfig, repKind } from '../../../shared/routing/rep-config.ts';

const rep = { id: 'rep-lan', name: 'Lan', email: 'lan@example.com' };
const week = { monday: [{ from: '18:00', to: '24:00' }] };

const faultsOfRep = (own: object) =>
  parseDocuments(repKind, [{ ...rep, ...own }]).faults.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('when a rep works', () => {
  it.each([
    ['hours of their own', { workingHours: { week } }],
    ['hours that do not stop on holidays', { workingHours: { week, worksHolidays: true } }],
    ['a zone', { zone: 'Europe/Berlin' }],
    [
      'leave, half days among it',
      {
        leave: [
          { from: '2027-03-01', to: '2027-03-05' },
          { from: '2027-03-08', to: '2027-03-08', part: 'morning' },
        ],
      },
    ],
  ])('may be %s', (_what, own) => {
    expect(faultsOfRep(own)).toEqual([]);
  });

  it.each([
    ['a week in which nobody works', { workingHours: { week: {} } }, 'workingHours.week: somebody works'],
    ['holidays of their own', { workingHours: { week, holidays: [] } }, 'workingHours.holidays: there is no such setting'],
    ['a zone that is none', { zone: 'Hanoi' }, 'zone: write a name of the IANA list'],
    ['leave that ends before it begins', { leave: [{ from: '2027-03-05', to: '2027-03-01' }] }, 'leave.0.to: leave ends on the day'],
    ['leave without an end', { leave: [{ from: '2027-03-05', to: '2099-01-01' }] }, 'leave.0.to: leave lasts two years at most'],
    ['a part of a day that is none', { leave: [{ from: '2027-03-05', to: '2027-03-05', part: 'noon' }] }, 'leave.0.part: '],
  ])('may not be %s', (_what, own, fault) => {
    expect(faultsOfRep(own)).toEqual([expect.stringContaining(fault)]);
  });
});

describe('a pool outside working hours', () => {
  const pool = (id: string, outsideHours?: unknown, members = [{ repId: 'rep-lan' }]) => ({
    id,
    name: { vi: id, en: id },
    members,
    ...(outsideHours === undefined ? {} : { outsideHours }),
  });
  const all = { of: (kind: unknown) => (kind === repKind ? [RepConfig.parse(rep)] : []) } as unknown as Parameters<
    typeof poolKind.references
  >[1];
  const faultsOf = (...pools: object[]) =>
    poolKind
      .references(
        pools.map((one) => PoolConfig.parse(one)),
        all,
      )
      .map(({ message }) => message);

  it.each([
    ['gives at once', 'atOnce'],
    ['waits', 'wait'],
    ['asks a pool that asks another', { pool: 'evening' }],
  ])('%s', (_what, outsideHours) => {
    expect(faultsOf(pool('day', outsideHours), pool('evening', { pool: 'night' }), pool('night', 'wait'))).toEqual([]);
  });

  it.each([
    ['itself', [pool('day', { pool: 'day' })], ['a lead would come back to day: day → day']],
    ['one that is not there', [pool('day', { pool: 'moon' })], ['there is no pool moon']],
    [
      'an empty one',
      [pool('day', { pool: 'night' }), pool('night', 'wait', [])],
      ['leads come here outside working hours, but the pool night is empty'],
    ],
    [
      'one that asks back',
      [pool('day', { pool: 'night' }), pool('night', { pool: 'day' })],
      ['a lead would come back to day: day → night → day', 'a lead would come back to night: night → day → night'],
    ],
    [
      'one from which a lead goes round',
      [pool('day', { pool: 'a' }), pool('a', { pool: 'b' }), pool('b', { pool: 'a' })],
      ['a lead would come back to a: a → b → a', 'a lead would come back to b: b → a → b'],
    ],
  ])('may not ask %s', (_what, pools, faults) => {
    expect(faultsOf(...pools)).toEqual(faults);
  });
});
