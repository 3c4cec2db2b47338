import { describe, expect, it } from '@jest/globals';
import { importingOf } from '../../support/imports.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { report, seed, size } from '../../support/proof.ts';
import { dirtyList, toCsv } from '../../support/sheets/dirty-list.ts';
import { writeXlsx } from '../../support/sheets/write-xlsx.ts';

const reps = ['Trần Thị Lan', 'do thu ha', 'dat.vo@example.com', 'NGÔ BẢO CHÂU GIANG'];

/** All that is known of people, as far as an undo is to put it back: no counts of writes, and nothing of what was told. */
const known = (world: ReturnType<typeof createWorld>) =>
  world
    .leads()
    .map(({ leadId, fullName, email, phone, extraPhones, company, products, tags, consent, extra }) => {
      return { leadId, fullName, email, phone, extraPhones, company, products, tags, consent, extra };
    })
    .sort((one, other) => (one.leadId < other.leadId ? -1 : 1));

describe('lists as people keep them', () => {
  it.each(['csv', 'xlsx'] as const)('come to what was foreseen, once, and go back (%s)', async (format) => {
    const rows = size(600, format === 'xlsx' ? 20_000 : 5_000);
    const { sheets } = dirtyList({ seed, rows, reps, isCsv: format === 'csv' });
    const bytes = format === 'csv' ? Buffer.from(`\ufeff${toCsv(sheets[0] ?? { rows: [] }, ';')}`) : writeXlsx(sheets);
    const world = createWorld();
    // Some of them are known already.
    const first = dirtyList({ seed, rows: Math.ceil(rows / 20), reps, isCsv: true });
    const imports = importingOf(world);
    const before = await imports.bring(Buffer.from(toCsv(first.sheets[0] ?? { rows: [] })), { fileName: 'truoc.csv', source: 'truoc' });
    await imports.map(before);
    await imports.start(before);
    await world.assignAll();
    const stood = known(world);

    const importId = await imports.bring(bytes, { fileName: `khach.${format}` });
    const { body: foreseen } = await imports.map(importId, {}, 'file');
    const done = await imports.start(importId);
    await world.assignAll();
    const people = known(world);

    const [previewed, came] = [await imports.rows(importId, 'preview'), await imports.rows(importId, 'result')];
    const told = (all: typeof came) => all.map(({ sheet, row, action, reason }) => [sheet, row, action, reason]);
    expect(told(came)).toEqual(told(previewed));
    expect(done).toMatchObject({ state: 'done', differing: 0, result: foreseen.preview });
    // Nothing lost: each row has one outcome.
    expect(new Set(came.map(({ sheet, row }) => `${sheet}!${row}`)).size).toBe(foreseen.progress.rows);
    expect(came).toHaveLength(foreseen.progress.rows);
    const { create = 0, update = 0, skip = 0, quarantine = 0 } = done.result ?? {};
    expect(create + update + skip + quarantine).toBe(foreseen.progress.rows);
    expect(people).toHaveLength(stood.length + create);

    const again = await imports.bring(bytes, { fileName: `lai.${format}` });
    await imports.map(again, {}, 'file');
    const second = await imports.start(again);
    expect(second.result).toMatchObject({ create: 0, update: 0, quarantine });
    expect(known(world)).toEqual(people);

    const undone = await imports.undo(importId);
    expect(undone).toMatchObject({ state: 'undone', undone: { back: create + update, kept: {} } });
    expect(known(world)).toEqual(stood);
    report(`a dirty list as ${format}`, { rows: foreseen.progress.rows, create, update, skip, quarantine });
  });
});
