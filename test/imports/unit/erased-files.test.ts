import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { dying } from '../../support/dying-table.ts';
import { erasingOf } from '../../support/erasing.ts';
import { importingOf } from '../../support/imports.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';

const lan = { fullName: 'Trần Lan', email: 'lan@example.vn', phone: '0912345678' } as const;
const list = Buffer.from(
  'Họ tên,SĐT,Email,Ghi chú\nTrần Lan,"9,12E+08",LAN@example.vn,hẹn\nLan,912345678,,\nBình,0912345678,binh@example.vn,chung số\nChi,"9,13E+08",chi@example.vn,\nDũng,0912000004,,\n',
);

/** All that stands in the files of lists, unpacked. */
const textOf = (world: World): Map<string, string> =>
  new Map(
    [...world.parts.objects.files].map(([key, body]) => [
      key.split('/').slice(2).join('/'),
      (key.endsWith('.gz') ? gunzipSync(body) : Buffer.from(body)).toString(),
    ]),
  );
const filesWith = (world: World, pattern: RegExp) => [...textOf(world)].filter(([, text]) => pattern.test(text)).map(([name]) => name);
const ofLan = /lan@example\.vn|Trần Lan|"Lan"/i;

async function worldOfLan() {
  const world = createWorld();
  await world.takeIn(world.post(lan));
  world.pass(60_000);
  const imports = importingOf(world);
  const importId = await imports.bring(list, { fileName: 'khach.csv' });
  const erase = erasingOf(world);
  const leadId = world.leads()[0]?.leadId ?? '';
  const countOf = async (erasureId: string) => {
    const view = await erase.read(erasureId);
    return { late: view.late, rows: view.gone.find(({ what }: { what: { en: string } }) => /files of lists/.test(what.en))?.items ?? 0 };
  };
  return { world, imports, importId, erase, leadId, countOf };
}

