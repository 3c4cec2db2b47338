import { describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { formKind } from '../../../shared/capture/form-config.ts';
import { CompanyConfig, companyKind } from '../../../shared/company/company-config.ts';
import type { FitLevel, Temperature } from '../../../shared/leads/index.ts';
import { summariseMarketing } from '../../../shared/notices/rules-marketing.ts';
import { tellMorningWork } from '../../../shared/notices/tell-morning.ts';
import { PoolId } from '../../../shared/platform/ids.ts';
import { type PoolConfig, poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { countingTable } from '../../support/counting-table.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { company, MailWorld } from '../../support/mail-world.ts';
import { unheardQueue } from '../../support/queues.ts';

/** 07:30 on a Tuesday in Vietnam. */
const morning = '2026-11-24T00:30:00.000Z';
const since = '2026-11-20T00:30:00.000Z';
const page = 'https://crm.annhien.example/leads/{leadId}';

interface Begun {
  readonly leads?: number;
  readonly level?: PoolConfig['handOver'];
  readonly leaderMorning?: CompanyConfig['leaderMorning'];
}

async function started({ leads = 0, level = [{ temperature: 'hot' }, { quoteAsked: true }], leaderMorning }: Begun = {}) {
  const world = createWorld();
  world.config.change(companyKind, 'company', ({ ...before }) => ({ ...before, ...(leaderMorning ? { leaderMorning } : {}) }));
  world.config.change(poolKind, 'south', (before) => ({ ...before, handOver: level }));
  for (let number = 1; number <= leads; number += 1) {
    const fields = { fullName: `Khách ${number} 0912345679`, phone: `091234567${number}`, province: 'TP. Hồ Chí Minh' };
    await world.takeIn(world.post(fields));
  }
  await world.assignAll();
  world.project();
  world.sent.notice.length = 0;
  const { notice, assign } = world.parts;
  const queues = { notice, assign, mail: unheardQueue, score: unheardQueue, work: unheardQueue };
  const tell = (at = morning, from = since) =>
    tellMorningWork.run({ step: 'tell', at, since: from }, { ...world.parts, queues, clock: () => new Date(at) });
  return { world, tell, notices: () => world.sent.notice.map(({ body }) => body as MailRequest) };
}

/** The gate over what the world holds. */
async function mailsOf({ world }: Awaited<ReturnType<typeof started>>, changes: Partial<CompanyConfig> = {}): Promise<MailWorld> {
  const mails = new MailWorld(1, world.table);
  mails.now = Date.parse(morning);
  const [users, pools, reps] = await Promise.all([
    world.config.current(userKind),
    world.config.current(poolKind),
    world.config.current(repKind),
  ]);
  mails.documents.users = [...users.documents.values()];
  mails.documents.pools = [...pools.documents.values()];
  mails.documents.reps = [...reps.documents.values()];
  mails.documents.company = [CompanyConfig.parse({ ...company, ...changes })];
  return mails;
}

describe("marketing's morning", () => {
  it('goes to marketers where a pool waits for a level, and a second delivery asks for the same mail', async () => {
    const { tell, notices } = await started({ leads: 2 });

    await tell();
    await tell();

    expect(new Set(notices().map((body) => JSON.stringify(body))).size).toBe(1);
    expect(notices()[0]).toMatchObject({ kind: 'marketingNotice', userId: 'marketer', morning, since });
  });

  it('looks at the leads once, however many hear of them', async () => {
    const readsFor = async (marketers: number) => {
      const { world } = await started({ leads: 2 });
      const more = Array.from({ length: marketers }, (_, place) => ({
        id: `m${place}`,
        email: `m${place}@example.com`,
        role: 'marketer' as const,
      }));
      world.config.add(userKind, more);
      world.sent.notice.length = 0;
      const table = countingTable(world.table);
      const { notice, assign } = world.parts;
      const queues = { notice, assign, mail: unheardQueue, score: unheardQueue, work: unheardQueue };
      await tellMorningWork.run({ step: 'tell', at: morning, since }, { ...world.parts, table, queues, clock: () => new Date(morning) });
      return { reads: table.reads.length, told: world.sent.notice.length };
    };

    const [alone, many] = [await readsFor(0), await readsFor(20)];

    expect([alone.told, many.told]).toEqual([1, 21]);
    expect(many.reads).toBe(alone.reads);
  });

  it('goes to the leaders of those pools as well, where the company has mornings of leaders', async () => {
    const { tell, notices } = await started({ leads: 2, leaderMorning: { at: '07:30' } });

    await tell();

    const told = notices().map((body) => [body.kind, 'userId' in body ? body.userId : '']);
    expect(told).toEqual([
      ['marketingNotice', 'leader-south'],
      ['marketingNotice', 'marketer'],
    ]);
  });

  it('goes to marketers where no pool waits for a level, and a form leaves people to marketing', async () => {
    const { world, tell, notices } = await started({ level: 'always' });
    world.config.change(formKind, 'contact', (form) => ({ ...form, assign: 'later' as const }));
    await world.takeIn(world.post({ email: 'huong@news.example' }));
    await world.assignAll();
    world.project();

    await tell();

    expect(notices().map(({ kind }) => kind)).toEqual(['marketingNotice']);
  });

  it.each([
    ['no pool waits for a level', { leads: 2, level: 'always' }, morning, since],
    ['marketing has nobody', { leads: 0 }, morning, since],
    ['none of them did anything', { leads: 2 }, '2026-11-25T00:30:00.000Z', morning],
  ] as const)('goes to nobody where %s', async (_what, begun, at, from) => {
    const { tell, notices } = await started(begun as Begun);

    await tell(at, from);

    expect(notices()).toEqual([]);
  });

  it.each([
    ['vi', ['Marketing sáng 24/11/2026: 2 lead gửi biểu mẫu, 2 lead có hoạt động', 'Còn thiếu: ', 'yêu cầu báo giá của khách']],
    ['en', ['Marketing, morning of 24 Nov 2026: 2 posted, 2 active', 'Still needs: ', 'a request for a quote']],
  ] as const)('tells in %s what was posted and what is missing, with nothing to reach anybody by', async (defaultLocale, words) => {
    const begun = await started({ leads: 2 });
    await begun.tell();
    const mails = await mailsOf(begun, { defaultLocale, leadPage: page });
    mails.copies = () => 3;
    for (const request of begun.notices()) mails.deliver('notice', request);

    await mails.run();

    const [mail] = mails.sent;
    expect(mails.sent).toHaveLength(1);
    expect(mail?.to).toContain('marketer@example.com');
    for (const word of words) expect(`${mail?.subject}\n${mail?.text}`).toContain(word);
    const [lead] = begun.world.leads();
    expect(mail?.html).toContain(`href="${page.replace('{leadId}', lead?.leadId ?? '')}"`);
    expect(JSON.stringify(mail)).not.toMatch(/0?91 ?234 ?567/);
  });

  it('is told once also where another lead stands first by then', async () => {
    const begun = await started({ leads: 2 });
    const mails = await mailsOf(begun);
    for (const { leadId } of begun.world.leads()) {
      mails.deliver('notice', { v: 1, kind: 'marketingNotice', leadId, userId: 'marketer', morning, since });
    }

    await mails.run();

    expect(mails.sent).toHaveLength(1);
  });

  it('is not told of leads that sales has by then', async () => {
    const begun = await started({ leads: 1, level: 'always' });
    begun.world.config.change(poolKind, 'south', (before) => ({ ...before, handOver: [{ temperature: 'hot' as const }] }));

    await begun.tell();

    expect(begun.notices()).toEqual([]);
  });
});

describe('what marketing hears', () => {
  const of = (leadId: string, temperature: Temperature, posts: number, fit: FitLevel = 'C', poolId = 'south') =>
    ({
      lead: { leadId, evidence: { temperature, fit }, routing: { poolId: PoolId.parse(poolId) }, updatedAt: since },
      posts: Array.from({ length: posts }, () => ({ at: since })),
    }) as never;

  it('counts by pool, and names the hottest, then whoever posted most and fits best', () => {
    const read = [of('L1', 'cold', 3), of('L2', 'warm', 0, 'B'), of('L3', 'warm', 0, 'A'), of('L4', 'warm', 1, 'D', 'north')];

    const { active, posted, pools, hottest } = summariseMarketing(read, 3);

    expect([active, posted]).toEqual([4, 2]);
    expect(pools).toEqual([
      { poolId: 'south', active: 3, posted: 1, posts: 3 },
      { poolId: 'north', active: 1, posted: 1, posts: 1 },
    ]);
    expect(hottest.map(({ lead }: { lead: { leadId: string } }) => lead.leadId)).toEqual(['L4', 'L3', 'L2']);
  });
});
