import { describe, expect, it } from '@jest/globals';
import { erasingOf } from '../../support/erasing.ts';
import { exportingOf } from '../../support/exports.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const lan = { fullName: 'Trần Lan', email: 'lan@example.vn', phone: '0912345678' } as const;

async function worldOfTwo() {
  const world = createWorld();
  await world.takeIn(world.post(lan));
  await world.takeIn(world.post({ fullName: 'Bình', email: 'binh@example.vn' }));
  world.project();
  world.pass(60_000);
  const leadId = world.leads().find(({ fullName }) => fullName === lan.fullName)?.leadId ?? '';
  const exports = exportingOf(world);
  const erase = erasingOf(world);
  const countOf = async (erasureId: string) =>
    (await erase.read(erasureId)).gone.find(({ what }: { what: { en: string } }) => /taken out/.test(what.en))?.items ?? 0;
  return { world, leadId, exports, erase, countOf };
}

const filesOf = (world: ReturnType<typeof createWorld>) =>
  [...world.parts.objects.files.keys()].filter((key) => key.startsWith('exports/'));

describe('files of exports', () => {
  it('that tell of a person go with the person, and the certificate says how many; others stay', async () => {
    const { world, leadId, exports, erase, countOf } = await worldOfTwo();
    const both = await exports.take({ format: 'csv' });
    world.pass(120_000);
    const other = await exports.take({ filter: { q: 'Bình' } });

    const erasureId = await erase.ask(leadId);
    await erase.runAll(2);

    expect(await exports.show(both.exportId)).toMatchObject({ state: 'failed', problem: { code: 'personErased' } });
    expect((await exports.show(other.exportId)).state).toBe('done');
    expect(filesOf(world).every((key) => key.includes(other.exportId))).toBe(true);
    expect(await countOf(erasureId)).toBe(1);
  });

  it('that are being made do not have a person who was erased meanwhile', async () => {
    const { world, leadId, exports, erase } = await worldOfTwo();
    const { body } = await exports.ask('POST /v1/exports', { body: { format: 'csv' } });
    const [counting] = exports.takeWaiting();
    await exports.runOne(counting?.body);
    const [reading] = exports.takeWaiting();
    // The part is read, and its function stands still before it says so.
    let goOn = (): void => undefined;
    const stands = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slow = {
      ...world.parts.objects,
      put: async (...file: Parameters<typeof world.parts.objects.put>) => stands.then(() => world.parts.objects.put(...file)),
    };
    const late = exports.runOne(reading?.body, { objects: slow });
    await new Promise((resolve) => setTimeout(resolve, 50));

    await erase.ask(leadId);
    await erase.runAll();
    goOn();
    await late;
    exports.takeWaiting();
    await exports.runOne(reading?.body);
    await exports.runWork();

    const view = await exports.show(body.exportId);
    expect(view).toMatchObject({ state: 'done', progress: { leads: 1 } });
    expect(Buffer.from(exports.fileOf(view)).toString()).not.toContain('Lan');
    for (const [key, bytes] of world.parts.objects.files)
      if (key.endsWith('.leads')) expect(Buffer.from(bytes).toString()).not.toContain(leadId);
  });
});
