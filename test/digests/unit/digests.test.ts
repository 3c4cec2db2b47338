import { describe, expect, it } from '@jest/globals';
import { MailRequest, WorkMessage } from '../../../events/index.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { CompanyConfig, companyKind } from '../../../shared/company/company-config.ts';
import { chooseDigests } from '../../../shared/digests/choose-digests.ts';
import { makeDigestWork } from '../../../shared/digests/make-work.ts';
import { sendDigestsWork } from '../../../shared/digests/send-work.ts';
import { type Fact, packFact } from '../../../shared/facts/index.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { doWork, type WorkParts } from '../../../shared/work/index.ts';
import { factOf, ownershipOf, touchOf } from '../../support/facts.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { company, MailWorld } from '../../support/mail-world.ts';
import { unheardQueue } from '../../support/queues.ts';

/** A Monday, 08:00 in Vietnam; the week that is told of began on 2026-11-16. */
const due = '2026-11-23T01:00:00.000Z';
const weekStart = Date.parse('2026-11-15T17:00:00.000Z');

let made = 0;
const person = (at: number, sourceId: string, poolId: string, repId: string): Fact => {
  made += 1;
  const id = `L01K9ZQ3V7N8Q0WJ9F4TE6${String(made).padStart(4, '0')}`;
  return factOf({ id, arrivedAt: at, first: touchOf({ at, sourceId }), owners: [ownershipOf({ from: at, poolId, repId })] });
};

/** Twelve people a week for eight weeks, six in each pool; then what a test says. */
function facts(last: { readonly south: number; readonly north: number }): Fact[] {
  const many = (week: number, count: number, pool: string, sourceId: string) =>
    Array.from({ length: count }, (_, index) =>
      person(weekStart - week * 7 * daysMs + (index + 1) * 3_600_000, sourceId, pool, pool === 'south' ? 'rep-anh-nguyen' : 'rep-other'),
    );
  const usual = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((week) => [...many(week, 6, 'south', 'contact'), ...many(week, 6, 'north', 'contact')]);
  return [...usual, ...many(0, last.south, 'south', 'webinar'), ...many(0, last.north, 'north', 'contact')];
}

async function begun(said: readonly Fact[] = facts({ south: 40, north: 6 })) {
  const world = createWorld();
  await world.takeIn(world.post({ fullName: 'Khách', phone: '0912345671', province: 'TP. Hồ Chí Minh' }));
  await world.assignAll();
  world.project();
  world.table.seed(
    ...said.map((fact) => ({
      ...keys.fact(new Date(fact.arrivedAt + 7 * 3_600_000).toISOString().slice(0, 7), LeadId.parse(fact.id)),
      f: packFact(fact),
      v: 1,
      n: 0,
    })),
  );
  let now = new Date('2026-11-18T03:00:00.000Z');
  const asked: WorkMessage[] = [];
  const mails: MailRequest[] = [];
  const queues = {
    assign: unheardQueue,
    mail: unheardQueue,
    score: unheardQueue,
    notice: { send: async ({ body }: { body: unknown }) => void mails.push(MailRequest.parse(body)), sendAll: unheardQueue.sendAll },
    work: {
      send: unheardQueue.send,
      sendAll: async (all: readonly { body: unknown }[]) => void asked.push(...all.map(({ body }) => WorkMessage.parse(body))),
    },
  };
  const parts = () => ({ ...world.parts, clock: () => now, queues }) as unknown as WorkParts;
  const run = async (message: unknown) => doWork(WorkMessage.parse(message), [sendDigestsWork, makeDigestWork], parts());
  return {
    world,
    mails,
    choose: (userId: string, weekly = true, monthly = false) =>
      chooseDigests({ userId, weekly, monthly, seenVersion: undefined, along: () => [] }, parts()),
    timers: () =>
      world
        .itemsOf('DUE#')
        .map((item) => Timer.parse(item))
        .filter(({ message }) => message.kind === 'sendDigests')
        .toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1)),
    async fire(at = due) {
      now = new Date(at);
      await run({ v: 1, kind: 'sendDigests', request: { of: 'week', at: due } });
      for (const message of asked.splice(0)) await run(message);
    },
  };
}

async function sentOf(world: World, requests: readonly MailRequest[], changes: Partial<CompanyConfig> = {}): Promise<MailWorld> {
  const mails = new MailWorld(1, world.table);
  mails.now = Date.parse(due);
  mails.documents.users = [...(await world.config.current(userKind)).documents.values()];
  mails.documents.company = [CompanyConfig.parse({ ...company, ...changes })];
  for (const request of requests) mails.deliver('notice', request);
  await mails.run();
  return mails;
}

