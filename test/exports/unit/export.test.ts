import { describe, expect, it } from '@jest/globals';
import { userKind } from '../../../shared/access/user-config.ts';
import { companyKind } from '../../../shared/company/company-config.ts';
import { fileHours, mostPerDay } from '../../../shared/exports/export.ts';
import { daysMs, hoursMs, minutesMs } from '../../../shared/platform/clock.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { exportingOf } from '../../support/exports.ts';
import { importingOf } from '../../support/imports.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

/** A world in which a list of people was taken in. */
async function withPeople(list: string): Promise<World> {
  const world = createWorld();
  const imports = importingOf(world);
  const importId = await imports.bring(Buffer.from(list), { fileName: 'khach.csv' });
  await imports.map(importId);
  await imports.start(importId);
  await world.assignAll();
  world.project();
  return world;
}

const people = `Họ tên,SĐT,Email,Tỉnh/TP,Công ty,Nhãn,Nguồn,Ngày
Nguyễn Thị Hường,0912345678 / 024 3826 1234,huong@example.vn,TP.HCM,"An, Nhiên","vip, hội chợ",Facebook,05/03/2026
Trần Văn An,+1 415 555 2671,an@example.vn,Hà Nội,=HYPERLINK("http://x"),,Zalo,
Lê Ba,0987654321,,Đà Nẵng,-Ba,,,
`;

const row = (rows: readonly string[][], name: string): Record<string, string> => {
  const [header = []] = rows;
  const found = rows.find((cells) => cells.includes(name)) ?? [];
  return Object.fromEntries(header.map((text, index) => [text, found[index] ?? '']));
};

const [marketer, manager] = ['marketer@example.com', 'manager.south@example.com'];

describe('a list that is taken out', () => {
  it.each([
    { format: 'csv', language: 'vi' },
    { format: 'csv', language: 'en', delimiter: ';' },
    { format: 'xlsx', language: 'vi' },
  ] as const)('is a file that says of each lead what its page does: %o', async (asked) => {
    const world = await withPeople(people);
    const exports = exportingOf(world);

    const view = await exports.take(asked);

    expect(view).toMatchObject({ state: 'done', progress: { percent: 100, leads: 3 }, problem: null });
    const rows = await exports.textsOf(view);
    const [nameHeader, phoneHeader] = asked.language === 'vi' ? ['Họ tên', 'SĐT'] : ['Full name', 'Phone'];
    const huong = row(rows, 'Nguyễn Thị Hường');
    expect(huong[nameHeader]).toBe('Nguyễn Thị Hường');
    expect(huong[phoneHeader]).toBe('0912 345 678');
    expect(Object.values(huong)).toEqual(expect.arrayContaining(['024 3826 1234', 'huong@example.vn', 'An, Nhiên', 'vip\nhội chợ']));
    const mark = asked.format === 'csv' ? "'" : '';
    expect(Object.values(row(rows, 'Trần Văn An'))).toEqual(
      expect.arrayContaining([`${mark}+14155552671`, `${mark}=HYPERLINK("http://x")`]),
    );
    expect(Object.values(row(rows, 'Lê Ba'))).toEqual(expect.arrayContaining(['0987 654 321', `${mark}-Ba`]));
  });

  it('begins with the mark of UTF-8, parts cells as asked and writes days as they are read here', async () => {
    const world = await withPeople(people);
    const exports = exportingOf(world);

    const view = await exports.take({ format: 'csv', columns: ['fullName', 'createdAt', 'createdAtIso'], filter: { region: '48' } });

    const [lead] = world.leads().filter(({ fullName }) => fullName === 'Lê Ba');
    expect(Buffer.from(exports.fileOf(view)).toString()).toBe(
      `\ufeff"Họ tên";"Ngày tạo";"Ngày tạo (ISO)"\r\n"Lê Ba";"22/11/2026 10:00";"${lead?.createdAt}"\r\n`,
    );
  });

  it('has the columns that are asked for, in their order, and the leads of the filter alone', async () => {
    const world = await withPeople(people);
    const exports = exportingOf(world);

    const view = await exports.take({ columns: ['tags', 'fullName'], filter: { tag: 'vip' } });

    expect(await exports.textsOf(view)).toEqual([
      ['Nhãn', 'Họ tên'],
      ['vip\nhội chợ', 'Nguyễn Thị Hường'],
    ]);
  });

  it('is typed: texts as texts, days as days', async () => {
    const world = await withPeople(people);
    const exports = exportingOf(world);

    const view = await exports.take({ columns: ['phone', 'createdAt'], filter: { region: '48' } });

    expect((await exports.rowsOf(view))[1]).toEqual([
      { kind: 'text', text: '0987 654 321' },
      expect.objectContaining({ kind: 'date', iso: '2026-11-22T10:00:00' }),
    ]);
  });

  it('has nothing in it but headers where nobody fits', async () => {
    const exports = exportingOf(createWorld());

    const [csv, xlsx] = [await exports.take({ format: 'csv', columns: ['fullName'] }), await exports.take({ columns: ['fullName'] })];

    expect([csv.state, await exports.textsOf(csv), xlsx.state, await exports.textsOf(xlsx)]).toEqual([
      'done',
      [['Họ tên']],
      'done',
      [['Họ tên']],
    ]);
  });

  it.each(['csv', 'xlsx'])('comes in again without anything new: %s', async (format) => {
    const world = await withPeople(people);
    const view = await exportingOf(world).take({ format });
    const imports = importingOf(world);

    const importId = await imports.bring(exportingOf(world).fileOf(view), { fileName: `leads.${format}`, source: 'xuat-lai' });
    const { body } = await imports.map(importId);

    expect(body).toMatchObject({ preview: { create: 0, update: 0, skip: 3, quarantine: 0, warnings: [] } });
  });
});

