import { beforeEach, describe, expect, it } from '@jest/globals';
import { MailRequest } from '../../../events/index.ts';
import { openMailRate } from '../../../shared/mail/rate.ts';
import { departuresUs, paceOf, planBooking } from '../../../shared/mail/rules-rate.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { VirtualTime } from '../../faults/world/time.ts';
import { asked, MailWorld, mailIdFor, queueFor } from '../../support/mail-world.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';

const hours = 3_600_000;
const nowUs = Date.parse('2026-11-22T03:00:00.000Z') * 1_000;

describe('the pace', () => {
  it.each([
    { rate: 1, intervalUs: 1_600_000, notice: 0, mail: 0 },
    { rate: 2, intervalUs: 600_000, notice: 0, mail: 0 },
    { rate: 14, intervalUs: 71_429, notice: 328_571, mail: 164_285 },
    { rate: 200, intervalUs: 5_000, notice: 395_000, mail: 197_500 },
  ])('at $rate/s keeps what clocks and ways may be wrong by, and half of the rest for notices', ({ rate, intervalUs, notice, mail }) => {
    expect(paceOf(rate)).toMatchObject({ intervalUs, earlyUs: { notice, mail }, aheadUs: { notice: notice + 1_000_000, mail } });
  });

  it.each([0, -1, Number.NaN])('is refused at a rate of %d', (rate) => {
    expect(() => paceOf(rate)).toThrow(`the sending rate has to be above 0, not ${rate}`);
  });
});

describe('a booking', () => {
  const pace = paceOf(14);
  const plan = (bookedUntilUs: number | undefined, urgency: 'notice' | 'mail' = 'notice', wanted = 10) =>
    planBooking(bookedUntilUs, { wanted, urgency, nowUs, pace });

  it.each([
    { what: 'nothing was ever booked', until: undefined },
    { what: 'all that was booked is over', until: nowUs },
    { what: 'a clock that ran away booked a day ahead', until: nowUs + 86_400e6 },
  ])('begins now where $what', ({ until }) => {
    expect(plan(until, 'notice', 1)).toEqual({ kind: 'idle', count: 1 });
  });

  it('takes no more than is wanted, nor than the time ahead holds', () => {
    expect([plan(undefined, 'notice', 3), plan(undefined)]).toMatchObject([{ count: 3 }, { count: 10 }]);
    expect(plan(nowUs + 1_200_000)).toEqual({ kind: 'busy', count: 2 });
  });

  it('leaves what is kept for notices, and says when there is room again', () => {
    const until = nowUs + pace.aheadUs.mail + 5;

    expect(plan(until, 'mail')).toEqual({ kind: 'full', opensAtUs: nowUs + 5 });
    expect(plan(until, 'notice')).toMatchObject({ kind: 'busy' });
  });

  it('lets the mails leave one interval after the other', () => {
    expect(departuresUs(nowUs, 3, 'mail', pace).map((at) => at - nowUs + pace.earlyUs.mail)).toEqual([0, 71_429, 142_858]);
  });
});

/** Instances of one rate over one table, on a virtual clock. */
function instances(
  rate: number,
  count: number,
  { table = memoryTable(), mailsPerDay = 50_000 }: { table?: MemoryTable; mailsPerDay?: number } = {},
) {
  const time = new VirtualTime();
  const open = () =>
    openMailRate({ mailsPerSecond: rate, mailsPerDay }, { table, clock: time.clock, random: () => 0.5, sleep: (ms) => time.sleep(ms) });
  const startMs = time.now;
  /** When the mail might leave, after the start; null where it has to come back. */
  const left: (number | null)[] = [];
  const take = (from: ReturnType<typeof open>, urgency: 'notice' | 'mail') =>
    from.take(urgency).then(({ kind }) => left.push(kind === 'taken' ? time.now - startMs : null));
  return { time, table, left, take, rates: Array.from({ length: count }, open) };
}