describe('digests of numbers', () => {
  it('cost nothing while nobody asks: there is no timer', async () => {
    const { timers, choose, fire, mails } = await begun();
    expect(timers()).toEqual([]);

    await choose('admin', false);
    await fire();

    expect(timers()).toEqual([]);
    expect(mails).toEqual([]);
  });

  it('are due at the first working moment of the next week, whoever asks, and set the next time first', async () => {
    const { timers, choose, fire, mails } = await begun();
    await choose('admin');
    await choose('leader-south');
    expect(timers().map(({ dueAt }) => dueAt)).toEqual([due]);

    await fire();

    expect(timers().map(({ dueAt }) => dueAt)).toEqual([due, '2026-11-30T01:00:00.000Z']);
    expect(mails.map((mail) => 'userId' in mail && mail.userId).toSorted()).toEqual(['admin', 'leader-south']);
  });

  it.each([
    ['vi', 'Số liệu tuần 16/11/2026 – 22/11/2026', '▲ Khách mới: 46 (thường lệ 12)', 'Chủ yếu do'],
    ['en', 'Your numbers of the week: 16 Nov 2026 – 22 Nov 2026', '▲ New leads: 46 (usually 12)', 'Mostly'],
  ] as const)('say in %s what changed, why, and lead to the report', async (defaultLocale, subject, changed, mostly) => {
    const { world, choose, fire, mails } = await begun();
    world.config.change(companyKind, 'company', (before) => ({ ...before, defaultLocale }));
    await choose('admin');
    await fire();

    const { sent } = await sentOf(world, mails, { defaultLocale });

    expect(sent).toHaveLength(1);
    const [mail] = sent;
    expect(mail?.subject).toBe(subject);
    expect(mail?.text).toContain(changed);
    expect(mail?.text).toMatch(new RegExp(`${mostly} .*webinar.*\\(40; `));
    expect(mail?.html).toContain(
      'https://console.annhien.example/#/bao-cao/overview/from=2026-11-16&amp;to=2026-11-23&amp;compare=previous',
    );
    expect(mail?.headers).not.toHaveProperty('List-Unsubscribe');
    expect(JSON.stringify(mail)).not.toContain('Khách 0912');
  });

  it('count for each what they may see: of two pools two leaders are told what adds up to the whole', async () => {
    const { world, choose, fire, mails } = await begun();
    world.config.add(userKind, [{ id: 'leader-north', email: 'leader.north@example.com', role: 'leader', pools: ['north'] as never }]);
    for (const userId of ['admin', 'leader-south', 'leader-north']) await choose(userId);
    await fire();

    const { sent } = await sentOf(world, mails);
    const leadsOf = (address: string) => Number(/Khách mới: (\d+) \|/.exec(sent.find(({ to }) => to === address)?.text ?? '')?.[1]);

    const addresses = [...(await world.config.current(userKind)).documents.values()];
    const told = (userId: string) => leadsOf(addresses.find(({ id }) => id === userId)?.email ?? '');
    expect(told('admin')).toBe(46);
    expect(told('leader-south')).toBe(40);
    expect(told('leader-north')).toBe(6);
    // Nothing changed in the north.
    expect(sent.find(({ to }) => to === 'leader.north@example.com')?.text).toContain('Không số nào thay đổi');
  });

  it('go to each once, however often timer and messages come', async () => {
    const { world, choose, fire, mails } = await begun();
    await choose('admin');
    await fire();
    // Somebody else is the newest lead by now.
    await world.takeIn(world.post({ fullName: 'Khách hai', phone: '0912345672', province: 'TP. Hồ Chí Minh' }));
    await world.assignAll();
    world.project();
    await fire('2026-11-24T03:00:00.000Z');

    expect(mails).toHaveLength(2);
    expect((await sentOf(world, [...mails, ...mails])).sent).toHaveLength(1);
  });

  it('look before they go: not before the first working moment, nor to whoever asked behind it', async () => {
    const { choose, fire, mails, timers } = await begun();
    await choose('admin');
    await fire('2026-11-22T20:00:00.000Z');
    expect(mails).toEqual([]);
    expect(timers().map(({ dueAt }) => dueAt)).toEqual([due]);

    const late = await begun();
    await late.fire('2026-11-24T03:00:00.000Z');
    await late.choose('admin');
    await late.fire('2026-11-24T04:00:00.000Z');
    expect(late.mails).toEqual([]);
  });

  it('go to nobody who left, who turned them off, or whose mail waited until then', async () => {
    const { world, choose, fire, mails } = await begun();
    for (const userId of ['admin', 'marketer', 'leader-south']) await choose(userId);
    await choose('marketer', false);
    await fire();
    expect(mails).toHaveLength(2);
    world.config.remove(userKind, 'leader-south');
    await choose('admin', false);

    expect((await sentOf(world, mails)).sent).toEqual([]);
  });

  it('tell nothing to whoever has nothing', async () => {
    const { choose, fire, mails } = await begun([]);
    await choose('admin');
    await fire();

    expect(mails).toEqual([]);
  });
});
