import { beforeEach, describe, expect, it } from '@jest/globals';
import { openConfigReader } from '../../../shared/config/index.ts';
import { publish } from '../../../shared/config/publish.ts';
import { digestOf, putCompiled } from '../../../shared/mail-templates/compiled.ts';
import { frame } from '../../../shared/mail-templates/generated/frame.ts';
import { askToRecompile, compilers, resolveTemplate } from '../../../shared/mail-templates/index.ts';
import { recompileTemplateWork } from '../../../shared/mail-templates/recompile-work.ts';
import { allowedTags } from '../../../shared/mail-templates/rules-mjml.ts';
import { TemplateConfig, templateKind } from '../../../shared/mail-templates/template-config.ts';
import { minutesMs } from '../../../shared/platform/clock.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { frameDigest, probeSections } from '../../../tools/template-frame.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';

let now: Date;
const clock = () => now;
// What an instance parsed is kept by its wording: each test has a template of its own.
let template: TemplateConfig;
let count = 0;
let table: MemoryTable;
let rings: string[];

const sentWith = async () => {
  const resolved = await resolveTemplate({ table, config: openConfigReader(table, clock) }, template.id, 'vi', now);
  return resolved?.render({}).subject;
};
const key = () => keys.compiled('templates', digestOf(template, 'vi'));
const itemOf = (subject: string, stamp: string | undefined) => {
  const write = putCompiled(digestOf(template, 'vi'), { subject, html: '', text: '' });
  return { ...('Put' in write ? write.Put.Item : {}), frame: stamp };
};
const timers = () => table.all().filter(({ pk }) => String(pk).startsWith('DUE#'));
const recompile = () =>
  recompileTemplateWork.run({ templateId: template.id }, {
    table,
    config: openConfigReader(table, clock),
    log: { ...silentLog, error: (message: string) => rings.push(message) },
  } as never);
const publishAs = async (documents: readonly unknown[], compiler = compilers) => {
  await publish(table, clock, [templateKind], { kind: templateKind, documents, expectedVersion: 0, by: 'test', compilers: compiler });
};

beforeEach(() => {
  now = new Date('2026-11-22T03:00:30.000Z');
  table = memoryTable();
  rings = [];
  count += 1;
  template = TemplateConfig.parse({ ...TemplateConfig.parse(templateKind.example), id: `frame-${count}` });
});

describe('a template that another version of the code compiled', () => {
  it.each([
    ['in another frame', () => itemOf('Trước', '11111111')],
    ['before frames were noted', () => itemOf('Trước', undefined)],
    ['where it was kept before', () => ({ ...itemOf('Trước', undefined), ...keys.configArtifact('templates', digestOf(template, 'vi')) })],
  ])('is written to people as it lies, %s, and one timer has it compiled anew', async (_, item) => {
    await publishAs([template], { templates: async () => ({ faults: [], writes: [] }) });
    table.seed(item());

    const subjects = [await sentWith(), await sentWith()];

    expect(subjects).toEqual(['Trước', 'Trước']);
    expect(timers()).toMatchObject([
      { dueAt: '2026-11-22T03:01:00.000Z', queue: 'work', message: { kind: 'recompileTemplate', request: { templateId: template.id } } },
    ]);
  });

  it('is written as this version compiles it once that is done, by instances that have read it too', async () => {
    await publishAs([template]);
    table.seed(itemOf('Trước', '11111111'));

    const before = await sentWith();
    await recompile();
    now = new Date(now.getTime() + minutesMs);
    const after = await sentWith();

    expect([before, after]).toEqual(['Trước', 'Cảm ơn bạn đã chọn sản phẩm của chúng tôi']);
    expect(await table.get(key())).toMatchObject({ frame });
  });

  it('is asked for by the deployment, once its functions are there', async () => {
    await publishAs([template, { ...template, id: `${template.id}-moi` }]);
    table.seed(itemOf('Trước', '11111111'));

    await askToRecompile({ table, config: openConfigReader(table, clock) }, now);

    expect(timers()).toMatchObject([{ dueAt: '2026-11-22T03:11:00.000Z', message: { request: { templateId: template.id } } }]);
  });

  it('keeps its frame where this version finds faults in it, and rings', async () => {
    const mjml = '<mj-section><mj-column><mj-text>{{ lead.phone }}</mj-text></mj-column></mj-section>';
    template = { ...template, locales: { ...template.locales, vi: { ...template.locales.vi, mjml } } };
    await publishAs([template], { templates: async () => ({ faults: [], writes: [] }) });
    table.seed(itemOf('Trước', '11111111'));

    await recompile();

    expect(await sentWith()).toBe('Trước');
    expect(rings).toEqual(['a template in force was not compiled anew; its mails keep the earlier frame']);
  });
});

describe('a template that this version compiled', () => {
  it('is asked for by nobody, and is not made again', async () => {
    await publishAs([template]);
    const before = table.all();

    await sentWith();
    await askToRecompile({ table, config: openConfigReader(table, clock) }, now);
    await recompile();

    expect(table.all()).toEqual(before);
  });
});

describe('the digest of the frame', () => {
  it('is of all that templates have in common', async () => {
    expect(await frameDigest()).toBe(frame);
  });

  it('sees every part of MJML that a template may be made of', () => {
    const parts = [...allowedTags].filter((tag) => tag.startsWith('mj-'));

    expect(parts.filter((tag) => !probeSections.includes(`<${tag}`))).toEqual([]);
  });
});