describe('an instance', () => {
  it('pays one write and no wait for a mail after silence', async () => {
    const { time, table, left, take, rates } = instances(1, 1);
    const [rate] = rates;
    if (!rate) throw new Error('no instance');
    for (const hour of [0, 1]) time.after(hour * 3_600_000, () => void take(rate, 'notice'));

    await time.run();

    expect(left).toEqual([0, 3_600_000]);
    expect(table.used.write).toBe(2);
  });

  it('books all mails of a batch by one write', async () => {
    const { time, table, left, take, rates } = instances(14, 1);
    const [rate] = rates;
    if (!rate) throw new Error('no instance');
    for (let mail = 0; mail < 10; mail += 1) void take(rate, 'notice');

    await time.run();

    expect(table.used.write).toBe(1);
    expect(left).toHaveLength(10);
    expect(left.filter((at) => at === 0)).toHaveLength(5);
  });

  it('sends away what would wait too long, and asks nobody about it', async () => {
    const { time, table, left, take, rates } = instances(1, 1);
    const [rate] = rates;
    if (!rate) throw new Error('no instance');
    for (let mail = 0; mail < 10; mail += 1) void take(rate, 'notice');

    await time.run();

    expect(left.filter((at) => at === null)).toHaveLength(8);
    expect(table.used.write).toBe(2);
  });

  it('gives no slot twice, whoever else books', async () => {
    const { time, left, take, rates } = instances(14, 6);
    for (const rate of rates) for (let mail = 0; mail < 3; mail += 1) void take(rate, 'notice');

    await time.run();

    const later = left.flatMap((at) => (at ? [at] : []));
    expect(left).toHaveLength(18);
    expect(new Set(later.map((at) => Math.round(at / 10))).size).toBe(later.length);
  });

  it('lets notices pass mails that wait', async () => {
    const { time, left, take, rates } = instances(14, 2);
    const [one, other] = rates;
    if (!one || !other) throw new Error('no instance');
    for (let mail = 0; mail < 10; mail += 1) void take(one, 'mail');
    time.after(10, () => {
      left.length = 0;
      for (let notice = 0; notice < 2; notice += 1) void take(other, 'notice');
    });
    const beforeOthers = () => left.slice(0, 2);

    await time.run();

    expect(beforeOthers()).toEqual([10, 10]);
  });

  it('hands a failure of the table to all that wait, and serves the next', async () => {
    const { time, table, left } = instances(14, 0);
    let fails = true;
    const rate = openMailRate(
      { mailsPerSecond: 14, mailsPerDay: 50_000 },
      {
        table: { update: (input) => (fails ? Promise.reject(new Error('no table')) : table.update(input)) },
        clock: time.clock,
        random: () => 0.5,
        sleep: (ms) => time.sleep(ms),
      },
    );

    const failed = await Promise.allSettled([rate.take('notice'), rate.take('notice'), rate.take('mail')]);
    fails = false;
    const served = rate.take('notice').then(() => left.push(0));
    await time.run();
    await served;

    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(left).toEqual([0]);
  });
});

describe('the gate', () => {
  it.each(['assignedNotice', 'welcome'] as const)('begins nothing of a %s without a slot, and sees it again later', async (kind) => {
    const world = new MailWorld();
    world.putLead();
    const calls: string[] = [];
    world.onCall = (name, when) => {
      if (when === 'before') calls.push(name);
    };
    const asks: string[] = [];
    const rate = {
      take: async (urgency: string) => {
        asks.push(urgency);
        return { kind: asks.length > 1 ? ('taken' as const) : ('busy' as const) };
      },
    };

    await handleMailMessage(asked(kind), { ...world.parts(), rate });

    expect(calls).toEqual(['queue']);
    expect(world.sent).toEqual([]);
    const again = world.now;
    await world.run();
    expect(world.now).toBeGreaterThanOrEqual(again + 1_000);
    expect(world.sent).toHaveLength(1);
    expect(asks).toEqual([kind === 'welcome' ? 'mail' : 'notice']);
  });

  it('asks for no slot to end a doubt: its mail comes by a message of its own', async () => {
    const world = new MailWorld();
    world.putLead();
    const rate = { take: () => Promise.reject(new Error('asked')) };

    await handleMailMessage(
      { v: 1, kind: 'resolve', leadId: 'L1', mailId: mailIdFor('assignedNotice'), attemptId: 'A1' },
      { ...world.parts(), rate },
    );

    expect(world.table.all().some(({ pk }) => pk === keys.mailRate.pk)).toBe(false);
  });
});

