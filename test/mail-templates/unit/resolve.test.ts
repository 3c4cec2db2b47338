import { beforeEach, describe, expect, it } from '@jest/globals';
import { openConfigReader } from '../../../shared/config/index.ts';
import { publish } from '../../../shared/config/publish.ts';
import { digestOf, putCompiled } from '../../../shared/mail-templates/compiled.ts';
import { resolveTemplate } from '../../../shared/mail-templates/index.ts';
import { TemplateConfig, templateKind } from '../../../shared/mail-templates/template-config.ts';
import { CorruptItemError } from '../../../shared/platform/errors.ts';
import { TemplateId } from '../../../shared/platform/ids.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';

const now = new Date('2026-11-22T03:00:00.000Z');
const clock = () => now;
// What an instance parsed is kept by its content: each test has a template of its own.
let template: TemplateConfig;
let count = 0;
let table: MemoryTable;

const parts = () => ({ table, config: openConfigReader(table, clock) });
const found = async (id: string = template.id) => resolveTemplate(parts(), TemplateId.parse(id), 'vi', now);

async function store(html: string): Promise<void> {
  await table.transact([putCompiled(digestOf(template, 'vi'), { subject: '{{ lead.givenName }}', html, text: '{{ about.product }}' })]);
}

beforeEach(async () => {
  table = memoryTable();
  count += 1;
  template = TemplateConfig.parse({ ...TemplateConfig.parse(templateKind.example), id: `thanks-${count}` });
  // What the test wants to be compiled is stored by the test.
  const compilers = { templates: async () => ({ faults: [], writes: [] }) };
  await publish(table, clock, [templateKind], { kind: templateKind, documents: [template], expectedVersion: 0, by: 'test', compilers });
});

describe('a template', () => {
  it('is written to a person in their language, with the version that it stands in', async () => {
    await store('<p>{{ lead.givenName }}</p>');

    const resolved = await found();
    const mail = resolved?.render({ 'lead.givenName': 'Lan', 'about.product': 'Sổ & bút' });

    expect(mail).toEqual({ subject: 'Lan', html: '<p>Lan</p>', text: 'Sổ & bút' });
    expect(resolved).toMatchObject({ purpose: 'service', topic: null, version: expect.stringMatching(/^thanks-1\.vi\.[\w-]{8}$/) });
  });

  it('shows its fallbacks where a value is not known, or is empty', async () => {
    await store('{{ lead.givenName }}');

    const mail = (await found())?.render({ 'about.product': '' });

    expect(mail).toEqual({ subject: 'bạn', html: 'bạn', text: 'sản phẩm của chúng tôi' });
  });

  it('that nobody wrote is not found', async () => {
    expect(await found('another')).toBeUndefined();
  });

  it('that was never compiled is said so', async () => {
    await expect(found()).rejects.toBeInstanceOf(CorruptItemError);
  });
});
