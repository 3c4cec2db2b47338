import { describe, expect, it } from '@jest/globals';
import { companyKind, MailLimits } from '../../../shared/company/company-config.ts';
import { mostWelcomes, welcomeDueAt, welcomesPerDay } from '../../../shared/imports/rules-welcome.ts';
import { daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { erasingOf } from '../../support/erasing.ts';
import { importingOf } from '../../support/imports.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { MailWorld } from '../../support/mail-world.ts';

const list = Buffer.from(
  'Tên,SĐT,Email\nAn,0912345678,an@example.vn\nBình,0912345679,\nChi,,chi@example.vn\nDũng,0912345677,dung@example.vn\nDũng,0912345677,dung@example.vn\n',
);

/** Chi is known already. */
async function imported(bytes = list, { welcomes = true, fileName = 'khach.csv' } = {}, world = createWorld()) {
  if (world.leads().length === 0) await world.takeIn(world.post({ fullName: 'Chi', email: 'chi@example.vn' }));
  world.sent.mail.length = 0;
  const imports = importingOf(world);
  const importId = await imports.bring(bytes, { fileName });
  const { body: foreseen } = await imports.map(importId, {}, 'rule', false, undefined, welcomes);
  const done = await imports.start(importId);
  return { world, imports, importId, foreseen, done };
}

const timersOf = (world: ReturnType<typeof createWorld>) =>
  world
    .itemsOf('DUE#')
    .flatMap((item) => Timer.safeParse(item).data ?? [])
    .filter(({ queue, message }) => queue === 'mail' && message.kind === 'welcome');

const thanked = (mails: MailWorld) => mails.sent.flatMap(({ to, tags }) => (tags.kind === 'welcome' ? [to] : []));

/** Lets the gate do what the timers ask it for. */
async function mailed(world: ReturnType<typeof createWorld>, days = 3) {
  const mails = new MailWorld(1, world.table);
  mails.now = world.parts.clock().getTime();
  await mails.jump(days * daysMs);
  return thanked(mails);
}

describe('a welcome for people of a list', () => {
  it('goes to nobody unless it was asked for', async () => {
    const { world, foreseen, done } = await imported(list, { welcomes: false });

    expect([timersOf(world), world.sent.mail]).toEqual([[], []]);
    expect([foreseen, done]).toMatchObject([
      { welcomes: false, toWelcome: null },
      { welcomes: false, toWelcome: null },
    ]);
  });

  it('goes once to whoever is new and has an address, by day, one after the other', async () => {
    const { world, foreseen, done } = await imported();

    expect([foreseen, done]).toMatchObject([
      { welcomes: true, toWelcome: 2, preview: { create: 3 } },
      { welcomes: true, toWelcome: 2, result: { create: 3 } },
    ]);
    expect(world.sent.mail).toEqual([]);
    const due = timersOf(world)
      .map(({ dueAt }) => dueAt)
      .sort();
    expect(due).toHaveLength(2);
    expect(Date.parse(due[1] ?? '') - Date.parse(due[0] ?? '')).toBeGreaterThan(60_000);

    expect((await mailed(world)).sort()).toEqual(['an@example.vn', 'dung@example.vn']);
  });

  it('goes to nobody a second time when the list comes again', async () => {
    const { world } = await imported();
    const once = (await mailed(world)).length;

    const again = await imported(list, { fileName: 'lan-2.csv' }, world);

    expect(again.foreseen).toMatchObject({ toWelcome: 0 });
    expect([once, timersOf(world).length, (await mailed(world)).length]).toEqual([2, 0, 0]);
  });

  it('goes to nobody of a list that was taken back, nor to anybody who was erased', async () => {
    const { world, imports, importId } = await imported();
    const erase = erasingOf(world);
    const an = world.leads().find(({ email }) => email === 'an@example.vn');
    await erase.ask(String(an?.leadId));
    world.pass(11_000);
    for (let next = world.sent.work.shift(); next; next = world.sent.work.shift()) await erase.runOne(next.body);

    const before = timersOf(world).length;
    await imports.undo(importId);

    expect(before).toBeGreaterThan(0);
    expect(await mailed(world)).toEqual([]);
  });

  it('does not go to whom somebody talks to by then, nor to who wrote and was thanked for that', async () => {
    const { world } = await imported();
    const [an, dung] = ['an@example.vn', 'dung@example.vn'].map((email) => world.leads().find((lead) => lead.email === email));
    const stored = world.table.items.get(`LEAD#${an?.leadId} LEAD`);
    world.table.seed({ ...stored, evidence: { ...an?.evidence, reached: 1 } } as never);
    const mails = new MailWorld(1, world.table);
    mails.now = world.parts.clock().getTime();
    mails.documents.forms = mails.documents.forms.map((form) => ({ ...form, welcomeMail: true }));
    const post = world.post({ fullName: 'Dũng', email: 'dung@example.vn', phone: '0912345677' }, { sourceId: 'contact' } as never);
    mails.deliver('mail', { v: 1, kind: 'welcome', leadId: LeadId.parse(dung?.leadId), ...post });

    await mails.jump(3 * daysMs);

    expect(thanked(mails)).toEqual(['dung@example.vn']);
    expect(mails.mails().map(({ reason }) => reason ?? null)).toEqual(expect.arrayContaining(['movedOn']));
  });

  it('is refused for orders', async () => {
    const imports = importingOf(createWorld());
    const orders = Buffer.from('Mã đơn,Khách hàng,SĐT,Ngày đặt,Tổng tiền\nDH1,An,0912345678,01/03/2026,100k\n');
    const importId = await imports.bring(orders, { fileName: 'don.csv', kind: 'orders', source: 'shop' });

    expect(await imports.map(importId, {}, 'rule', false, undefined, true)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'welcomes' }] },
    });
  });

  it('takes half of a day of strangers at most, also of a list that has many', async () => {
    const world = createWorld();
    world.config.change(companyKind, 'company', (company) => ({
      ...company,
      mailLimits: MailLimits.parse({ perTenMinutes: 10, perDay: 20 }),
    }));
    const rows = Array.from({ length: 200 }, (_, index) => `Khách ${index},khach${index}@example.vn`);
    const { done } = await imported(Buffer.from(`Tên,Email\n${rows.join('\n')}\n`), {}, world);

    const byDay = Object.values(
      Object.groupBy(timersOf(world), ({ dueAt }) => new Date(Date.parse(dueAt) + 7 * hoursMs).toISOString().slice(0, 10)),
    );
    expect(Math.max(...byDay.map((ofDay) => ofDay?.length ?? 0))).toBeLessThanOrEqual(10);
    expect([done.toWelcome, timersOf(world).length]).toEqual([140, 140]);
  });
});