describe('what somebody may take out', () => {
  it('tells a marketer no detail by which a person is reached', async () => {
    const world = await withPeople(people);
    const exports = exportingOf(world);

    const view = await exports.take({ format: 'csv' }, marketer);

    const told = Buffer.from(exports.fileOf(view)).toString();
    expect(view.progress.leads).toBe(3);
    for (const hidden of ['Hường', '912', 'huong@', '3826', '4155552671']) expect(told).not.toContain(hidden);
  });

  it.each([
    [{ columns: ['phone'] }, 'columns.0'],
    [{ columns: ['company', 'field:nothing'] }, 'columns.1'],
    [{ filter: { phone: '0912345678' } }, 'filter.phone'],
    [{ filter: { segment: 'nothing' } }, 'filter.segment'],
    [{ filter: { tag: 'vip' }, view: { viewId: 'mine' } }, 'view'],
    [{ columns: ['company', 'company'] }, 'columns'],
  ])('refuses a marketer %j', async (body, path) => {
    const exports = exportingOf(createWorld());

    const { status, body: answer } = await exports.ask('POST /v1/exports', { body, email: marketer });

    expect({ status, paths: answer.errors?.map((one) => one.path) }).toEqual({ status: 422, paths: [path] });
  });

  it('is nothing for a rep', async () => {
    const { status } = await exportingOf(createWorld()).ask('POST /v1/exports', { body: {}, email: 'lan@example.com' });

    expect(status).toBe(404);
  });

  it('stays masked where lists mask it, and says nothing when it comes in again', async () => {
    const world = await withPeople(people);
    const exports = exportingOf(world);
    world.config.change(companyKind, 'company', (company) => ({
      ...company,
      maskNumbers: true,
      maskAddresses: true,
      unmaskedFor: ['admin' as const],
    }));

    const view = await exports.take({ format: 'csv', filter: { region: '79' } }, manager);

    const told = Buffer.from(exports.fileOf(view)).toString();
    expect(told).toContain('+84 9•• ••• 678');
    for (const hidden of ['345 678', '912', 'huong@']) expect(told).not.toContain(hidden);
    const imports = importingOf(world);
    const importId = await imports.bring(exports.fileOf(view), { fileName: 'leads.csv', source: 'xuat-lai' });
    const { body } = await imports.map(importId, {});
    expect(body).toMatchObject({ preview: { create: 0, update: 0 } });
  });

  it('ends where rights change while it is made', async () => {
    const world = await withPeople(people);
    const exports = exportingOf(world);
    const { body } = await exports.ask('POST /v1/exports', { body: {}, email: marketer });
    world.config.change(userKind, 'marketer', (user) => ({ ...user, role: 'manager' as const }));

    await exports.runWork();

    expect(await exports.show(body.exportId)).toMatchObject({ state: 'failed', problem: { code: 'rightsChanged' } });
    expect([...world.parts.objects.files.keys()].filter((key) => key.startsWith('exports/'))).toEqual([]);
  });

  it('is given to nobody for whom something in it is masked since, and who takes it out anew gets it masked', async () => {
    const world = await withPeople(people);
    const exports = exportingOf(world);
    const body = { format: 'csv', filter: { region: '79' }, columns: ['phone'] };
    const take = async () => {
      const { body: asked } = await exports.ask('POST /v1/exports', { body, email: manager });
      await exports.runWork();
      return exports.show(asked.exportId, manager);
    };
    const before = await take();
    world.config.change(companyKind, 'company', (company) => ({ ...company, maskNumbers: true }));

    const since = await exports.show(before.exportId, manager);
    const anew = await take();
    world.config.change(companyKind, 'company', (company) => ({ ...company, maskNumbers: false }));
    const again = await exports.show(before.exportId, manager);

    expect(before.file).toBeDefined();
    expect([since.state, since.problem?.code, since.file]).toEqual(['done', 'masked', undefined]);
    expect(anew.file).toBeDefined();
    expect(anew.exportId).not.toBe(before.exportId);
    expect(JSON.stringify(await exports.textsOf(anew))).toContain('•');
    expect(again.file).toBeDefined();
  });

  it('is shown to whoever asked and to admins; its file to whoever asked alone, for ten minutes', async () => {
    const world = await withPeople(people);
    const exports = exportingOf(world);

    const { exportId, file, askedAt } = await exports.take({}, marketer);

    expect(file?.url).toContain(`exports/${exportId}.xlsx`);
    expect(Date.parse(file?.expiresAt ?? '') - Date.parse(askedAt)).toBeLessThan(11 * minutesMs);
    expect(await exports.show(exportId)).toMatchObject({ state: 'done', by: 'marketer', fetchedAt: expect.any(String) });
    expect((await exports.show(exportId)).file).toBeUndefined();
    expect((await exports.ask('GET /v1/exports/{exportId}', { exportId, email: manager })).status).toBe(404);
    expect((await exports.list(manager)).body.exports).toEqual([]);
    expect((await exports.list()).body.exports).toMatchObject([{ exportId, by: 'marketer', filter: {}, progress: { leads: 3 } }]);
  });
});

