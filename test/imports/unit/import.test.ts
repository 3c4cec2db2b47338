import { describe, expect, it } from '@jest/globals';
import { markErased } from '../../../shared/erasing/was-erased.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { SplitId } from '../../../shared/platform/ids.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { readSplit } from '../../../shared/splits/index.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { imported, importingOf } from '../../support/imports.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const csv = (text: string) => Buffer.from(text);

describe('a list of people', () => {
  it('is read, foreseen and taken in as it was foreseen', async () => {
    const list = csv(
      'Họ tên,SĐT,Email,Tỉnh/TP,Nguồn,Ghi chú\nNguyễn Thị Hường,912345678,,TP.HCM,Facebook,Gọi tối\nTrần Văn An,,an@example.vn,Hà Nội,Zalo,\nTrần Văn An,0987654321,AN@example.vn,,,\nLê Không Số,,,,,\nTrần Văn An,,an@example.vn,,,\n',
    );

    const { world, imports, importId, foreseen, done } = await imported(list);

    expect(foreseen).toMatchObject({
      state: 'previewed',
      progress: { rows: 5, passed: 5 },
      preview: { create: 2, update: 1, skip: 1, quarantine: 1 },
    });
    expect(done).toMatchObject({ state: 'done', result: { create: 2, update: 1, skip: 1, quarantine: 1 }, differing: 0 });
    const told = (rows: Awaited<ReturnType<typeof imports.rows>>) => rows.map(({ row, action, reason }) => [row, action, reason]);
    expect(told(await imports.rows(importId, 'result'))).toEqual([
      [2, 'create', null],
      [3, 'create', null],
      [4, 'update', null],
      [5, 'quarantine', 'noContact'],
      [6, 'skip', 'nothingNew'],
    ]);
    expect(told(await imports.rows(importId, 'preview'))).toEqual(told(await imports.rows(importId, 'result')));
    const [huong, an] = world.leads();
    expect(huong).toMatchObject({ fullName: 'Nguyễn Thị Hường', phone: { e164: '+84912345678' }, region: { provinceCode: '79' } });
    expect(huong?.source.first).toMatchObject({ channel: 'import', sourceId: 'hoi-cho', utm: { source: 'Facebook' } });
    expect(an).toMatchObject({ email: 'an@example.vn', phone: { e164: '+84987654321' } });
  });

  it('takes the first address and the first number of several, and loses none of the others', async () => {
    const list = csv(
      'Họ tên,SĐT,Điện thoại 2,Email,Email 2\nAn,0912345678 / 0987654321,0903111222,an@example.vn; an.hai@congty.vn,\nBình,,,không có,binh@example.vn\nCường,0911222333,,cuong@@x,\n',
    );
    const { world, foreseen, done } = await imported(list, { columns: { email2: 'email', dienthoai2: 'phone' } });

    expect(foreseen).toMatchObject({ preview: { create: 3 } });
    expect(done).toMatchObject({ result: { create: 3 }, differing: 0 });
    const [an, binh, cuong] = ['An', 'Bình', 'Cường'].map((name) => world.leads().find(({ fullName }) => fullName === name));
    expect(an).toMatchObject({ email: 'an@example.vn', phone: { e164: '+84912345678' } });
    expect(an?.extraPhones.map(({ e164 }) => e164)).toEqual(['+84987654321', '+84903111222']);
    expect(JSON.stringify(world.table.all().filter(({ pk }) => String(pk).startsWith('SUBMISSION')))).toContain('an.hai@congty.vn');
    expect(binh).toMatchObject({ email: 'binh@example.vn' });
    expect(cuong).toMatchObject({ email: null, emailTyped: 'cuong@@x' });
  });

  it('writes nothing while rows are only foreseen', async () => {
    const world = createWorld();
    const imports = importingOf(world);
    const importId = await imports.bring(csv('Tên,SĐT\nAn,0912345678\n'), { fileName: 'a.csv' });
    await imports.map(importId);

    expect(world.leads()).toEqual([]);
    expect(world.sent.assign).toEqual([]);
  });

  it('comes to nobody a second time, whether they can be known or not', async () => {
    const list = csv('Tên,SĐT,Email\nAn,0912345678,\nBình,024 3825 7863,\nCường,,cuong@example.vn\nDũng,12345678,\n');
    const { world, imports } = await imported(list);
    const leads = world.leads();

    const again = await imports.bring(list, { fileName: 'lan-2.csv' });
    const { body } = await imports.map(again);
    const done = await imports.start(again);

    expect(leads).toHaveLength(4);
    expect(body.preview).toMatchObject({ create: 0, update: 0, skip: 4 });
    expect(done.result).toMatchObject({ create: 0, update: 0, skip: 4 });
    expect(world.leads()).toEqual(leads);
  });

  it('gives new people to the rep that the list names, and tells of names that nobody has', async () => {
    const list = csv('Tên,SĐT,NV phụ trách\nAn,0912345678,tran thi LAN\nBình,0912345679,Ai Đó\n');

    const { world, done } = await imported(list, { owner: 'file' });

    const byName = new Map(world.leads().map((lead) => [lead.fullName, lead]));
    expect(byName.get('An')?.owner).toMatchObject({ repId: 'rep-lan' });
    expect(byName.get('Bình')).toMatchObject({ owner: null, routing: { state: 'waiting' } });
    expect(done.result?.warnings).toMatchObject([{ reason: 'ownerUnknown', count: 1 }]);
  });

  it.each(['0905 111 222', '+84 905-111-222', '84905111222', '905111222', '0905.111.222'])(
    'knows a rep by their telephone, whichever way the list writes it: %s',
    async (number) => {
      const world = createWorld();
      world.config.change(repKind, 'rep-lan', (rep) => ({ ...rep, phone: '0905 111 222' }));
      const imports = importingOf(world);
      const importId = await imports.bring(csv(`Tên,SĐT,NV phụ trách\nAn,0912345678,${number}\nBình,0912345679,0905 111 223\n`), {
        fileName: 'khach.csv',
      });
      await imports.map(importId, {}, 'file');
      const done = await imports.start(importId);

      expect(new Map(world.leads().map(({ fullName, owner }) => [fullName, owner?.repId ?? null]))).toEqual(
        new Map([
          ['An', 'rep-lan'],
          ['Bình', null],
        ]),
      );
      expect(done.result?.warnings).toMatchObject([{ reason: 'ownerUnknown', count: 1 }]);
    },
  );

  it('tells each rep once of all new people whom the list gave them', async () => {
    const rows = Array.from(
      { length: 12 },
      (_, index) => `Khách ${index},09123456${index + 10},${index < 9 ? 'Trần Thị Lan' : 'Đỗ Thu Hà'}`,
    );
    const { world, importId } = await imported(csv(`Tên,SĐT,NV phụ trách\n${rows.join('\n')}\n`), { owner: 'file' });

    const notices = world
      .itemsOf('DUE#')
      .flatMap((item) => Timer.safeParse(item).data ?? [])
      .filter(({ queue }) => queue === 'notice');
    expect(notices.map(({ message }) => [message.kind, message.repId, message.splitId]).sort()).toEqual([
      ['givenNotice', 'rep-ha', importId],
      ['givenNotice', 'rep-lan', importId],
    ]);
    const split = await readSplit(world.table, `LIST#${importId}`, SplitId.parse(importId));
    expect(split?.shares.map(({ repId, moved, first }) => [repId, moved, first.length])).toEqual([
      ['rep-lan', 9, 9],
      ['rep-ha', 3, 3],
    ]);
  });

  it('leaves known people with their owner and asks for no mail', async () => {
    const world = createWorld();
    await world.takeIn(world.post({ fullName: 'An', email: 'an@example.vn', province: 'Hà Nội' }));
    await world.assignAll();
    const [before] = world.leads();
    world.sent.mail.length = 0;
    const imports = importingOf(world);
    const importId = await imports.bring(csv('Tên,Email,Công ty,Nhân viên\nAn,an@example.vn,Sông Thu,Trần Thị Lan\n'), {
      fileName: 'a.csv',
    });
    await imports.map(importId, {}, 'file');
    await imports.start(importId);

    expect(world.leads()[0]).toMatchObject({ company: 'Sông Thu', owner: before?.owner });
    expect(world.sent.mail).toEqual([]);
  });

  it('allows advertising by a yes that says when and how, and by nothing less', async () => {
    const list = csv(
      'Tên,Email,Đồng ý nhận quảng cáo,Ngày đồng ý,Hình thức đồng ý\nAn,an@example.vn,x,01/03/2026,qua điện thoại\nBình,binh@example.vn,x,,\nChi,chi@example.vn,không,01/03/2026,Zalo\n',
    );

    const { world, done } = await imported(list);

    const consents = new Map(world.leads().map(({ email, consent }) => [email, consent.newsletter]));
    expect(consents.get('an@example.vn')).toMatchObject({ granted: true, at: '2026-02-28T17:00:00.000Z', textVersion: 'said-phone' });
    expect([consents.get('binh@example.vn'), consents.get('chi@example.vn')]).toEqual([undefined, undefined]);
    expect(done.result?.warnings).toMatchObject([{ reason: 'consentIncomplete', count: 1 }]);
  });

  it('takes no number and no address as a tag, for everybody sees tags', async () => {
    const list = csv('Tên,Email,Nhãn\nAn,an@example.vn,VIP; 0912 345 678 ;an.khac@example.vn;Hội  chợ 2026\n');

    const { world, done } = await imported(list);

    expect(world.leads().map(({ tags }) => tags)).toEqual([['VIP', 'Hội chợ 2026']]);
    expect(done.result?.warnings).toMatchObject([{ reason: 'tagTooLong', count: 1 }]);
  });

  it('tells of each row that was not taken whole, with the row as it stood', async () => {
    const list = csv(
      'Tên,SĐT,Email\nAn,"9,12E+08",\nBình,"9,12E+08",binh@example.vn\n=HYPERLINK(1),,\n＝HYPERLINK(1),,\nChi,0912345678,\n',
    );

    const { world, importId, done } = await imported(list);

    const written = Buffer.from(world.parts.objects.files.get(`imports/${importId}/result.csv`) ?? '').toString();
    expect(done.result).toMatchObject({ create: 2, quarantine: 3, warnings: [{ reason: 'phoneRounded', count: 1 }] });
    expect(written.startsWith('\ufeff')).toBe(true);
    expect(written.trim().split('\n').slice(1)).toEqual([
      expect.stringMatching(/^khach;2;Không nhận \/ Set aside;Excel đã làm tròn.*;An;9,12E\+08;$/),
      expect.stringMatching(/^khach;3;Lead mới \/ New lead;Excel đã làm tròn.*;Bình;9,12E\+08;binh@example.vn$/),
      expect.stringMatching(/^khach;4;Không nhận.*;Không có số.*;No telephone.*;'=HYPERLINK\(1\);;$/),
      expect.stringMatching(/^khach;5;Không nhận.*;'＝HYPERLINK\(1\);;$/),
    ]);
  });

  it('remembers what the columns of a source are', async () => {
    const world = createWorld();
    const imports = importingOf(world);
    const first = await imports.bring(csv('A1,B1\nAn,0912345678\n'), { fileName: 'a.csv' });
    await imports.map(first, { a1: 'fullName', b1: 'phone' });
    const second = await imports.bring(csv('B1,A1\n0912345679,Bình\n'), { fileName: 'b.csv' });

    expect((await imports.show(second)).columns?.map(({ key, target }) => [key, target])).toEqual([
      ['b1', 'phone'],
      ['a1', 'fullName'],
    ]);
  });

  it('brings nobody back whom the company erased', async () => {
    const world = createWorld();
    const erased = markErased(world.parts.digests.email('lan@example.vn'), '2026-11-01T00:00:00.000Z');
    await world.table.transact([erased]);
    const imports = importingOf(world);
    const importId = await imports.bring(csv('Tên,SĐT,Email\nLan,0912345678,LAN@example.vn\nAn,0912345679,\n'), { fileName: 'a.csv' });
    const { body: foreseen } = await imports.map(importId);
    const done = await imports.start(importId);

    expect([foreseen.preview, done.result]).toMatchObject([
      { create: 1, quarantine: 1 },
      { create: 1, quarantine: 1, reasons: [{ reason: 'erased', count: 1 }] },
    ]);
    expect(world.leads().map(({ fullName }) => fullName)).toEqual(['An']);
  });

  it('writes nothing down anew of whom the company erased, whatever else is wrong with their row', async () => {
    const world = createWorld();
    const imports = importingOf(world);
    const importId = await imports.bring(csv('Tên,SĐT,Email\nLan,0912345678,lan@example.vn\nLan,"9,34E+08",LAN@example.vn\nKhông Số,,\n'), {
      fileName: 'a.csv',
    });
    await imports.map(importId);
    await world.table.transact([markErased(world.parts.digests.email('lan@example.vn'), '2026-11-01T00:00:00.000Z')]);
    const done = await imports.start(importId);

    const written = Buffer.from(world.parts.objects.files.get(`imports/${importId}/result.csv`) ?? '').toString();
    const lines = written.trim().split('\n');
    expect(done.result?.reasons.map(({ reason, count }) => [reason, count])).toEqual([
      ['erased', 2],
      ['noContact', 1],
    ]);
    expect(lines.filter((line) => /lan|912345678|9,34/i.test(line))).toEqual([]);
    expect(lines.some((line) => line.includes('Không Số'))).toBe(true);
  });

  it('is started within seven days, so that nothing is written of its file for longer', async () => {
    const world = createWorld();
    const imports = importingOf(world);
    const list = csv('Tên,SĐT\nAn,0912345678\n');
    const [inTime, late] = [await imports.bring(list, { fileName: 'a.csv' }), await imports.bring(list, { fileName: 'b.csv' })];
    await imports.map(inTime);
    await imports.map(late);
    const start = (importId: string) => imports.ask('POST /v1/imports/{importId}/start', { importId });

    world.pass(7 * daysMs - 60_000);
    expect(await start(inTime)).toMatchObject({ status: 202 });
    world.pass(120_000);
    expect(await start(late)).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/seven days.*bảy ngày/) } });
  });

  it('is shown to whoever brought it and to admins, and to nobody else', async () => {
    const world = createWorld();
    const imports = importingOf(world);
    const importId = await imports.bring(csv('Tên,SĐT\nAn,0912345678\n'), { email: 'marketer@example.com' });
    const statusFor = async (email: string) => (await imports.ask('GET /v1/imports/{importId}', { importId, email })).status;

    expect(await statusFor('marketer@example.com')).toBe(200);
    expect(await statusFor('admin@example.com')).toBe(200);
    expect(await statusFor('lan.tran@example.com')).toBe(404);
  });

  it.each<[string, Uint8Array, string]>([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452000001', 'hex'), 'notASheet'],
    ['a list without a row', csv('Tên,SĐT\n'), 'empty'],
  ])('says why %s cannot be read', async (_what, bytes, problem) => {
    const world = createWorld();
    const imports = importingOf(world);

    expect(await imports.show(await imports.bring(bytes))).toMatchObject({ state: 'failed', problem });
  });

  it('says in which row a quote begins that never ends', async () => {
    const imports = importingOf(createWorld());

    const importId = await imports.bring(Buffer.from('Họ tên,SĐT\nTrần Lan,0912345678\n"Lê Văn An,0987654321\n'));

    expect(await imports.show(importId)).toMatchObject({ state: 'failed', problem: 'openQuote', problemRow: 3 });
  });

  it('goes on a minute later where the message of its next step was never sent', async () => {
    const world = createWorld();
    const imports = importingOf(world);
    const importId = await imports.bring(csv('Tên,SĐT\nAn,0912345678\n'), { fileName: 'a.csv' });
    await imports.ask('POST /v1/imports/{importId}/mapping', { importId, body: {} });
    const [sorting] = imports.takeWaiting();
    await imports.runOne(sorting?.body);
    imports.takeWaiting();
    await imports.runOne(sorting?.body);
    expect(await imports.show(importId)).toMatchObject({ state: 'previewing' });

    const timers = world.itemsOf('DUE#').flatMap((item) => Timer.safeParse(item).data ?? []);
    for (const { message } of timers) await imports.runOne(message);
    await imports.runWork();

    expect(await imports.show(importId)).toMatchObject({ state: 'previewed', preview: { create: 1 } });
  });

  it('is taken in once where it is started several times at once, and each message comes twice', async () => {
    const world = createWorld();
    const imports = importingOf(world);
    const rows = Array.from({ length: 450 }, (_, row) => `Khách ${row},09${10_000_000 + row}`);
    const importId = await imports.bring(csv(`Tên,SĐT\n${rows.join('\n')}\n`), { fileName: 'a.csv' });
    await imports.map(importId);

    const starts = await Promise.all(Array.from({ length: 4 }, () => imports.ask('POST /v1/imports/{importId}/start', { importId })));
    const undone = await imports.ask('POST /v1/imports/{importId}/undo', { importId });
    for (let messages = imports.takeWaiting(); messages.length > 0; messages = imports.takeWaiting()) {
      await world.assignAll();
      await Promise.all([...messages, ...messages].map(({ body }) => imports.runOne(body).catch(() => undefined)));
    }

    expect(starts.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(undone.status).toBe(409);
    expect(await imports.show(importId)).toMatchObject({ state: 'done', differing: 0, result: { create: 450, update: 0, skip: 0 } });
    expect(world.leads()).toHaveLength(450);
  });

  it('reads columns in one way at a time: the same may be said twice, another only once it is foreseen', async () => {
    const world = createWorld();
    const imports = importingOf(world);
    const importId = await imports.bring(csv('Tên,SĐT,Email\nAn,0912345678,an@example.vn\n'), { fileName: 'a.csv' });
    const say = (columns: Readonly<Record<string, string>>) =>
      imports.ask('POST /v1/imports/{importId}/mapping', { importId, body: { columns } });

    expect((await say({ email: 'ignore' })).status).toBe(202);
    expect((await say({ email: 'ignore' })).status).toBe(202);
    expect((await say({ email: 'keep' })).status).toBe(409);
    await imports.runWork();

    const next = await imports.bring(csv('Tên,SĐT,Email\nAn,0912345678,an@example.vn\n'), { fileName: 'b.csv' });
    expect((await imports.show(next)).columns?.map(({ target }) => target)).toEqual(['fullName', 'phone', 'ignore']);
  });

  it('refuses columns that say nothing of how to reach people, and steps out of turn', async () => {
    const world = createWorld();
    const imports = importingOf(world);
    const importId = await imports.bring(csv('Tên,Ghi chú\nAn,abc\n'), { fileName: 'a.csv' });

    expect((await imports.map(importId)).status).toBe(422);
    expect((await imports.map(importId, { ten: 'fullNam' })).status).toBe(422);
    expect((await imports.ask('POST /v1/imports/{importId}/start', { importId })).status).toBe(409);
    expect((await imports.ask('POST /v1/imports/{importId}/undo', { importId })).status).toBe(409);
  });
});