describe('the moment of a welcome', () => {
  const zone = 'Asia/Ho_Chi_Minh';
  const perDay = welcomesPerDay({ perDay: 500 });

  it.each([
    ['in the middle of a day', '2026-11-23T05:00:00.000Z', 0, '2026-11-23T05:00:00.000Z'],
    ['an hour later for each twelfth of a day', '2026-11-23T05:00:00.000Z', 125, '2026-11-23T11:00:00.000Z'],
    ['on the next morning behind eight in the evening', '2026-11-23T05:00:00.000Z', 200, '2026-11-24T02:36:00.000Z'],
    ['in the morning for what is started at night', '2026-11-23T20:00:00.000Z', 0, '2026-11-24T01:00:00.000Z'],
    ['in the morning for what is started late', '2026-11-23T16:00:00.000Z', 0, '2026-11-24T01:00:00.000Z'],
  ])('is %s', (_what, startedAt, place, dueAt) => {
    expect(welcomeDueAt(place, { startedAt, zone, perDay })).toBe(dueAt);
  });

  it('is none for who would have waited for a fortnight', () => {
    expect(welcomeDueAt(mostWelcomes(perDay), { startedAt: '2026-11-23T05:00:00.000Z', zone, perDay })).toBeNull();
  });

  it('lies between eight and twenty, and never goes back, whatever the pace', () => {
    for (const pace of [1, 7, 250, 5_000]) {
      for (const startedAt of ['2026-11-23T00:59:59.000Z', '2026-11-23T12:59:59.000Z', '2026-11-23T13:00:00.000Z']) {
        let before = startedAt;
        for (let place = 0; place < Math.min(3 * pace, mostWelcomes(pace)); place += Math.ceil(pace / 50)) {
          const dueAt = welcomeDueAt(place, { startedAt, zone, perDay: pace }) ?? '';
          const hour = new Date(Date.parse(dueAt) + 7 * hoursMs).getUTCHours();
          expect(hour >= 8 && hour < 20 && dueAt >= before).toBe(true);
          before = dueAt;
        }
      }
    }
  });
});
