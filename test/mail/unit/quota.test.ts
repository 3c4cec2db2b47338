import { beforeEach, describe, expect, it } from '@jest/globals';
import { admittedOf, type DayCounts, freeAgainAt } from '../../../shared/mail/rules-quota.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { asked, MailWorld } from '../../support/mail-world.ts';
import { sharedQuota, tally } from '../../support/shared-quota.ts';

const hoursMs = 3_600_000;
const now = 500_000;

/** Counts of notices and mails by how many hours ago they were booked. */
function counted(byAge: Readonly<Record<number, readonly [notices: number, mails: number]>>): DayCounts {
  const ages = Object.entries(byAge);
  return {
    all: new Map(ages.map(([age, [notices, mails]]) => [now - Number(age), notices + mails])),
    mails: new Map(ages.map(([age, [, mails]]) => [now - Number(age), mails])),
  };
}

describe("the day's quota", () => {
  it.each([
    { what: 'nothing else was sent', counts: counted({ 0: [0, 10] }), admitted: 10 },
    { what: 'the four fifths of mails are nearly gone', counts: counted({ 3: [0, 75], 0: [0, 10] }), admitted: 5 },
    { what: 'the four fifths of mails are gone', counts: counted({ 24: [0, 90], 0: [0, 10] }), admitted: 0 },
    { what: 'the mails of the day before went out more than 24 hours ago', counts: counted({ 25: [0, 80], 0: [0, 10] }), admitted: 10 },
    { what: 'notices used more than their own', counts: counted({ 2: [93, 0], 0: [0, 10] }), admitted: 7 },
  ])('admits mails where $what', ({ counts, admitted }) => {
    expect(admittedOf(10, 'mail', counts, now, 100)).toBe(admitted);
  });

  it.each([
    { what: 'mails have a tenth left', counts: counted({ 3: [0, 65], 0: [0, 10] }), sequences: 5, others: 10 },
    { what: 'mails have less', counts: counted({ 3: [0, 68], 0: [0, 10] }), sequences: 2, others: 10 },
    { what: 'notices left a tenth of all', counts: counted({ 3: [85, 0], 0: [0, 10] }), sequences: 5, others: 10 },
    { what: 'sequences have had theirs', counts: counted({ 3: [0, 70], 0: [0, 10] }), sequences: 0, others: 10 },
  ])('leaves what sequences may not have to mails that somebody waits for, where $what', ({ counts, sequences, others }) => {
    expect(admittedOf(10, 'sequence', counts, now, 100)).toBe(sequences);
    expect(admittedOf(10, 'mail', counts, now, 100)).toBe(others);
  });

  it('admits every notice: SES is the judge of those', () => {
    expect(admittedOf(10, 'notice', counted({ 0: [200, 0] }), now, 100)).toBe(10);
  });

  it.each([
    { what: 'all went out an hour ago', counts: counted({ 1: [0, 80] }), hours: 24 },
    { what: 'most went out long ago', counts: counted({ 23: [0, 50], 2: [0, 40] }), hours: 2 },
    { what: 'what was counted just now is refused', counts: counted({ 20: [0, 80], 0: [0, 30] }), hours: 5 },
  ])('has room again when enough of it is 24 hours old: $what', ({ counts, hours }) => {
    expect(freeAgainAt(counts, 'mail', now, 100, counts.mails.get(now) ?? 0)).toBe(now + hours);
  });
});

describe("instances that share a day's quota", () => {
  it('let no mail leave beyond four fifths of it, every notice, and tell one mail that this is news', async () => {
    const { time, rates, slots, take } = sharedQuota(3);
    for (const rate of rates) for (let mail = 0; mail < 40; mail += 1) void take(rate, 'mail');
    time.after(60_000, () => rates.forEach((rate) => void take(rate, 'notice')));
    time.after(120_000, () => rates.forEach((rate) => void take(rate, 'mail')));

    await time.run();

    expect([tally(slots, 'mail', 'taken'), tally(slots, 'mail', 'spent'), tally(slots, 'notice', 'taken')]).toEqual([80, 43, 3]);
    expect(slots.filter(({ slot }) => slot.kind === 'spent' && slot.isNews)).toHaveLength(1);
  });

  it('ask nobody while it is spent, and let mails leave again when the day is over', async () => {
    const { time, table, rates, slots, take } = sharedQuota(1);
    const [rate] = rates;
    if (!rate) throw new Error('no instance');
    for (let mail = 0; mail < 90; mail += 1) void take(rate, 'mail');
    let unitsOnceSpent = 0;
    time.after(hoursMs, () => {
      unitsOnceSpent = table.used.write;
      void take(rate, 'mail');
    });
    time.after(25 * hoursMs, () => void take(rate, 'mail'));

    await time.run();

    const later = slots.slice(90);
    expect(later.map(({ slot }) => slot.kind)).toEqual(['spent', 'taken']);
    expect(table.used.write).toBe(unitsOnceSpent + 1);
  });

  it('count nothing for mails that had to wait: they take the room of the next day from nobody', async () => {
    const { time, table, rates, take } = sharedQuota(2);
    for (const rate of rates) for (let mail = 0; mail < 200; mail += 1) void take(rate, 'mail');

    await time.run();

    const item = table.all().find(({ pk }) => pk === keys.mailRate.pk) ?? {};
    const counters = Object.entries(item).filter(([name]) => /^[nm]\d+$/.test(name));
    expect(counters.map(([, count]) => count)).toEqual([80, 80]);
  });

  it('keep an item of less than a kilobyte, whenever they send', async () => {
    const { time, table, rates, take } = sharedQuota(1, 1_000_000);
    const [rate] = rates;
    if (!rate) throw new Error('no instance');
    for (let hour = 0; hour < 24 * 10; hour += 1) time.after(hour * hoursMs, () => void take(rate, 'mail'));

    await time.run();

    const item = table.all().find(({ pk }) => pk === keys.mailRate.pk);
    expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(1_000);
  });
});

describe("a mail for which the day's quota has no room", () => {
  let world: MailWorld;
  let rings: string[];
  beforeEach(() => {
    world = new MailWorld();
    world.putLead();
    rings = [];
    world.log = { ...silentLog, error: (message) => rings.push(message) };
  });

  const spentUntil = (until: Date, isNews: boolean) => ({ take: () => Promise.resolve({ kind: 'spent' as const, until, isNews }) });

  it('waits by a timer until there is room, says so meanwhile, is then sent, and rings once', async () => {
    const until = new Date(world.now + 3 * hoursMs);

    await handleMailMessage(asked('welcome'), { ...world.parts(), rate: spentUntil(until, true) });
    await handleMailMessage(asked('welcome'), { ...world.parts(), rate: spentUntil(until, false) });
    expect(world.sent).toEqual([]);
    expect(world.mails()).toMatchObject([{ status: 'planned', reason: 'dayQuota', attempts: 0 }]);
    for (const end = until.getTime() + hoursMs; world.now < end; ) {
      await world.tick();
      await world.run(world.now + 60_000);
    }

    expect(world.mails()).toMatchObject([{ kind: 'welcome', status: 'sent' }]);
    expect(world.sent).toHaveLength(1);
    expect(Date.parse(world.mails()[0]?.updatedAt ?? '')).toBeGreaterThanOrEqual(until.getTime());
    expect(rings).toEqual(["the day's quota of mails is spent"]);
  });
});
