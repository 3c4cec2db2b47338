import { beforeEach, describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import { UserConfig } from '../../../shared/access/user-config.ts';
import { CompanyConfig } from '../../../shared/company/company-config.ts';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { Killed } from '../../support/effects.ts';
import { company, MailWorld } from '../../support/mail-world.ts';

const minutes = 60_000;
const page = 'https://crm.annhien.example/leads/{leadId}';
let world: MailWorld;

const idOf = (number: number) => LeadId.parse(`L${number}`);
const nameOf = (number: number): string => `Trần An ${number}`;
const leader = (id: string) => UserConfig.parse({ id, email: `${id}@annhien.example`, role: 'leader', pools: ['south'] });

function begin(locale: 'vi' | 'en' = 'vi'): void {
  world = new MailWorld();
  world.documents.users = [leader('leader-south')];
  world.documents.company = [CompanyConfig.parse({ ...company, defaultLocale: locale, leadPage: page })];
  for (let number = 1; number <= 9; number += 1) world.putLead({ leadId: idOf(number), fullName: nameOf(number), owner: null });
}
beforeEach(() => begin());

const request = (number: number, userId = 'leader-south'): MailRequest => ({
  v: 1,
  kind: 'unacceptedNotice',
  leadId: idOf(number),
  subject: 'lead',
  poolId: 'south',
  endedAt: '2026-11-23T02:00:00.000Z',
  userId,
});

async function tell(...numbers: number[]): Promise<void> {
  for (const number of numbers) world.deliver('notice', request(number));
  await world.run(world.now);
}

/** Lets time pass, with a look at the timers each minute. */
async function pass(ms: number): Promise<void> {
  for (const end = world.now + ms; world.now < end; ) {
    await world.tick().catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    await world.run(Math.min(end, world.now + minutes));
  }
}

const named = (text: string): number[] => [...text.matchAll(/Trần An (\d)/g)].map(([, number]) => Number(number));
const kinds = () => world.sent.map(({ tags }) => tags.kind);

describe('notices to one leader', () => {
  it('come as the first at once, and as one mail for what comes behind it', async () => {
    await tell(1, 2, 3, 4, 5);
    const atOnce = kinds();
    await pass(3 * minutes);

    expect(atOnce).toEqual(['unacceptedNotice']);
    expect(kinds()).toEqual(['unacceptedNotice', 'leaderDigest']);
    const [, digest] = world.sent;
    expect(digest).toMatchObject({
      to: 'leader-south@annhien.example',
      subject: '4 việc của nhóm cần anh/chị xem: Trần An 2, Trần An 3, Trần An 4',
      replyTo: null,
    });
    expect(new Set(named(digest?.text ?? ''))).toEqual(new Set([2, 3, 4, 5]));
    expect(digest?.html).toContain(`href="${page.replace('{leadId}', 'L3')}"`);
    expect(JSON.stringify(digest)).not.toMatch(/tel:|0912|huong@/);
  });

  it('come one by one where each comes by itself', async () => {
    for (const number of [1, 2, 3]) {
      await tell(number);
      await pass(5 * minutes);
    }

    expect(kinds()).toEqual(['unacceptedNotice', 'unacceptedNotice', 'unacceptedNotice']);
  });

  it('come to each leader for themselves, in the language of the company', async () => {
    begin('en');
    world.documents.users = [leader('leader-south'), leader('leader-two')];
    for (const number of [1, 2]) for (const user of ['leader-south', 'leader-two']) world.deliver('notice', request(number, user));
    await world.run(world.now);
    await pass(3 * minutes);

    const got = (user: string) => world.sent.filter(({ to }) => to.includes(user)).map(({ subject }) => subject);
    expect(got('leader-south')).toEqual(got('leader-two'));
    expect(got('leader-two')).toEqual([expect.stringContaining('Nobody accepts: Trần An 1'), 'Your pools, 1 to look at: Trần An 2']);
  });

  it('leave out what is settled by then, and send nothing where all of it is', async () => {
    await tell(1, 2, 3);
    const owner = LeadOwner.parse({ repId: 'rep-lan', poolId: 'south', since: '2026-11-23T02:00:00.000Z', decisionId: 'D2' });
    world.putLead({ leadId: idOf(2), fullName: nameOf(2), owner });
    await pass(3 * minutes);
    await tell(4, 5);
    world.putLead({ leadId: idOf(5), fullName: nameOf(5), owner });
    await pass(3 * minutes);

    expect(world.sent.map(({ text }) => named(text).at(0))).toEqual([1, 3, 4]);
    expect(
      world
        .mails()
        .filter(({ reason }) => reason === 'ownerChanged')
        .map(({ leadId }) => leadId),
    ).toEqual(['L2', 'L5']);
  });

  it('reach them when the lead is gone with which the mail was to be kept', async () => {
    await tell(1, 2, 3, 4);
    await world.forget(idOf(2));

    await pass(3 * minutes);

    expect(kinds()).toEqual(['unacceptedNotice', 'leaderDigest']);
    expect(new Set(named(world.sent[1]?.text ?? ''))).toEqual(new Set([3, 4]));
  });

  it('are told once where a message comes twice', async () => {
    world.copies = () => 2;

    await tell(1, 2, 3);
    await world.run(world.now + minutes / 4);
    await pass(6 * minutes);

    expect(world.sent.flatMap(({ text }) => [...new Set(named(text))]).toSorted()).toEqual([1, 2, 3]);
  });
});

describe('a worker that dies anywhere in a burst to a leader', () => {
  async function play(killAt: number, when: 'before' | 'after'): Promise<{ calls: number; told: number[] }> {
    begin();
    let calls = 0;
    let killed = false;
    world.onCall = (_name, at) => {
      if (at === 'before') calls += 1;
      if (calls !== killAt || at !== when || killed) return;
      killed = true;
      throw new Killed();
    };
    await tell(1, 2, 3);
    await pass(8 * minutes);
    await world.run();
    return { calls, told: world.sent.flatMap(({ text }) => [...new Set(named(text))]) };
  }

  it('loses none and doubles none', async () => {
    const calm = await play(0, 'before');
    expect(calm.told.toSorted()).toEqual([1, 2, 3]);

    for (let killAt = 1; killAt <= calm.calls; killAt += 1) {
      for (const when of ['before', 'after'] as const) {
        const { told } = await play(killAt, when);
        expect({ killAt, when, told: told.toSorted() }).toEqual({ killAt, when, told: [1, 2, 3] });
      }
    }
  });
});
