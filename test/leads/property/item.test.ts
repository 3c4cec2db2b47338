import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leadUpdated } from '../../../events/index.ts';
import { changeOwner } from '../../../shared/leads/change-owner.ts';
import {
  type ChangedLead,
  changeLead,
  draftEntry,
  type Lead,
  type LeadFields,
  noEvidence,
  noLifecycleRules,
  parseLead,
  readLead,
  readLeads,
} from '../../../shared/leads/index.ts';
import { CorruptItemError } from '../../../shared/platform/errors.ts';
import { randomIds } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Item, Table } from '../../../shared/platform/table.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { itemsOfLead, leadsAmong, seedLeads } from '../../support/lead-world/stored-leads.ts';
import { itemSize, type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const stored = (item: Item): Item => JSON.parse(JSON.stringify(item)) as Item;

/** Texts as long as posts may make them, in letters of three bytes. */
const long = (max: number) => fc.nat(max).map((length) => 'ệ'.repeat(length));
const listOf = (max: number) => fc.array(long(200), { maxLength: max });

/** Any lead, also one whose every field is as large as it gets. */
const anySize = fc
  .tuple(
    anyLead(),
    long(200),
    long(200),
    listOf(20),
    listOf(30),
    fc.nat(2_000),
    // Names that every object has come in by other names (`constructor_`), because the SDK's document client takes none such.
    fc.dictionary(
      fc.stringMatching(/^[a-z]{1,20}$/).filter((name) => !(name in Object.prototype)),
      long(200),
    ),
  )
  .map(([lead, name, company, products, tags, length, extra]): Lead => {
    const pageUrl = `https://annhien.example/${'a'.repeat(length)}`;
    const source = JSON.parse(JSON.stringify(lead.source).replaceAll('https://annhien.example/', pageUrl)) as Lead['source'];
    const region = lead.region.raw === null ? lead.region : { ...lead.region, raw: company };
    return { ...lead, fullName: name, nameKey: name, company, title: company, products, tags, extra, source, region };
  });

const act = {
  at: new Date('2026-12-01T00:00:00.000Z'),
  actor: { kind: 'user', id: 'user-mai' },
  cause: { correlationId: 'r', causationId: 'r' },
  rules: noLifecycleRules,
  ids: randomIds,
} as const;
const told = draftEntry(leadUpdated, { fields: ['company'], submission: null });

async function change(table: MemoryTable, lead: Lead, fields: Partial<LeadFields>): Promise<Item[]> {
  return written(table, lead, (before) => changeLead({ ...act, before, draft: () => ({ fields, entries: [told] }) }));
}

async function written(table: MemoryTable, lead: Lead, changed: (before: Lead) => ChangedLead): Promise<Item[]> {
  const before = await readLead(table, lead.leadId, { consistent: true });
  if (!before) throw new Error('no lead');
  const { writes } = changed(before);
  await table.transact(writes);
  return writes.flatMap((write) => ('Put' in write && write.Put.Item ? [write.Put.Item] : []));
}
const kindsOf = (items: readonly Item[]) => items.map(({ sk }) => String(sk).split('#')[0]);

describe('a lead in the table', () => {
  it('is read back as it was written, from an item that one write unit pays for', () => {
    const numRuns = runs(200, 20_000);
    let apart = 0;
    fc.assert(
      fc.property(fc.oneof(anyLead(), anySize), (lead) => {
        const items = itemsOfLead(lead).map(stored);
        expect(leadsAmong(items)).toEqual([lead]);
        expect(itemSize(items[0] ?? {})).toBeLessThanOrEqual(1_024);
        apart += items.length - 1;
      }),
      { numRuns, seed },
    );
    report(`leads written and read back: ${numRuns}, ${apart} with a profile, seed ${seed}`);
  });

  it('is read whole by every way, and its profile is written only when something in it changes', async () => {
    await fc.assert(
      fc.asyncProperty(anySize, async (lead) => {
        const table = memoryTable();
        seedLeads(table, lead);
        const owner = { repId: 'rep-lan', poolId: 'south', since: lead.updatedAt, decisionId: 'D9' } as NonNullable<Lead['owner']>;

        await change(table, lead, { companyId: 'C9' as NonNullable<Lead['companyId']> });
        await written(table, lead, (before) => changeOwner({ ...act, before, copy: { owner, state: 'owned' }, entries: [told] }));
        const asked = await change(table, lead, { extra: { ...lead.extra, asked: 'more' } });

        const read = [await readLead(table, lead.leadId), (await readLeads(table, [lead.leadId])).get(lead.leadId)];
        for (const one of read) expect(one).toMatchObject({ owner, extra: { ...lead.extra, asked: 'more' }, source: lead.source });
        expect(kindsOf(asked)).toEqual(['LEAD', 'PROFILE', 'TIMELINE']);
      }),
      { numRuns: runs(50, 2_000), seed },
    );
  });
});

describe('the profile of a lead', () => {
  const [template] = fc.sample(anyLead(), { numRuns: 1, seed: 1 });
  if (!template) throw new Error('no lead');
  // Small enough for one item where it has no answers.
  const lead: Lead = { ...template, evidence: noEvidence, extra: { employees: '5' }, extraPhones: [] };

  it('is not written again by a change of something else, and holds nothing when nothing needs it any more', async () => {
    const table = memoryTable();
    seedLeads(table, lead);

    const moved = await change(table, lead, { companyId: 'C9' as NonNullable<Lead['companyId']> });
    const emptied = await change(table, lead, { extra: {} });
    const later = await change(table, lead, { title: 'Kế toán' });

    expect([moved, emptied, later].map(kindsOf)).toEqual([
      ['LEAD', 'TIMELINE'],
      ['LEAD', 'PROFILE', 'TIMELINE'],
      ['LEAD', 'TIMELINE'],
    ]);
    expect(await table.get(keys.profile(lead.leadId))).toEqual({ ...keys.profile(lead.leadId), version: lead.version + 2 });
    expect((await readLead(table, lead.leadId))?.extra).toEqual({});
  });

  it('is not read where a lead has none', async () => {
    const table = memoryTable();
    seedLeads(table, { ...lead, extra: {} });
    const asked: string[] = [];
    const read: Table['get'] = (key, options) => {
      asked.push(key.sk);
      return table.get(key, options);
    };
    const watched: Table = { ...table, get: read };

    await readLead(watched, lead.leadId);

    expect(asked).toEqual(['LEAD']);
  });

  it('is read anew with its lead when a change came between the two reads', async () => {
    const table = memoryTable();
    seedLeads(table, lead);
    let isChanged = false;
    const racing: Table = {
      ...table,
      async get(key, options) {
        const item = await table.get(key, options);
        if (!isChanged) {
          isChanged = true;
          await change(table, lead, { extra: { employees: '50' }, company: 'Kestrel' });
        }
        return item;
      },
    };

    expect(await readLead(racing, lead.leadId)).toMatchObject({
      extra: { employees: '50' },
      company: 'Kestrel',
      version: lead.version + 1,
    });
  });

  it('is missed when it is gone or of another version, instead of half a lead being read', async () => {
    const [own, profile] = itemsOfLead(lead);
    if (!own || !profile) throw new Error('no profile');
    const table = memoryTable();
    table.seed(own);

    expect(() => parseLead(own)).toThrow(CorruptItemError);
    expect(() => parseLead(own, { ...profile, version: 99 })).toThrow(CorruptItemError);
    await expect(readLead(table, lead.leadId)).rejects.toThrow(CorruptItemError);
  });

  it('keeps what other versions of the code wrote into either item', async () => {
    const [own, profile] = itemsOfLead(lead);
    const table = memoryTable();
    table.seed({ ...own, later: { a: 1 } });
    table.seed({ ...profile, newer: 'x' });

    await change(table, lead, { company: 'Kestrel', extra: { employees: '6' } });

    const items = [await table.get(keys.lead(lead.leadId)), await table.get(keys.profile(lead.leadId))];
    expect(Object.assign({}, ...items)).toMatchObject({ later: { a: 1 }, newer: 'x', extra: { employees: '6' } });
    expect(await readLead(table, lead.leadId)).toMatchObject({ company: 'Kestrel' });
  });

  it('keeps what other versions of the code know of its evidence when all that this one knows of it is as of a new lead', async () => {
    const table = memoryTable();
    const warm: Lead = { ...lead, evidence: { ...noEvidence, temperature: 'warm', fit: 'B' } };
    const [own, ...others] = itemsOfLead(warm);
    for (const item of [{ ...own, evidence: { ...Object(own?.evidence), later: true } }, ...others]) table.seed(item);

    await change(table, warm, { evidence: noEvidence });

    expect(await table.get(keys.lead(lead.leadId))).toMatchObject({ evidence: { later: true } });
  });
});
