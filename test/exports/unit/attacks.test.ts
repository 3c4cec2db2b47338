import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { mostLeads, readExport } from '../../../shared/exports/export.ts';
import { FieldConfig, fieldKind } from '../../../shared/fields/field-config.ts';
import { ExportId, LeadId } from '../../../shared/platform/ids.ts';
import { exportingOf } from '../../support/exports.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { manyLeads } from '../../support/many-leads.ts';

const marketer = 'marketer@example.com';
const command = "=cmd|' /C calc'!A0";

function worldOf(leads: Parameters<typeof seedLeads>[1][]): World {
  const world = createWorld();
  seedLeads(world.table, ...leads);
  world.project();
  return world;
}

const active = (count: number, seed: number) => manyLeads(count, seed).map((lead) => ({ ...lead, status: 'active' as const }));

describe('a file of a list', () => {
  it('has no cell that a spreadsheet would run, in any column, in headers of declared fields either', async () => {
    const text = { type: 'text' as const, privacy: 'open' as const };
    const fields = [
      { id: 'one', labels: { vi: command, en: command }, ...text },
      { id: 'two', labels: { vi: '@SUM(1)', en: '-1+1' }, ...text },
    ].map((field) => FieldConfig.parse(field));
    const lead = sampleLead({
      fullName: command,
      otherNames: [command, command],
      emails: [`${command}@example.com`],
      company: command,
      title: command,
      region: { ...sampleLead().region, reason: 'given', provinceName: command, raw: command },
      products: [command],
      tags: [command],
      extra: { one: command, two: command, [command]: command },
      phone: { raw: command, e164: null, valid: false, type: null, claimed: false },
      extraPhones: [{ raw: `+84${command}`, e164: null, valid: false, type: null, claimed: false }],
      source: { ...sampleLead().source, first: { ...sampleLead().source.first, utm: { source: command, campaign: command } } },
    });
    const world = worldOf([lead]);
    world.config.add(fieldKind, fields);
    const exports = exportingOf(world);

    for (const delimiter of [',', ';'] as const) {
      const view = await exports.take({ format: 'csv', delimiter });
      const rows: string[][] = parse(Buffer.from(exports.fileOf(view)), { delimiter, bom: true, relax_column_count: true });

      expect(rows).toHaveLength(2);
      expect(rows.flat().filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
      expect(rows.flat().filter((cell) => cell.includes('cmd|')).length).toBeGreaterThan(12);
    }
  });

  it('is each of two that are made at once, whole and of its own', async () => {
    const world = worldOf(active(450, 4));
    const exports = exportingOf(world);
    const body = { format: 'csv', columns: ['leadId', 'company'] };
    const one = (await exports.ask('POST /v1/exports', { body })).body;
    const other = (await exports.ask('POST /v1/exports', { body, email: marketer })).body;

    // Messages of both come by turns.
    await exports.runWork();

    const files = await Promise.all([exports.show(one.exportId), exports.show(other.exportId, marketer)]);
    expect(files).toMatchObject([
      { state: 'done', by: 'admin', progress: { leads: 450 } },
      { state: 'done', by: 'marketer', progress: { leads: 450 } },
    ]);
    for (const file of files) {
      const ids = (await exports.textsOf(file)).slice(1).map(([id]) => id);
      expect(new Set(ids).size).toBe(450);
    }
  });

  it('has whoever others become part of meanwhile once, and nobody twice', async () => {
    const leads = active(450, 4);
    const world = worldOf(leads);
    const exports = exportingOf(world);
    const { body } = await exports.ask('POST /v1/exports', { body: { format: 'csv', columns: ['leadId'] } });
    let turn = 0;

    await exports.runWork(async () => {
      const pairs = leads
        .filter((_, index) => index % 90 === turn * 2)
        .flatMap((lost) => {
          const kept = leads[leads.indexOf(lost) + 1];
          return kept ? [{ lost, kept }] : [];
        });
      for (const { lost, kept } of pairs) {
        seedLeads(
          world.table,
          { ...lost, version: lost.version + 1, mergedInto: kept.leadId, owner: null },
          { ...kept, version: kept.version + 1, members: [lost.leadId] },
        );
      }
      turn += 1;
      world.project();
    });

    const view = await exports.show(body.exportId);
    const ids = (await exports.textsOf(view)).slice(1).map(([id = '']) => LeadId.parse(id));
    const gone = new Set(leads.filter((_, index) => index % 90 < turn * 2 && index % 2 === 0).map(({ leadId }) => leadId));
    expect(view.state).toBe('done');
    expect(turn).toBeGreaterThan(4);
    expect(new Set(ids).size).toBe(ids.length);
    expect(leads.filter(({ leadId }) => !gone.has(leadId) && !ids.includes(leadId))).toEqual([]);
  });

  it('counts for nobody what a list would not show them', async () => {
    const world = worldOf([
      sampleLead({ leadId: LeadId.parse('L1') }),
      sampleLead({ leadId: LeadId.parse('L2'), email: 'an@example.com' }),
    ]);
    const exports = exportingOf(world);

    const refused = await Promise.all(
      [{ q: 'Hường' }, { email: 'huong@example.com' }, { phone: '0912345678' }, { finding: 'phoneShared' }, { field: 'taxNumber:1' }].map(
        async (filter) => (await exports.ask('POST /v1/exports', { body: { filter }, email: marketer })).status,
      ),
    );

    expect(refused).toEqual([422, 422, 422, 422, 422]);
    expect(world.itemsOf('EXPORTS#all')).toEqual([]);
  });

  it('ends, and says what to do, where a list is longer than can be brought', async () => {
    const world = worldOf(active(120, 4));
    const exports = exportingOf(world);
    const { body } = await exports.ask('POST /v1/exports', { body: { format: 'csv', columns: ['leadId'] } });
    const [counting] = exports.takeWaiting();
    await exports.runOne(counting?.body);
    const [reading] = exports.takeWaiting();
    const stored = await readExport(world.table, ExportId.parse(body.exportId));
    // As if all parts before this one had been read.
    const [item] = world.itemsOf('EXPORTS#all').filter(({ sk }) => sk === `EXPORT#${body.exportId}`);
    world.table.seed({ ...item, leads: mostLeads - 100 });
    await exports.runOne(reading?.body);

    expect(stored?.phase).toBe('reading');
    expect(await exports.show(body.exportId)).toMatchObject({
      state: 'failed',
      problem: { code: 'tooMany', text: { en: expect.stringContaining('200,000') } },
    });
    expect([...world.parts.objects.files.keys()].filter((key) => key.startsWith('exports/'))).toEqual([]);
  });
});