describe('files of a list', () => {
  it('go as soon as nobody needs them: the upload once it is read, the rows once they are taken in', async () => {
    const { world, imports, importId } = await worldOfLan();

    expect([...textOf(world).keys()]).toEqual(['raw/000000.json.gz', 'heads.json.gz']);
    await imports.map(importId);
    expect([...textOf(world).keys()].sort()).toEqual([
      'heads.json.gz',
      'preview/000000.json.gz',
      'raw/000000.json.gz',
      'rows/000000.json.gz',
    ]);
    await imports.start(importId);
    expect([...textOf(world).keys()].sort()).toEqual(['preview/000000.json.gz', 'result.csv', 'result/000000.json.gz']);
    expect(filesWith(world, /binh@|Dũng|912345678/)).toEqual([]);
  });

  it.each([
    ['keep nobody of a list that is not read', async () => undefined],
    [
      'keep nobody of a list that is foreseen',
      async ({ imports, importId }: Awaited<ReturnType<typeof worldOfLan>>) => void (await imports.map(importId)),
    ],
  ])('%s who is erased, and the list is taken in without them', async (_what, prepare) => {
    const made = await worldOfLan();
    const { world, imports, importId, erase, leadId, countOf } = made;
    await prepare(made);
    expect(filesWith(world, ofLan).length).toBeGreaterThan(1);

    const erasureId = await erase.ask(leadId);
    await erase.runAll(2);

    expect(filesWith(world, ofLan)).toEqual([]);
    expect((await countOf(erasureId)).rows).toBeGreaterThanOrEqual(2);
    if ((await imports.show(importId)).state === 'mapping')
      await imports.map(importId, { hoten: 'fullName', sdt: 'phone', email: 'email' });
    const done = await imports.start(importId);
    expect(done.result).toMatchObject({ create: 3, quarantine: 2, reasons: [{ reason: 'erased', count: 2 }] });
    expect(filesWith(world, ofLan)).toEqual([]);
    expect(new Set(world.leads().map(({ fullName }) => fullName))).toEqual(new Set(['Bình', 'Chi', 'Dũng']));
  });

  it('keep nobody in a result who is erased, and all others', async () => {
    const { world, imports, importId, erase, leadId, countOf } = await worldOfLan();
    await imports.map(importId);
    await imports.start(importId);
    const before = textOf(world).get('result.csv')?.split('\n') ?? [];
    expect(filesWith(world, ofLan)).toEqual(['result.csv']);

    const erasureId = await erase.ask(leadId);
    await erase.runAll();

    const after = textOf(world).get('result.csv')?.split('\n') ?? [];
    expect(filesWith(world, ofLan)).toEqual([]);
    expect(after).toHaveLength(before.length);
    expect([after[0], after[2]]).toEqual([before[0], before[2]]);
    expect(after[1]).toMatch(/^khach;2;Bỏ qua \/ Skipped;.*;;;;$/);
    expect(await countOf(erasureId)).toEqual({ rows: 1, late: 0 });
  });

  it('that are uploaded and never read are looked at by no eraser, so they go after a quarter of an hour', async () => {
    const { world, imports, erase, leadId } = await worldOfLan();
    const opened = await imports.ask('POST /v1/imports', { body: { fileName: 'b.csv', source: 'b', kind: 'leads', bytes: list.length } });
    world.parts.objects.files.set(`imports/${opened.body.importId}/upload`, list);
    world.pass(16 * 60_000);

    await erase.ask(leadId);
    await erase.runAll();

    expect([...textOf(world).keys()]).not.toContain('upload');
    expect(filesWith(world, ofLan)).toEqual([]);
  });

  it('that are uploaded once more by the same address, after the list was taken in, go as well', async () => {
    const { world, imports, importId, erase, leadId } = await worldOfLan();
    await imports.map(importId);
    await imports.start(importId);
    world.parts.objects.files.set(`imports/${importId}/upload`, list);
    world.pass(16 * 60_000);

    await erase.ask(leadId);
    await erase.runAll();

    expect([...textOf(world).keys()]).not.toContain('upload');
    expect(filesWith(world, ofLan)).toEqual([]);
  });

  it('in which the person came while they were being erased are found by the looks after the end', async () => {
    const { world, imports, erase, leadId, countOf } = await worldOfLan();
    const opened = await imports.ask('POST /v1/imports', { body: { fileName: 'b.csv', source: 'b', kind: 'leads', bytes: list.length } });
    const { importId } = opened.body;
    world.parts.objects.files.set(`imports/${importId}/upload`, list);
    const erasureId = await erase.ask(leadId);
    await erase.runAll();
    await imports.ask('POST /v1/imports/{importId}/read', { importId });
    await imports.runWork();
    expect(filesWith(world, ofLan).length).toBeGreaterThan(0);

    await erase.runOne({ v: 1, kind: 'erasePerson', request: { erasureId, looks: true } });
    while (world.sent.work.length > 0) await erase.runOne(world.sent.work.shift()?.body);

    expect(filesWith(world, ofLan)).toEqual([]);
    expect(await countOf(erasureId)).toMatchObject({ late: expect.any(Number) });
    expect((await countOf(erasureId)).late).toBeGreaterThan(0);
  });

  it('keep nobody wherever the work of the erasure is killed', async () => {
    for (let point = 1; point < 400; point += 9) {
      const { world, imports, importId, erase, leadId } = await worldOfLan();
      await imports.map(importId);
      await erase.ask(leadId);
      world.pass(11_000);
      const died = dying(point);
      const message = world.sent.work.at(-1);
      let isKilled = false;
      world.sent.work.length = 0;
      for (let next = message; next && !isKilled; next = world.sent.work.shift()) {
        const through = { table: died.table(world.table), objects: died.objects(world.parts.objects) };
        await erase.runOne(next.body, through.table, died.queue(world.parts.work), through.objects).catch(() => {
          isKilled = true;
        });
      }
      if (!isKilled) return;
      world.sent.work.length = 0;
      if (message) world.sent.work.push(message);
      await erase.runAll();
      expect(filesWith(world, ofLan)).toEqual([]);
    }
    throw new Error('the work was killed at each point that was tried: try more');
  });
});
