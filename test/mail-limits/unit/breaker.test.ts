import { beforeEach, describe, expect, it } from '@jest/globals';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { pauseMails } from '../../../shared/mail-limits/breaker-store.ts';
import { endPauses, letThrough, noteReturned, readMailStatus } from '../../../shared/mail-limits/index.ts';
import { countMails } from '../../../shared/mail-limits/store.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { type Log, silentLog } from '../../../shared/platform/logging.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { samplePost } from '../../support/lead-world/sample.ts';
import { asked, company, MailWorld } from '../../support/mail-world.ts';

const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;

let world: MailWorld;
let rings: string[];
let log: Log;

beforeEach(() => {
  world = new MailWorld();
  rings = [];
  log = { ...silentLog, error: (message) => rings.push(message) };
  world.log = log;
});

let posts = 0;
/** Has a new person of a mailbox at a provider of free mail thanked, and tells which mail that was. */
async function welcome() {
  posts += 1;
  const lead = world.putLead({ leadId: LeadId.parse(`L${posts}`), email: `khach${posts}@gmail.com` });
  world.putPost(samplePost(lead, `p${posts}`));
  const sent = world.sent.length;
  await handleMailMessage(asked('welcome', lead.leadId, `p${posts}`), world.parts());
  return world.sent[sent];
}

type Sent = Awaited<ReturnType<typeof welcome>>;
let reports = 0;

/** SES tells that a mail came back. */
async function comesBack(mail: Sent, what: 'Permanent' | 'Transient' | 'Complaint', more: Record<string, unknown> = {}) {
  if (!mail) throw new Error('no mail was sent');
  reports += 1;
  const said = { feedbackId: `f${reports}`, timestamp: world.clock().toISOString(), ...more };
  const event =
    what === 'Complaint'
      ? world.sesEvent(mail, 'Complaint', { complaint: said })
      : world.sesEvent(mail, 'Bounce', { bounce: { bounceType: what, ...said } });
  await world.hear(event, log);
  return event;
}

async function send(count: number): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (let index = 0; index < count; index += 1) sent.push(await welcome());
  return sent;
}

const isComplainedOf = (ordinal: number) => noteReturned({ ordinal, returning: 'complained' }, world.clock(), { table: world.table, log });
/** Asks for a mail that advertises. */
const advertise = () =>
  letThrough({ domain: null, isProven: true, isAdvertising: true, wasCounted: false }, world.clock(), {
    ...world.parts(),
    limits: company.mailLimits,
    log,
  });
const status = () => readMailStatus(world.table, world.clock());
const reasons = () => world.mails().flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
const pausing = ['mails to people are paused'];
const stopping = ['advertising to people is paused'];
const warning = ['mails to people are complained of'];
const mended = { by: 'lan', reason: 'Biểu mẫu hội chợ đã đóng' };

describe('bounces of mails to people', () => {
  it('stop them after the twentieth that bounced, and ring once', async () => {
    for (let index = 0; index < 60; index += 1) {
      const mail = await welcome();
      if (mail) await comesBack(mail, 'Permanent');
    }

    expect(world.sent).toHaveLength(20);
    expect(reasons()).toEqual(Array.from({ length: 40 }, () => 'mailPaused'));
    expect(rings).toEqual(pausing);
    expect(await status()).toMatchObject({ isPaused: true, pauseReason: 'bounces', total: 20 });
  });

  it('never stop a notice to a rep', async () => {
    for (const mail of await send(20)) await comesBack(mail, 'Permanent');
    world.putHotLead();
    const sent = world.sent.length;

    await handleMailMessage(asked('assignedNotice'), world.parts());
    await handleMailMessage(asked('hotNotice'), world.parts());

    expect(world.sent.slice(sent).map(({ tags }) => tags.kind)).toEqual(['assignedNotice', 'hotNotice']);
  });

  it('stop a follow-up as well', async () => {
    for (const mail of await send(20)) await comesBack(mail, 'Permanent');
    world.putLead();

    await handleMailMessage(asked('followUp'), world.parts());

    expect(world.mails().find(({ kind }) => kind === 'followUp')).toMatchObject({ status: 'failed', reason: 'mailPaused' });
  });

  it('of notices stop nothing', async () => {
    for (let index = 0; index < 25; index += 1) {
      world.putLead({ leadId: LeadId.parse(`N${index}`) });
      const sent = world.sent.length;
      await handleMailMessage(asked('assignedNotice', `N${index}`), world.parts());
      await comesBack(world.sent[sent], 'Permanent');
      // So many at once would come in a digest.
      world.now += 10 * minutes;
    }

    expect(await welcome()).toBeDefined();
    expect(rings).not.toContain(pausing[0]);
  });

  it.each([
    ['that may pass', 'Transient', {}],
    [
      'of addresses that SES did not write to, because they are on its own list',
      'Permanent',
      { bounceSubType: 'OnAccountSuppressionList' },
    ],
  ] as const)('%s do not count', async (_case, what, more) => {
    for (const mail of await send(25)) await comesBack(mail, what, more);

    expect(await status()).toMatchObject({ isPaused: false, bounces: { mails: 25, returned: 0 } });
  });

  it('count once, however often SES tells of them', async () => {
    const [first] = await send(25);

    for (let index = 0; index < 5; index += 1) await comesBack(first, 'Permanent');
    const event = await comesBack(first, 'Permanent');
    for (let index = 0; index < 5; index += 1) await world.hear(event, log);

    expect(await status()).toMatchObject({ isPaused: false, bounces: { mails: 25, returned: 1 } });
  });

  it('stop the twenty-first mail, where nothing came back since the share became too high', async () => {
    for (const mail of await send(2)) await comesBack(mail, 'Permanent');
    await send(18);
    expect(rings).toEqual([]);

    expect(await welcome()).toBeUndefined();

    expect(reasons()).toEqual(['mailPaused']);
    expect(rings).toEqual(pausing);
  });
});

