import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayLimit, findSlot, type Slot } from '../../../shared/mail/rules-slots.ts';
import { AdvertisingWorld } from '../../support/advertising-world.ts';
import { asked, type SesFate } from '../../support/mail-world.ts';
import { report } from '../../support/proof.ts';
import { runs, seed } from '../../support/seeded.ts';

const seconds = 1_000;
const hours = 3_600_000;
const days = 24 * hours;
const leaseMs = 60 * seconds;
const eves = [
  '2026-11-23T02:00:00.000Z',
  '2026-11-23T16:59:58.000Z',
  '2027-03-27T22:00:00.000Z',
  '2027-10-30T22:00:00.000Z',
  '2028-02-28T12:00:00.000Z',
];

/** The most moments that lie within any span, 24 hours where none is named. */
function mostInADay(moments: readonly number[], spanMs = days): number {
  const sorted = moments.toSorted((one, other) => one - other);
  return Math.max(0, ...sorted.map((from, place) => sorted.slice(place).filter((at) => at <= from + spanMs).length));
}

/** Attempts of one mailbox; `late`: after the claim, `taken`: what SES did with it. */
const attempt = fc.record({
  gapMs: fc.oneof(
    fc.integer({ min: 0, max: 5 * seconds }),
    fc.integer({ min: 0, max: 9 * hours }),
    fc.constantFrom(days, days + leaseMs, days - 1),
  ),
  lateMs: fc.integer({ min: 0, max: leaseMs }),
  taken: fc.constantFrom('yes', 'yes', 'yes', 'perhaps', 'no'),
  mail: fc.integer({ min: 0, max: 40 }),
});

