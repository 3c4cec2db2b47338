import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../shared/facts/index.ts';
import { type FactSaid, factOf, ownershipOf } from '../../support/facts.ts';
import { at, behind, numbersOf, tableOf, type Wanted, wishFor } from '../../support/reports.ts';

const minute = 60_000;
let made = 0;

/** A lead that a rep was given a moment after it arrived, e.g. on Monday the fifteenth of February, and called `calledAt`, if ever. */
function given(local: string, calledAt: string | null, said: FactSaid = {}): Fact {
  made += 1;
  return factOf({
    id: `L${String(made).padStart(6, '0')}`,
    arrivedAt: at(local),
    owners: [ownershipOf({ from: at(local) })],
    ...said,
    t: { assignedAt: at(local), attemptedAt: calledAt === null ? null : at(calledAt), ...said.t },
  });
}

const many = (count: number, make: () => Fact): Fact[] => Array.from({ length: count }, make);
const table = (facts: readonly Fact[], wanted: Wanted = {}) => tableOf(wishFor('speed', wanted), facts);
const totalOf = (facts: readonly Fact[], wanted: Wanted = {}) => numbersOf(table(facts, wanted)).total;

describe('the time to the first attempt', () => {
  it.each([
    ['within the hours of work', '02-15 09:00', '02-15 09:07', 7],
    ['over the break at noon, which does not count', '02-15 11:50', '02-15 13:35', 15],
    ['over a Sunday, from Saturday evening on', '02-13 17:20', '02-15 08:05', 15],
    ['over Tết, from its last day of work on', '02-04 17:20', '02-11 08:05', 15],
    ['of who came on New Year’s Day, from the first day of work on', '02-06 10:00', '02-11 08:03', 3],
    ['before the hours begin: no time', '02-15 06:00', '02-15 07:30', 0],
  ])('runs %s', (_name, came, called, minutes) => {
    const facts = many(5, () => given(came, called));

    expect(totalOf(facts, { from: '2027-02-01' })?.attemptP50).toBe(minutes * minute);
  });

  it('stands beside that of the wall clock', () => {
    const facts = many(5, () => given('02-13 17:20', '02-15 08:05'));

    expect(totalOf(facts)?.attemptWallP50).toBe((38 * 60 + 45) * minute);
  });

  it('is of all who had the lead, and of who called alone in a column of its own', () => {
    const owners = [
      ownershipOf({ from: at('02-15 08:00'), to: at('02-15 10:00') }),
      ownershipOf({ repId: 'rep-minh', from: at('02-15 10:30') }),
    ];
    const facts = many(5, () => given('02-15 08:00', '02-15 10:35', { owners }));

    const rows = numbersOf(table(facts, { by: 'rep' }));

    // The half hour in which nobody had it is nobody's time.
    expect(rows['rep-minh']).toMatchObject({ attemptP50: 125 * minute, attemptOwnP50: 5 * minute, attempted: 5 });
    expect(rows['rep-lan']).toMatchObject({ attempt: 0, attempted: 0, assigned: 0, system: 5 });
  });

  it('is that which was projected, where hours were others then', () => {
    const facts = many(5, () => given('02-15 09:00', '02-15 09:30', { t: { attemptWorkMs: 4 * minute } }));

    expect(totalOf(facts)?.attemptP50).toBe(4 * minute);
  });

  it('is no time for who called before the lead was given to anybody', () => {
    const facts = many(5, () => given('02-15 09:00', '02-15 08:50'));

    expect(totalOf(facts)?.attemptP50).toBe(0);
  });
});

describe('who was not called yet', () => {
  it('makes the percentile a lower bound where they decide', () => {
    const called = many(5, () => given('02-15 09:00', '02-15 09:05'));
    const waiting = many(5, () => given('02-15 09:00', null));
    const { cells } = table([...called, ...waiting], { now: at('02-15 10:00') }).total;

    expect(cells.attemptP50).toEqual({ value: 5 * minute });
    expect(cells.attemptP90).toEqual({ value: 60 * minute, isAtLeast: true });
    expect(cells.notAttempted).toEqual({ value: 5 });
  });

  it('holds a share back while they may still change it', () => {
    const called = many(9, () => given('02-15 09:00', '02-15 09:04'));
    const waiting = given('02-15 09:00', null);

    const soon = table([...called, waiting], { now: at('02-15 09:10') }).total.cells;

    // Ten minutes are over five: that share is certain, the other two are not.
    expect(soon.attemptShare5).toEqual({ value: 0.9 });
    expect(soon.attemptShare15).toEqual({ value: null, why: 'unfinished' });
    expect(soon.attemptShare60).toEqual({ value: null, why: 'unfinished' });
  });

  it('may still be called within five minutes that are just over, while no clock runs', () => {
    const called = many(9, () => given('02-15 09:00', '02-15 09:04'));
    const waiting = given('02-15 17:25', null);

    const cells = table([...called, waiting], { now: at('02-16 07:00') }).total.cells;

    expect(cells.attemptShare5).toEqual({ value: null, why: 'unfinished' });
  });

  it('waits at the wall clock for the first contact as well, and is no longer waited for once sales is done with them', () => {
    const waiting = many(5, () => given('02-15 09:00', '02-15 09:05'));
    const done = many(5, () =>
      given('02-15 09:00', '02-15 09:05', { statuses: [{ status: 'disqualified', reason: 'wrongNumber', at: at('02-15 09:30') }] }),
    );
    const { cells } = table([...waiting, ...done], { now: at('02-15 10:00') }).total;

    expect(cells.contactWallP50).toEqual({ value: 60 * minute, isAtLeast: true });
    expect(behind(wishFor('speed', { now: at('02-15 10:00') }), [...waiting, ...done], 'total', 'contactP50')).toHaveLength(5);
  });

  it('is not waited for when they were erased', () => {
    const facts = many(5, () => given('02-15 09:00', null, { erased: true }));

    expect(totalOf(facts)).toMatchObject({ notAttempted: 0, attemptP50: null });
  });
});

describe('the delay of the system', () => {
  it('is of the wall clock, day and night, and open for who waits for a rep', () => {
    const facts = many(5, () => given('02-14 03:00', null, { t: { assignedAt: null } }));
    const { cells } = table(facts, { now: at('02-14 05:00') }).total;

    expect(cells.systemP50).toEqual({ value: 120 * minute, isAtLeast: true });
    // No rep had them: nobody's clock ran.
    expect(cells.assigned).toEqual({ value: 0 });
  });
});

describe('what is behind a number of speed', () => {
  it('is those whom it counts', () => {
    const fast = many(10, () => given('02-15 09:00', '02-15 09:05'));
    const slow = many(2, () => given('02-15 09:00', '02-15 09:06'));

    const found = behind(wishFor('speed'), [...fast, ...slow], 'total', 'attemptShare5');

    expect(found.map(({ id }) => id).toSorted()).toEqual(fast.map(({ id }) => id));
  });
});