describe('a mail that finds no slot of the sending rate', () => {
  let world: MailWorld;
  let rings: string[];
  beforeEach(() => {
    world = new MailWorld();
    world.putLead();
    rings = [];
    world.log = { ...silentLog, error: (message) => rings.push(message) };
  });

  it.each([
    ['assignedNotice', ['mail will not be sent']],
    ['welcome', []],
  ] as const)('is given up after a day, and the record says why: %s', async (kind, told) => {
    world.hasSlot = () => false;

    world.deliver(queueFor(kind), asked(kind));
    const begun = world.now;
    await world.run();

    expect(world.now - begun).toBeGreaterThanOrEqual(24 * hours);
    expect(world.mails()).toMatchObject([{ kind, status: 'failed', reason: 'expired', askedBy: asked(kind) }]);
    expect(world.timeline()).toMatchObject([{ type: 'mail.failed', data: { kind, reason: 'expired' } }]);
    expect(rings).toEqual(told);
  });

  it('is sent with a slot of the last minute, and has its own day for SES', async () => {
    const until = world.now + 23.9 * hours;
    world.hasSlot = () => world.now >= until;
    world.fate = () => (world.now < until + 5 * hours ? 'throttle' : 'accept');

    world.deliver('mail', asked('welcome'));
    await world.run();

    expect(world.mails()).toMatchObject([{ status: 'sent', askedBy: asked('welcome') }]);
  });

  it('says as any other that it is not needed', async () => {
    world.hasSlot = () => false;
    world.documents.forms = world.documents.forms.map((one) => ({ ...one, welcomeMail: false }));

    world.deliver('mail', asked('welcome'));
    await world.run();

    expect(world.mails()).toMatchObject([{ status: 'skipped', reason: 'mailOff' }]);
    expect(rings).toEqual([]);
  });
});

describe('the welcome of a post by a known person', () => {
  const repeated = (submissionId: string): MailRequest => MailRequest.parse({ ...asked('welcome', 'L1', submissionId), isRepeat: true });
  let world: MailWorld;
  let slots: number;
  beforeEach(() => {
    world = new MailWorld();
    world.putLead();
    slots = 0;
    world.hasSlot = () => {
      slots += 1;
      return true;
    };
  });

  it('takes no slot and keeps nothing where its lead was thanked within the day', async () => {
    await handleMailMessage(asked('welcome', 'L1', 's1'), world.parts());
    const thanked = world.table.all();

    await handleMailMessage(repeated('s2'), world.parts());

    expect(slots).toBe(1);
    expect(world.table.all()).toEqual(thanked);
  });

  it('goes out once the day is over, and takes a slot', async () => {
    await handleMailMessage(asked('welcome', 'L1', 's1'), world.parts());
    world.now += 24 * hours;

    await handleMailMessage(repeated('s2'), world.parts());

    expect([slots, world.sent.length]).toEqual([2, 2]);
  });

  it('is decided before it takes a slot, but not again each time that it waited for one', async () => {
    world.hasSlot = () => false;
    let reads = 0;
    const get: MemoryTable['get'] = (...asked) => {
      reads += 1;
      return world.table.get(...asked);
    };
    const parts = { ...world.parts(), table: { ...world.table, get } };

    await handleMailMessage(repeated('s1'), parts);
    const once = reads;
    await handleMailMessage({ ...repeated('s1'), waitsSince: world.clock().toISOString() }, parts);

    expect(once).toBeGreaterThan(0);
    expect(reads).toBe(once);
  });
});
