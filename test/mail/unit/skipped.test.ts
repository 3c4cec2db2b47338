import { beforeEach, describe, expect, it } from '@jest/globals';
import { noEvidence } from '../../../shared/leads/index.ts';
import type { Mail } from '../../../shared/mail/record.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { skipMail } from '../../../shared/mail/store.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { Killed } from '../../support/effects.ts';
import { startAt } from '../../support/lead-world/sample.ts';
import { asked, form, MailWorld, mailIdFor, queueFor } from '../../support/mail-world.ts';

const hours = 3_600_000;
let world: MailWorld;
beforeEach(() => {
  world = new MailWorld();
});

const ask = () => handleMailMessage(asked('hotNotice'), world.parts());
const ends = () => world.mails().map(({ status, reason }) => [status, reason]);
const cool = () => world.putHotLead({ evidence: { ...noEvidence, temperature: 'warm', fit: 'B' } });

describe('a mail that is not needed', () => {
  it('keeps its first reason, for a write unit, however often and with whatever reason it is asked for', async () => {
    cool();
    await ask();
    const [first] = world.mails();
    world.now += 60_000;

    world.putHotLead({}, { repId: null });
    await ask();

    expect(world.mails()).toEqual([first]);
    expect(first).toMatchObject({ status: 'skipped', reason: 'notHotAnyMore', attempts: 0, audience: 'rep' });
    expect(world.timeline()).toEqual([]);
  });

  it('is decided anew when it is asked for again, with its whole time for tries', async () => {
    cool();
    await ask();
    world.now += 30 * hours;
    world.putHotLead();
    const fates = ['throttle' as const];
    world.fate = () => fates.shift() ?? 'accept';

    world.deliver('notice', asked('hotNotice'));
    await world.run();

    expect(ends()).toEqual([['sent', undefined]]);
    expect(Date.parse(world.mails()[0]?.plannedAt ?? '') - startAt).toBeGreaterThanOrEqual(30 * hours);
  });

  it('may become one that fails', async () => {
    cool();
    await ask();
    world.putHotLead();
    world.documents.reps = [];

    await ask();

    expect(ends()).toEqual([['failed', 'ownerUnknown']]);
  });

  it('says so after a try that SES did not take', async () => {
    world.putHotLead();
    world.fate = () => 'throttle';
    await ask();
    expect(ends()).toEqual([['planned', undefined]]);

    cool();
    await world.run();

    expect(ends()).toEqual([['skipped', 'notHotAnyMore']]);
  });

  it('becomes one that was sent when SES proves it late', async () => {
    world.putHotLead();
    world.fate = () => 'lostAfter';
    world.losesEvent = () => true;
    world.deliver('notice', asked('hotNotice'));
    await world.run(startAt + 60_000);
    cool();
    await world.run();
    expect(ends()).toEqual([['skipped', 'notHotAnyMore']]);

    for (const mail of world.sent) await world.hear(world.sesEvent(mail, 'Send'));

    expect(ends()).toEqual([['sent', undefined]]);
    expect(world.timeline().map(({ type }) => type)).toEqual(['mail.sent']);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['was sent', ask],
    [
      'failed',
      () => {
        world.documents.reps = [];
        return ask();
      },
    ],
    [
      'is in somebody’s hands',
      async () => {
        world.onCall = (name, when) => {
          if (name === 'ses' && when === 'before') throw new Error('killed');
        };
        await ask().catch(() => {});
      },
    ],
  ])('leaves one alone that %s', async (_case, first) => {
    world.putHotLead();
    await first();
    const before = world.mails();

    cool();
    await ask();

    expect(world.mails()).toEqual(before);
  });

  it.each(['Nguyễn Văn An', 'an@example.com', '0912345678', 'A', '', 'x'.repeat(41)])('has no reason like %j', async (reason) => {
    const { leadId } = cool();
    await ask();
    const [mail] = world.mails();
    const planned: Mail = { ...(mail as Mail), leadId, mailId: mailIdFor('hotNotice') };

    await expect(skipMail(world.table, planned, reason, new Date(startAt))).rejects.toThrow();
  });
});

describe('a mail that is not needed any more when its worker has died', () => {
  it.each([
    ['hotNotice', 'before', 'skipped', 'notHotAnyMore'],
    ['hotNotice', 'after', 'sent', undefined],
    ['welcome', 'before', 'failed', 'inDoubt'],
    ['welcome', 'after', 'sent', undefined],
  ] as const)('is ended all the same: a %s, %s SES took it', async (kind, moment, status, reason) => {
    world.putHotLead();
    world.onCall = (name, when) => {
      if (name !== 'ses' || when !== moment) return;
      world.onCall = () => {};
      cool();
      world.documents.forms = [{ ...form, welcomeMail: false }];
      throw new Killed();
    };

    world.deliver(queueFor(kind), asked(kind));
    await world.run();

    expect(ends()).toEqual([[status, reason]]);
    expect(world.timeline().map(({ type }) => type)).toEqual(status === 'skipped' ? [] : [`mail.${status}`]);
  });

  it('rings for no notice whose owner is unknown since, while another worker may have sent it', async () => {
    const errors: string[] = [];
    world.log = { ...silentLog, error: (message: string) => void errors.push(message) };
    world.putHotLead();
    await ask();
    world.documents.reps = [];

    await ask();

    expect(ends()).toEqual([['sent', undefined]]);
    expect(errors).toEqual([]);
  });
});
