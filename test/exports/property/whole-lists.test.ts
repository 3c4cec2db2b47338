import { describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { dying } from '../../support/dying-table.ts';
import { exportingOf } from '../../support/exports.ts';
import { importingOf } from '../../support/imports.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { manyLeads } from '../../support/many-leads.ts';

/** A world in which so many leads are stored. */
function worldOf(leads: readonly Lead[]): World {
  const world = createWorld();
  seedLeads(world.table, ...leads);
  world.project();
  return world;
}

/** What timers of exports will send. */
const timersIn = (world: World) =>
  world
    .itemsOf('DUE#')
    .map((item) => ({ body: Timer.parse(item).message }))
    .filter(({ body }) => body.kind === 'advanceExport');

const idsIn = (rows: readonly string[][]): string[] => rows.slice(1).map(([id]) => id ?? '');

describe('a list of several parts', () => {
  it('has each lead once that is in it all the while, whatever is written meanwhile', async () => {
    const leads = manyLeads(700, 5).map((lead) => ({ ...lead, status: 'active' as const }));
    const world = worldOf(leads);
    const exports = exportingOf(world);
    const { body } = await exports.ask('POST /v1/exports', { body: { format: 'csv', columns: ['leadId', 'fullName'] } });
    const later = manyLeads(40, 9).map((lead, index) => ({
      ...lead,
      leadId: `L09LATER${String(index).padStart(18, '0')}` as Lead['leadId'],
      createdAt: '2026-12-01T00:00:00.000Z',
    }));
    let changed = 0;

    await exports.runWork(async () => {
      // Somebody works with leads of both ends, moves them about, retires a few, and others come.
      const turn = leads.filter((_, index) => index % 7 === changed % 7);
      seedLeads(
        world.table,
        ...turn.map((lead) => ({ ...lead, version: lead.version + 1, updatedAt: '2026-11-23T00:00:00.000Z' })),
        ...later,
      );
      changed += 1;
      world.project();
    });

    const view = await exports.show(body.exportId);
    const ids = idsIn(await exports.textsOf(view));
    expect(changed).toBeGreaterThan(4);
    expect(view).toMatchObject({ state: 'done', progress: { percent: 100, leads: 700 } });
    expect([...ids].sort()).toEqual(leads.map(({ leadId }) => leadId as string).sort());
  });

  it('tells its progress to a twentieth', async () => {
    const world = worldOf(manyLeads(2_500, 6).map((lead) => ({ ...lead, status: 'active' as const })));
    const exports = exportingOf(world);
    const { body } = await exports.ask('POST /v1/exports', { body: { format: 'xlsx', columns: ['leadId'] } });
    const told: { percent: number; leads: number }[] = [];

    await exports.runWork(async () => void told.push((await exports.show(body.exportId)).progress));

    const all = (await exports.show(body.exportId)).progress.leads;
    expect(all).toBe(2_500);
    expect(told.length).toBeGreaterThan(10);
    for (const { percent, leads } of told.slice(1)) expect(Math.abs(percent - (leads / all) * 100)).toBeLessThanOrEqual(5);
  });

  it('is whole wherever its function is killed, and whatever comes twice', async () => {
    const leads = manyLeads(230, 8).map((lead) => ({ ...lead, status: 'active' as const }));
    const expected = leads.map(({ leadId }) => leadId as string).sort();
    let points = 1;
    for (let point = 1; point <= points; point += 3) {
      const world = worldOf(leads);
      const exports = exportingOf(world);
      const { body } = await exports.ask('POST /v1/exports', { body: { format: 'xlsx', columns: ['leadId'] } });
      const process = dying(point === 1 ? null : point);
      const messages = exports.takeWaiting();
      for (let message = messages.shift(); message; message = messages.shift()) {
        await exports
          .runOne(message.body, { table: process.table(world.table), objects: process.objects(world.parts.objects) })
          .catch(() => undefined);
        // What was not done comes back, and what was done comes once more.
        await exports.runOne(message.body);
        messages.push(...exports.takeWaiting());
        // Whoever is killed before the message of the next step is sent has left a timer that sends it.
        if (messages.length === 0 && (await exports.show(body.exportId)).state !== 'done') messages.push(...timersIn(world));
      }
      if (point === 1) points = process.calls();

      const view = await exports.show(body.exportId);
      expect([point, view.state, view.progress.leads]).toEqual([point, 'done', 230]);
      expect(idsIn(await exports.textsOf(view)).sort()).toEqual(expected);
    }
    expect(points).toBeGreaterThan(10);
  });
});

describe('what was taken out', () => {
  it.each([
    { format: 'csv', language: 'vi' },
    { format: 'csv', language: 'en' },
    { format: 'xlsx', language: 'vi' },
  ])('comes in again without anything new, for people as lists have them: %o', async (asked) => {
    const names = ['Nguyễn Thị Hường', '-Trần Văn Nam', "'=Lê", 'Đặng “Bảo” Châu', 'Ánh; Ngọc', 'O’Connor, Mary', '@Vy'];
    const places = ['TP.HCM', 'Bình Dương', 'Hà Tây', 'Thừa Thiên Huế', 'Đắk Lắk', '', 'Bà Rịa - Vũng Tàu'];
    const rows = Array.from({ length: 140 }, (_, index) => [
      names[index % names.length],
      index % 3 === 0 ? `09123${String(10_000 + index)} / 024 3826 ${1000 + index}` : index % 3 === 1 ? `+1 415 555 ${2000 + index}` : '',
      index % 5 === 4 && index % 3 !== 2 ? '' : `khach${index}@example.vn`,
      places[index % places.length],
      ['Công ty TNHH "Sông, Thu"', '=1+1', '', 'A;B'][index % 4],
      ['vip, hội chợ', '', 'Quan tâm'][index % 3],
      ['Phần mềm bán hàng', 'POS, bản đầy đủ; CRM', ''][index % 3],
      index % 4 === 0 ? 'có' : '',
      index % 4 === 0 ? '05/03/2026 08:30' : '',
      index % 4 === 0 ? ['điện thoại', 'zalo', 'tại quầy', 'email'][(index / 4) % 4] : '',
      ['Facebook', 'Zalo', ''][index % 3],
    ]);
    const quoted = (text: string | undefined) => `"${(text ?? '').replaceAll('"', '""')}"`;
    const headers = [
      'Họ tên',
      'SĐT',
      'Email',
      'Tỉnh/TP',
      'Công ty',
      'Nhãn',
      'Sản phẩm',
      'Đồng ý nhận quảng cáo',
      'Ngày đồng ý',
      'Hình thức đồng ý',
      'Nguồn',
    ];
    const list = [headers, ...rows].map((cells) => cells.map(quoted).join(',')).join('\n');
    const world = createWorld();
    const imports = importingOf(world);
    const importId = await imports.bring(Buffer.from(list), { fileName: 'khach.csv' });
    await imports.map(importId);
    const { result } = await imports.start(importId);
    await world.assignAll();
    world.project();
    const exports = exportingOf(world);
    const view = await exports.take(asked);

    const again = await imports.bring(exports.fileOf(view), { fileName: `leads.${asked.format}`, source: 'xuat-lai' });
    const { body: foreseen } = await imports.map(again);

    expect(result?.create).toBeGreaterThan(100);
    expect(view.progress.leads).toBe(world.leads().length);
    expect((await imports.rows(again, 'preview')).filter(({ action }) => action !== 'skip')).toEqual([]);
    expect(foreseen).toMatchObject({ preview: { skip: view.progress.leads, create: 0, update: 0, quarantine: 0 } });
  });
});
