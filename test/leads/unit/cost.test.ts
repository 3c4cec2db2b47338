import { describe, expect, it } from '@jest/globals';
import { leadSubject } from '../../../shared/platform/ids.ts';
import { assignLeads, leadsPerTransaction } from '../../../shared/routing/index.ts';
import { createWorld, submissionOf, type World } from '../../support/lead-world/world.ts';
import { itemSize } from '../../support/memory-table.ts';
import { report } from '../../support/seeded.ts';

/** A post as a Vietnamese landing page with a campaign makes it; ids as long as the real ones. */
const typical = {
  fields: {
    fullName: 'Nguyễn Thị Thanh Hường',
    email: 'nguyen.thi.thanh.huong.81@gmail.com',
    phone: '0912 345 678',
    province: 'Thành phố Hồ Chí Minh',
    company: 'Công ty TNHH Thương mại và Dịch vụ Hường Phát',
    product: 'phan-mem-ban-hang',
    message: 'Tôi muốn được tư vấn về phần mềm bán hàng cho chuỗi 5 cửa hàng, gọi tôi buổi chiều nhé.',
  },
  submissionId: '0b7d6c1e-5f3a-4c1d-9f0e-2a6b8c9d0e1f',
  context: {
    pageUrl: 'https://www.annhien.example/khuyen-mai/phan-mem-ban-hang?utm_source=facebook&utm_campaign=thang-11',
    referrer: 'https://www.facebook.com/',
    utm: { source: 'facebook', medium: 'paid-social', campaign: 'thang-11' },
    visitorId: '6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
    locale: 'vi' as const,
  },
  consent: [
    { purpose: 'contact' as const, granted: true, textVersion: '2026-11' },
    { purpose: 'newsletter' as const, granted: false, textVersion: '2026-11' },
  ],
};
const again = { ...typical, submissionId: '0b7d6c1e-5f3a-4c1d-9f0e-2a6b8c9d0e20' };

async function spent(world: World, work: () => Promise<void>) {
  const before = { ...world.table.used };
  await work();
  return { write: world.table.used.write - before.write, read: world.table.used.read - before.read };
}

describe('what a lead costs, capture and mails apart', () => {
  it('stays within its share of 76 write and 16 read units', async () => {
    const world = createWorld();
    const ref = world.post(typical.fields, submissionOf(typical));

    const intake = await spent(world, () => world.takeIn(ref));
    const assignment = await spent(world, () => world.assignAll());
    const repeat = world.post(again.fields, submissionOf(again));
    const repeated = await spent(world, () => world.takeIn(repeat));
    const news = world.post(
      { ...again.fields, company: 'Hường Phát' },
      submissionOf({ ...again, submissionId: 'third', fields: { ...again.fields, company: 'Hường Phát' } }),
    );
    const updated = await spent(world, () => world.takeIn(news));

    const line = ({ write, read }: { write: number; read: number }) => `${write} WRU ${read} RRU`;
    report(`new lead: intake ${line(intake)}, assignment ${line(assignment)}; repeat ${line(repeated)}; repeat with news ${line(updated)}`);
    const sizes = world.itemsOf('').map((item) => `${String(item.sk).split('#')[0]} ${itemSize(item)}`);
    report(`bytes: ${sizes.join(', ')}`);
    expect(intake.write + assignment.write).toBeLessThanOrEqual(38);
    expect(intake.read + assignment.read).toBeLessThanOrEqual(8);
    // The lead is just above one KB here, which its existence check pays for.
    expect(repeated.write).toBeLessThanOrEqual(11);
  });

  it('takes five write units more for the first lead of a firm, and none for the next ones', async () => {
    const world = createWorld();
    const intakeOf = async (email: string, phone: string) => {
      const fields = { ...typical.fields, email, phone };
      const ref = world.post(
        fields,
        submissionOf({ ...typical, fields, submissionId: email.replace('@', '~'), context: { ...typical.context, visitorId: null } }),
      );
      return spent(world, () => world.takeIn(ref));
    };

    const free = await intakeOf('nguyen.thi.thanh.huong.81@gmail.com', '0912 345 671');
    const first = await intakeOf('nguyen.thanh.huong@congtyabc.com.vn', '0912 345 672');
    const next = await intakeOf('tran.van.nam.ketoan@congtyabc.com.vn', '0912 345 673');

    report(
      `a lead of no firm ${free.write} WRU ${free.read} RRU, the first of one ${first.write} and ${first.read}, the next ${next.write} and ${next.read}`,
    );
    expect([first.write - free.write, next.write - free.write]).toEqual([5, 0]);
    expect([first.read - free.read, next.read - free.read]).toEqual([1, 2]);
  });

  it('keeps a lead without campaign and company, and the decision of a pool of seven, below one KB', async () => {
    const world = createWorld();
    const { company: _company, ...fields } = typical.fields;
    const submission = submissionOf({
      ...typical,
      fields,
      context: { ...typical.context, pageUrl: 'https://annhien.example/', referrer: null, utm: {} },
    });
    const ref = world.post(fields, submission);

    const intake = await spent(world, () => world.takeIn(ref));
    const assignment = await spent(world, () => world.assignAll());

    const [lead, decision] = [world.itemsOf(' LEAD').find(({ sk }) => sk === 'LEAD'), world.itemsOf(' DECISION#')[0]].map((item) =>
      itemSize(item ?? {}),
    );
    report(`plain lead: intake ${intake.write} WRU, assignment ${assignment.write} WRU; lead ${lead} bytes, decision ${decision} bytes`);
    expect([(lead ?? 0) <= 1024, (decision ?? 0) <= 1024]).toEqual([true, true]);
    expect(intake.write + assignment.write).toBeLessThanOrEqual(38);
  });

  it('shares the ledger of the pool among the leads of a batch', async () => {
    const world = createWorld();
    for (let index = 0; index < leadsPerTransaction; index += 1) {
      const submission = submissionOf({
        ...typical,
        submissionId: `post-${index}`,
        fields: { ...typical.fields, email: `k${index}@example.com`, phone: '' },
      });
      await world.takeIn(world.post(submission.fields, submission));
    }

    const assignment = await spent(world, () => world.assignAll());

    report(
      `assignment in a batch of ${leadsPerTransaction}: ${assignment.write / leadsPerTransaction} WRU, ${assignment.read / leadsPerTransaction} RRU each`,
    );
    expect(assignment.write).toBeLessThanOrEqual(17 * leadsPerTransaction);
  });

  it('takes a lead back for less than giving it cost', async () => {
    const world = createWorld();
    await world.takeIn(world.post(typical.fields, submissionOf(typical)));
    const given = await spent(world, () => world.assignAll());
    const [{ leadId, owner } = { leadId: undefined, owner: null }] = world.leads();
    if (!leadId || !owner) throw new Error('no lead with an owner');
    const { poolId, decisionId } = owner;
    const recall = { v: 1, kind: 'recall', leadId, subject: leadSubject, poolId, cause: 'recalled', decisionId } as const;

    const taken = await spent(world, () => assignLeads(poolId, [{ ...recall, correlationId: 'timer-1' }], world.parts));

    report(`taken back: ${taken.write} WRU, ${taken.read} RRU; given before: ${given.write} WRU, ${given.read} RRU`);
    expect(taken.write).toBeLessThan(given.write);
    // Lead, assignment, seats, and the tasks that go with them.
    expect(taken.read).toBeLessThanOrEqual(4);
  });
});