describe('the slots of a mailbox', () => {
  it.each([3, 2, 1])(
    'never let more than %i mails into any 24 hours, whenever they are claimed and however late they leave',
    (mostPerDay) => {
      fc.assert(
        fc.property(fc.array(attempt, { maxLength: 60 }), (attempts) => {
          const limit = dayLimit(mostPerDay, leaseMs);
          const slots: Record<number, Slot> = {};
          const left = new Map<string, number>();
          let now = Date.UTC(2026, 2, 28, 22);
          for (const { gapMs, lateMs, taken, mail } of attempts) {
            now += gapMs;
            const mailId = `m${mail}`;
            // A mail that may have been taken is never tried again.
            if (left.has(mailId)) continue;
            const found = findSlot(slots, mailId, new Date(now), limit);
            if ('freeAt' in found) {
              expect(found.freeAt.getTime()).toBeGreaterThan(now);
              expect(findSlot(slots, mailId, found.freeAt, limit)).toHaveProperty('slot');
              continue;
            }
            if (taken === 'no') delete slots[found.slot];
            else {
              slots[found.slot] = { at: new Date(now).toISOString(), holder: mailId };
              left.set(mailId, now + lateMs);
            }
          }
          expect(mostInADay([...left.values()])).toBeLessThanOrEqual(mostPerDay);
        }),
        { numRuns: 3_500 },
      );
    },
  );

  it('never let more into any span than a limit that was lowered on the way, once it holds', () => {
    const lowered = fc.record({ before: fc.integer({ min: 1, max: 10 }), after: fc.integer({ min: 1, max: 10 }), at: fc.nat({ max: 40 }) });
    const gaps = fc.array(fc.integer({ min: 1, max: 12 * days }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(lowered, gaps, ({ before, after, at }, gapsMs) => {
        const slots: Record<number, Slot> = {};
        const sent: number[] = [];
        let now = Date.UTC(2026, 2, 28, 22);
        for (const [mail, gapMs] of gapsMs.entries()) {
          now += gapMs;
          const mails = mail < at ? before : after;
          const limit = { mails, restMs: 30 * days + leaseMs };
          const found = findSlot(slots, `m${mail}`, new Date(now), limit);
          const resting = sent.filter((one) => one + 30 * days + leaseMs >= now).length;
          expect('slot' in found).toBe(resting < mails);
          if ('freeAt' in found) {
            expect(findSlot(slots, `m${mail}`, found.freeAt, limit)).toHaveProperty('slot');
            continue;
          }
          slots[found.slot] = { at: new Date(now).toISOString(), holder: `m${mail}` };
          sent.push(now);
        }
        expect(mostInADay(sent, 30 * days)).toBeLessThanOrEqual(Math.max(before, after));
      }),
      { seed, numRuns: runs(500, 20_000) },
    );
  });

  it('fill up: of many mails at once as many go as the mailbox may get', () => {
    const slots: Record<number, Slot> = {};
    for (let mail = 0; mail < 20; mail += 1) {
      const found = findSlot(slots, `m${mail}`, new Date(0), dayLimit(5, leaseMs));
      if ('slot' in found) slots[found.slot] = { at: new Date(0).toISOString(), holder: `m${mail}` };
    }

    expect(Object.values(slots).map(({ holder }) => holder)).toEqual(['m0', 'm1', 'm2']);
  });
});

describe('advertising mails through the gate', () => {
  it('never reach a mailbox more than three times in any 24 hours: twenty campaigns at once, SES in every mood, copies of messages', async () => {
    const counts = { timelines: 0, mails: 0, 'with three in a day': 0 };
    const fates = fc.infiniteStream(
      fc.constantFrom<SesFate>('accept', 'accept', 'accept', 'throttle', 'lostAfter', 'lostBefore', 'refuse'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constant(Array.from({ length: 20 }, () => 0)), {
          weight: 9,
          arbitrary: fc.array(fc.integer({ min: 0, max: 30 * hours }), { minLength: 20, maxLength: 20 }),
        }),
        fates,
        fc.boolean(),
        // The day is counted by hours, whatever clocks show: over midnight, and where they are changed.
        fc.constantFrom(...eves),
        async (moments, moods, twice, eve) => {
          const world = new AdvertisingWorld();
          world.now = Date.parse(eve);
          world.putLead();
          const sentAt: number[] = [];
          world.fate = () => moods.next().value ?? 'accept';
          // Each message has copies of its own: of all of them it would be thousands.
          world.copies = () => (twice && world.random() < 0.25 ? 2 : 1);
          world.onCall = (name, when) => {
            if (name === 'ses' && when === 'after' && world.sent.length > sentAt.length) sentAt.push(world.now);
          };
          for (const [index, afterMs] of moments.entries())
            world.deliver('mail', asked('welcome', 'L1', `p${index}`), Math.floor(afterMs / seconds));

          await world.jump(9 * days);

          const most = mostInADay(sentAt);
          expect(most).toBeLessThanOrEqual(3);
          counts.timelines += 1;
          counts.mails += sentAt.length;
          counts['with three in a day'] += Number(most === 3);
          expect(new Set(world.sent.map(({ tags }) => tags.mailId)).size).toBe(world.sent.length);
          expect(world.mails().every(({ status }) => status === 'sent' || status === 'failed')).toBe(true);
        },
      ),
      { seed, numRuns: runs(25, 10_000) },
    );
    report('timelines of one mailbox', counts);
    expect(counts['with three in a day']).toBeGreaterThan(0.9 * counts.timelines);
  });

  it('give a slot back that SES surely did not use, and keep one that it may have used', async () => {
    const world = new AdvertisingWorld();
    world.putLead();
    world.mostPerDay = 1;
    const moods: SesFate[] = ['refuse', 'lostBefore'];
    world.fate = () => moods.shift() ?? 'accept';
    for (const post of ['p1', 'p2', 'p3']) world.deliver('mail', asked('welcome', 'L1', post));

    await world.run(world.now + hours);

    const ends = world.mails().map(({ mailId, status, reason }) => [mailId, status, reason]);
    expect(ends).toEqual([
      ['welcome-p1', 'failed', 'rejected'],
      ['welcome-p2', 'failed', 'inDoubt'],
      ['welcome-p3', 'planned', 'mailboxQuota'],
    ]);
  });

  it('go to a mailbox no more often within a month than the company promised, and then wait for their day with that reason', async () => {
    const world = new AdvertisingWorld();
    world.putLead();
    world.atMost = { mails: 2, days: 30 };
    const sentAt: number[] = [];
    world.onCall = (name, when) => {
      if (name === 'ses' && when === 'after' && world.sent.length > sentAt.length) sentAt.push(world.now);
    };
    for (const [place, post] of ['p1', 'p2', 'p3', 'p4', 'p5'].entries())
      world.deliver('mail', asked('welcome', 'L1', post), place * 3_600);

    await world.jump(9 * days);
    const waiting = world.mails().filter(({ status }) => status !== 'sent');
    await world.jump(70 * days);

    expect(waiting.map(({ status, reason }) => `${status} ${reason}`)).toEqual(Array(3).fill('planned mailboxPromise'));
    expect(sentAt).toHaveLength(5);
    expect(mostInADay(sentAt, 30 * days)).toBe(2);
  });

  it('keep their promise beside other mails to the mailbox, which expire sooner', async () => {
    const world = new AdvertisingWorld();
    world.putLead();
    world.atMost = { mails: 1, days: 30 };
    world.deliver('mail', asked('welcome', 'L1', 'p1'));
    await world.run();

    const kept = world.table.all().filter(({ pk }) => String(pk).startsWith('MAILBOX#'));

    const inDays = (at: unknown) => Math.round((Number(at) * 1_000 - world.now) / days);
    expect(kept.map(({ sk, expiresAt }) => [sk, inDays(expiresAt)]).toSorted()).toEqual([
      ['PROMISE', 31],
      ['QUOTA', 2],
    ]);
  });

  it('say in their subject that they advertise, and let mail programs refuse them', async () => {
    const world = new AdvertisingWorld();
    world.putLead();

    world.deliver('mail', asked('welcome', 'L1', 'p1'));
    await world.run();

    expect(world.sent[0]?.subject).toMatch(/^\[QC\] [^[]/);
    expect(world.sent[0]?.headers).toMatchObject({
      'List-Unsubscribe': '<https://www.annhien.example/v1/unsubscribe/t>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  });
});
