import { describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import { type UserConfig, userKind } from '../../../shared/access/user-config.ts';
import { CompanyConfig, companyKind } from '../../../shared/company/company-config.ts';
import { summariseMorning } from '../../../shared/notices/rules-morning.ts';
import { tellMorningWork } from '../../../shared/notices/tell-morning.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { company, MailWorld } from '../../support/mail-world.ts';
import { unheardQueue } from '../../support/queues.ts';

/** 07:30 on a Tuesday in Vietnam. */
const morning = '2026-11-24T00:30:00.000Z';
const since = '2026-11-20T00:30:00.000Z';

async function started({ leads = 0, isOn = true }: { leads?: number; isOn?: boolean } = {}) {
  const world = createWorld();
  if (isOn) world.config.change(companyKind, 'company', (before) => ({ ...before, leaderMorning: { at: '07:30' } }));
  for (let number = 1; number <= leads; number += 1) {
    await world.takeIn(world.post({ fullName: `Khách ${number}`, phone: `091234567${number}`, province: 'TP. Hồ Chí Minh' }));
  }
  await world.assignAll();
  world.sent.notice.length = 0;
  const { notice, assign } = world.parts;
  const queues = { notice, assign, mail: unheardQueue, score: unheardQueue, work: unheardQueue };
  const run = (step: 'set' | 'tell', at: string, now = at, from = since) =>
    tellMorningWork.run({ step, at, since: from }, { ...world.parts, queues, clock: () => new Date(now) });
  const next = () =>
    world
      .itemsOf('DUE#')
      .map((item) => Timer.parse(item))
      .filter(({ groupId }) => groupId === 'tellMorning')
      .map(({ dueAt, message }) => `${Object(message.request).step} ${dueAt} since ${Object(message.request).since}`);
  return { world, run, next, notices: () => world.sent.notice.map(({ body }) => body as MailRequest) };
}

/** The gate over what the world holds. */
async function mailsOf({ world }: Awaited<ReturnType<typeof started>>, locale: 'vi' | 'en' = 'vi'): Promise<MailWorld> {
  const mails = new MailWorld(1, world.table);
  mails.now = Date.parse(morning);
  const documentsOf = async <Document>(kind: { readonly name: string }) =>
    [...(await world.config.current(kind as never)).documents.values()] as Document[];
  mails.documents.users = await documentsOf<UserConfig>(userKind);
  mails.documents.pools = await documentsOf(poolKind);
  mails.documents.reps = await documentsOf(repKind);
  mails.documents.company = [CompanyConfig.parse({ ...company, defaultLocale: locale, leaderMorning: {} })];
  return mails;
}

describe('the morning of leaders', () => {
  it('comes on working days, at the time that the company says', async () => {
    const { run, next } = await started();

    // Saturday evening: the company rests on Sunday.
    await run('set', '2026-11-28T12:00:00.000Z');

    expect(next()).toEqual(['tell 2026-11-30T00:30:00.000Z since 2026-11-20T00:30:00.000Z']);
  });

  it('tells all since the one before, whatever is deployed in between', async () => {
    const { run, next } = await started();
    await run('tell', morning);
    const deployedAt = '2026-11-24T09:00:00.000Z';

    await run('set', deployedAt, deployedAt, deployedAt);

    expect(next()).toEqual([`tell 2026-11-25T00:30:00.000Z since ${morning}`]);
  });

  it('is told where there is something to say, once for each leader, and the next stands', async () => {
    const { run, next, notices } = await started({ leads: 3 });

    await run('tell', morning);
    await run('tell', morning);

    expect(new Set(notices().map((body) => JSON.stringify(body))).size).toBe(1);
    expect(notices()[0]).toMatchObject({ kind: 'morningNotice', userId: 'leader-south', morning, since });
    expect(next()).toEqual([`tell 2026-11-25T00:30:00.000Z since ${morning}`]);
  });

  it.each([
    ['there is nothing to say', { leads: 0 }, morning],
    ['the company has it off', { leads: 3, isOn: false }, morning],
    ['the morning is over, as behind a standstill', { leads: 3 }, '2026-11-24T06:00:00.000Z'],
  ])('is told to nobody where %s', async (_what, options, now) => {
    const { run, next, notices } = await started(options);

    await run('tell', morning, now);

    expect(notices()).toEqual([]);
    expect(next()).toHaveLength(1);
  });

  it('counts rep by rep, and ends with a text for a group in which numbers are masked', async () => {
    const begun = await started({ leads: 3 });
    await begun.run('tell', morning);
    const mails = await mailsOf(begun);
    mails.copies = () => 3;
    for (const request of begun.notices()) mails.deliver('notice', request);

    await mails.run();

    const [mail] = mails.sent;
    expect(mails.sent).toHaveLength(1);
    expect(mail?.to).toContain('leader.south@example.com');
    expect(mail?.subject).toContain('Sáng 24/11/2026: 3 khách mới');
    expect(mail?.text).toMatch(/: 1 khách mới/);
    expect(JSON.stringify(mail)).not.toMatch(/0?91 ?234 ?567/);
  });

  it('is told once also where another lead stands first by then', async () => {
    const begun = await started({ leads: 3 });
    const mails = await mailsOf(begun, 'en');
    const [one, other] = begun.world.leads();
    for (const lead of [one, other]) {
      mails.deliver('notice', { v: 1, kind: 'morningNotice', leadId: lead?.leadId ?? '', userId: 'leader-south', morning, since });
    }

    await mails.run();

    expect(mails.sent.map(({ subject }) => subject)).toEqual([expect.stringContaining('Morning of 24 Nov 2026: 3 new')]);
  });
});

describe('what a morning counts', () => {
  const rep = { id: 'rep-lan', name: 'Lan' } as never;
  const of = (leadId: string, cause: string, chosen: string | null, passedBy?: string) =>
    ({ leadId, subject: 'lead', cause, chosen, ...(passedBy ? { passedBy: [{ repId: passedBy, poolId: 'south' }] } : {}) }) as never;
  const reps = new Map([
    ['rep-lan', { name: 'Lan' }],
    ['rep-minh', { name: 'Minh' }],
  ]);

  it('is a subject once, an offer that expired with whoever let it pass, and nobody of whom there is nothing to tell', () => {
    const decisions = [of('L1', 'created', 'rep-lan'), of('L1', 'expired', 'rep-minh', 'rep-lan'), of('L2', 'post', 'rep-minh')];

    const told = summariseMorning({ waiting: [{ since }], overdue: [{ rep, count: 4 }], decisions, reps });

    expect(told).toEqual({
      given: 2,
      waiting: 1,
      waitsSince: since,
      overdue: 4,
      expired: 1,
      reps: [
        { name: 'Lan', given: 1, overdue: 4, expired: 1 },
        { name: 'Minh', given: 2, overdue: 0, expired: 0 },
      ],
    });
    expect(summariseMorning({ waiting: [], overdue: [{ rep, count: 0 }], decisions: [], reps }).reps).toEqual([]);
  });
});