describe('complaints about mails to people', () => {
  it('stop what advertises with the third, and nothing that people wait for', async () => {
    const sent = await send(12);

    for (const mail of sent.slice(0, 2)) await comesBack(mail, 'Complaint');
    expect(await advertise()).toEqual({ ordinal: 13 });
    await comesBack(sent[2], 'Complaint');

    expect(await advertise()).toEqual({ heldBack: 'advertisingPaused' });
    expect(await welcome()).toBeDefined();
    expect(await status()).toMatchObject({
      isPaused: false,
      advertisingPausedAt: world.clock().toISOString(),
      pausedFor: { returned: 3, mails: 13 },
    });
    expect(rings).toEqual([...warning, ...stopping]);
  });

  it('ring with the second of a thousand, stop advertising with the third, and never what reps get', async () => {
    await countMails(world.table, world.clock(), { mails: 1_000, isAdvertising: true });

    await isComplainedOf(100);
    expect(rings).toEqual([]);
    await isComplainedOf(200);
    expect(rings).toEqual(warning);
    expect(await status()).toMatchObject({ isPaused: false, isNearPause: true });
    await isComplainedOf(300);

    expect(await advertise()).toEqual({ heldBack: 'advertisingPaused' });
    expect(rings).toEqual([...warning, ...stopping]);
    world.putHotLead();
    await handleMailMessage(asked('hotNotice'), world.parts());
    expect(world.sent.at(-1)?.tags.kind).toBe('hotNotice');
  });

  it('keep advertising stopped until somebody ends that, who says why', async () => {
    for (const mail of (await send(12)).slice(0, 3)) await comesBack(mail, 'Complaint');
    world.now += 30 * days;
    expect(await advertise()).toEqual({ heldBack: 'advertisingPaused' });

    expect(await endPauses(world.table, mended, world.clock())).toBe(true);

    expect(await advertise()).toMatchObject({ ordinal: expect.any(Number) });
    expect(await status()).toMatchObject({ resumedBy: 'lan', resumeReason: mended.reason });
  });

  it('stop all that people get where they complain of three more while no advertising goes out', async () => {
    for (const mail of (await send(12)).slice(0, 3)) await comesBack(mail, 'Complaint');
    const since = await send(10);
    world.now += hours;

    for (const mail of since.slice(0, 3)) await comesBack(mail, 'Complaint');

    expect(await welcome()).toBeUndefined();
    expect(await status()).toMatchObject({ isPaused: true, pauseReason: 'complaints', pausedFor: { returned: 3, mails: 10 } });
    world.now += days;
    expect(await welcome()).toBeDefined();
    expect(await advertise()).toEqual({ heldBack: 'advertisingPaused' });
    expect(rings).toEqual([...warning, ...stopping, ...pausing]);
  });

  it('that come late count no more where the pause has ended them', async () => {
    const sent = await send(12);
    for (const mail of sent.slice(0, 3)) await comesBack(mail, 'Complaint');

    for (const mail of sent.slice(3)) await comesBack(mail, 'Complaint');

    expect(await welcome()).toBeDefined();
    expect(rings).toEqual([...warning, ...stopping]);
  });

  it('ring once in seven days, and anew when a pause has ended', async () => {
    await countMails(world.table, world.clock(), { mails: 3_000, isAdvertising: false });
    for (const ordinal of [1, 2, 3, 4, 5, 6, 7, 8]) await isComplainedOf(ordinal);
    expect(rings).toEqual(warning);

    await isComplainedOf(9);
    expect(rings).toEqual([...warning, ...stopping]);
    await endPauses(world.table, mended, world.clock());
    await countMails(world.table, world.clock(), { mails: 10, isAdvertising: false });
    await isComplainedOf(3_001);
    await isComplainedOf(3_002);

    expect(rings).toEqual([...warning, ...stopping, ...warning]);
  });

  it('count for seven days', async () => {
    const old = await send(2);
    world.now += 8 * days;
    const fresh = await send(3);

    for (const mail of [...old, ...fresh.slice(0, 2)]) await comesBack(mail, 'Complaint');

    expect(await status()).toMatchObject({ isPaused: false, complaints: { mails: 3, returned: 2 } });
  });

  it('that are none do not count', async () => {
    for (const mail of await send(5)) await comesBack(mail, 'Complaint', { complaintFeedbackType: 'not-spam' });

    expect(await status()).toMatchObject({ isPaused: false, complaints: { returned: 0 } });
  });
});