describe('what is kept of it', () => {
  it('is one export where it is asked for twice, and twenty on a day', async () => {
    const world = createWorld(undefined, undefined, { stepMs: 0 });
    const exports = exportingOf(world);
    const ask = async () => (await exports.ask('POST /v1/exports', { body: { format: 'csv' } })).body.exportId;

    const [first, second] = [await ask(), await ask()];
    world.pass(2 * minutesMs);
    const third = await ask();
    for (let count = 2; count < mostPerDay; count += 1) {
      world.pass(2 * minutesMs);
      await ask();
    }
    world.pass(2 * minutesMs);
    const tooMany = await exports.ask('POST /v1/exports', { body: { format: 'csv' } });
    world.pass(daysMs);
    const tomorrow = await exports.ask('POST /v1/exports', { body: { format: 'csv' } });

    expect([first === second, first === third, tooMany.status, tomorrow.status]).toEqual([true, false, 409, 202]);
  });

  it('names nobody once the file is made', async () => {
    const world = await withPeople(people);
    const exports = exportingOf(world);

    const view = await exports.take({ filter: { q: 'Hường' } });

    expect(view).toMatchObject({ progress: { leads: 1 }, filter: { q: '•••' } });
    expect(JSON.stringify(world.itemsOf('EXPORTS#all EXPORT#'))).not.toContain('Hường');
  });

  it('is the file for a day, then what was asked for alone', async () => {
    const world = await withPeople(people);
    const exports = exportingOf(world);
    const { exportId, keptUntil } = await exports.take({});
    const timers = world.itemsOf('DUE#').map((item) => Timer.parse(item));
    const last = timers.find(({ dueAt, queue }) => queue === 'work' && dueAt === keptUntil);
    world.pass(fileHours * hoursMs);

    expect((await exports.show(exportId)).file).toBeUndefined();
    await exports.runOne(last?.message);

    expect(await exports.show(exportId)).toMatchObject({ state: 'gone', by: 'admin', progress: { leads: 3 } });
    expect([...world.parts.objects.files.keys()].filter((key) => key.startsWith('exports/'))).toEqual([]);
  });

  it('goes on a minute later where the message of its next step was never sent', async () => {
    const world = await withPeople(people);
    const exports = exportingOf(world);
    const { body } = await exports.ask('POST /v1/exports', { body: {} });
    exports.takeWaiting();

    for (const step of ['counting', 'reading', 'writing']) {
      const due = world
        .itemsOf('DUE#')
        .map((item) => Timer.parse(item))
        .filter(({ message }) => JSON.stringify(message).includes('advanceExport'));
      for (const { message } of due.filter((one) => JSON.stringify(one.message).includes(`"${step}"`))) await exports.runOne(message);
      exports.takeWaiting();
    }

    expect(await exports.show(body.exportId)).toMatchObject({ state: 'done', progress: { leads: 3 } });
  });
});
