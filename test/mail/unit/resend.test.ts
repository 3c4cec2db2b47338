import { beforeEach, describe, expect, it } from '@jest/globals';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { resendNotices } from '../../../shared/mail/index.ts';
import type { Log } from '../../../shared/platform/logging.ts';
import { startAt } from '../../support/lead-world/sample.ts';
import { type AskedKind, asked, MailWorld, mailIdFor, type SesFate } from '../../support/mail-world.ts';

const hours = 60 * 60_000;
const iso = (at: number) => new Date(at).toISOString();
const oldOwner = LeadOwner.parse({ repId: 'rep-lan', poolId: 'south', since: iso(startAt - hours), decisionId: 'D1' });
let world: MailWorld;
let errors: string[];

beforeEach(() => {
  world = new MailWorld();
  errors = [];
  const log: Log = { info: () => {}, warn: () => {}, error: (message) => void errors.push(message) };
  world.log = log;
});

const statuses = () => world.mails().map(({ mailId, status, reason }) => `${mailId} ${status}${reason ? ` ${reason}` : ''}`);

async function ask(kind: AskedKind, fate: SesFate) {
  world.fate = () => fate;
  world.deliver('notice', asked(kind));
  await world.run();
  world.fate = () => 'accept';
}
async function resend(changes: { from?: number; to?: number; dryRun?: boolean } = {}) {
  const { from = startAt, to = world.now, dryRun = false } = changes;
  const notice = world.parts().queues.notice;
  const report = await resendNotices({ table: world.table, notice, clock: world.clock }, { from: iso(from), to: iso(to), dryRun });
  await world.run();
  return report;
}

describe('a sender that SES does not know yet', () => {
  it('loses no notice: it is tried for a day, goes out when somebody has put it right, and rings once', async () => {
    world.putLead();
    world.fate = () => (world.now < startAt + 20 * hours ? 'notVerified' : 'accept');

    world.deliver('notice', asked('assignedNotice'));
    await world.run();

    expect(statuses()).toEqual(['assignedNotice-D1 sent']);
    expect(world.now - startAt).toBeLessThanOrEqual(20 * hours + 5 * 60_000);
    expect(errors).toEqual(['SES takes no mail']);
  });
});

describe('what rings', () => {
  it.each<[string, AskedKind, SesFate, string[]]>([
    ['a notice that SES refuses', 'assignedNotice', 'refuse', ['SES will never take this mail']],
    ['a notice that SES did not take for a day', 'assignedNotice', 'throttle', ['SES did not take the mail for a day']],
    ['a welcome to an address that SES refuses: anybody could make it ring', 'welcome', 'refuse', []],
    ['a welcome in doubt', 'welcome', 'lostBefore', []],
  ])('of %s', async (_case, kind, fate, lines) => {
    world.putLead();

    await ask(kind, fate);

    expect(errors).toEqual(lines);
  });

  it('of an owner who is not configured any more', async () => {
    world.putLead();
    world.documents.reps = [];

    await ask('assignedNotice', 'accept');

    expect(errors).toEqual(['mail will not be sent']);
  });
});

describe('failed notices', () => {
  it.each<SesFate>(['refuse', 'notVerified'])('are sent again when SES takes them: %s', async (fate) => {
    world.putLead({ owner: oldOwner });
    await ask('assignedNotice', fate);
    await ask('repeatNotice', fate);
    expect(world.sent).toEqual([]);

    const report = await resend();

    expect(report).toEqual({ found: 2, asked: 2, malformed: 0 });
    expect(statuses()).toEqual(['assignedNotice-D1 sent', `${mailIdFor('repeatNotice')} sent`]);
    expect(
      world
        .timeline()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['mail.failed', 'mail.failed', 'mail.sent', 'mail.sent']);
  });

  it('are sent once however often and wherever the command is run', async () => {
    world.putLead();
    await ask('assignedNotice', 'refuse');

    await Promise.all([resend(), resend()]);
    await resend();

    expect(world.sent).toHaveLength(1);
  });

  it('are found again when the command died between freeing and asking', async () => {
    world.putLead();
    await ask('assignedNotice', 'refuse');
    const to = world.now;
    const dead = { send: async () => {}, sendAll: async () => Promise.reject(new Error('killed')) };
    const span = { from: iso(startAt), to: iso(to), dryRun: false };
    await expect(resendNotices({ table: world.table, notice: dead, clock: world.clock }, span)).rejects.toThrow('killed');

    await resend({ to });

    expect(statuses()).toEqual(['assignedNotice-D1 sent']);
    expect(world.sent).toHaveLength(1);
  });

  it.each([
    ['was sent', 'assignedNotice', 'accept', {}],
    ['failed before the span', 'assignedNotice', 'refuse', { from: startAt + hours, to: startAt + 2 * hours }],
    ['went to a customer', 'welcome', 'refuse', {}],
    ['is only looked for', 'assignedNotice', 'refuse', { dryRun: true }],
  ] as const)('are left alone when one %s', async (_case, kind, fate, span) => {
    world.putLead();
    await ask(kind, fate);
    const sent = world.sent.length;
    const before = statuses();

    await resend(span);

    expect(world.sent).toHaveLength(sent);
    expect(statuses()).toEqual(before);
  });

  it('go to whoever owns the lead by now, or to nobody when that is somebody new', async () => {
    world.putLead();
    await ask('assignedNotice', 'refuse');
    world.putLead({ owner: { ...oldOwner, decisionId: LeadOwner.parse({ ...oldOwner, decisionId: 'D2' }).decisionId } });

    await resend();

    expect(world.sent).toEqual([]);
  });
});