describe('a pause of mails to people', () => {
  let before: Sent[];
  beforeEach(async () => {
    before = await send(25);
    for (const mail of before.slice(0, 2)) await comesBack(mail, 'Permanent');
    expect(await status()).toMatchObject({ isPaused: true });
  });

  it('ends after a day, and counting has begun anew', async () => {
    world.now += 24 * hours - 1;
    expect(await welcome()).toBeUndefined();
    world.now += 1;

    const after = await send(19);
    // What was sent before the pause counts no more, whenever it comes back.
    for (const mail of [...before, ...after]) await comesBack(mail, 'Permanent');

    expect(after.every((mail) => mail !== undefined)).toBe(true);
    expect(await status()).toMatchObject({ isPaused: false, bounces: { mails: 19, returned: 19 } });
    expect(rings).toEqual(pausing);
  });

  it('comes again when as much comes back, and rings again', async () => {
    world.now += 24 * hours;

    for (const mail of await send(20)) await comesBack(mail, 'Permanent');

    expect(await welcome()).toBeUndefined();
    expect(rings).toEqual([...pausing, ...pausing]);
  });

  it('is ended by hand, which says who, when and why, once', async () => {
    world.now += hours;

    const ended = [
      await endPauses(world.table, mended, world.clock()),
      await endPauses(world.table, { by: 'nam', reason: 'Xong' }, world.clock()),
    ];

    expect(ended).toEqual([true, false]);
    expect(await status()).toMatchObject({
      isPaused: false,
      resumedBy: 'lan',
      resumeReason: mended.reason,
      resumedAt: world.clock().toISOString(),
    });
    expect(await welcome()).toBeDefined();
  });

  it('is not begun again by whoever decided before it was ended by hand', async () => {
    await endPauses(world.table, mended, world.clock());

    await pauseMails(
      world.table,
      { scope: 'all', reason: 'bounces', share: { mails: 25, returned: 2 }, by: 21, countsAfter: 0 },
      world.clock(),
    );

    expect(await status()).toMatchObject({ isPaused: false });
  });
});

it('rings although the answer to the pause was lost', async () => {
  const sent = await send(20);
  await comesBack(sent[0], 'Permanent');
  const { table } = world;
  const losing: Pick<Table, 'update'> = {
    // What the SDK does when no answer comes: it writes again, and hears that the condition holds no more.
    async update(input) {
      if (input.UpdateExpression?.includes('pausedAt')) await table.update(input);
      return table.update(input);
    },
  };

  await noteReturned({ ordinal: 2, returning: 'bounced' }, world.clock(), { table: losing, log });

  expect(await status()).toMatchObject({ isPaused: true });
  expect(rings).toEqual(pausing);
});

it('keeps a small item, whatever comes back in a month', async () => {
  for (let day = 0; day < 30; day += 1) {
    const [mail] = await send(30);
    await comesBack(mail, 'Permanent');
    await comesBack(mail, 'Complaint');
    world.now += days;
  }

  const item = world.table.all().find(({ pk }) => pk === keys.strangers.pk) ?? {};
  expect(Object.keys(item).length).toBeLessThan(50);
});
