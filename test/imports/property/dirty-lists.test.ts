import { describe, expect, it } from '@jest/globals';
import { importingOf } from '../../support/imports.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { report, seed, size } from '../../support/proof.ts';
import { dirtyList, toCsv } from '../../support/sheets/dirty-list.ts';
import { writeXlsx } from '../../support/sheets/write-xlsx.ts';

const reps = ['Trần Thị Lan', 'do thu ha', 'dat.vo@example.com', 'NGÔ BẢO CHÂU GIANG', '+84 903.000.001', '903000001'];

/** All that is known of people, as far as an undo is to put it back: no counts of writes, and nothing of what was told. */
const known = (world: ReturnType<typeof createWorld>) =>
  world
    .leads()
    .map(({ leadId, fullName, email, phone, extraPhones, company, products, tags, consent, extra, owner }) => {
      return { leadId, fullName, email, phone, extraPhones, company, products, tags, consent, extra, repId: owner?.repId };
    })
    .sort((one, other) => (one.leadId < other.leadId ? -1 : 1));

/** The mails of thanks that wait, by whom they go to. */
const welcomes = (world: ReturnType<typeof createWorld>): Set<string> =>
  new Set(
    world.itemsOf('DUE#').flatMap(({ message }) => {
      const { kind, leadId } = message as { kind: string; leadId: string };
      return kind === 'welcome' ? [leadId] : [];
    }),
  );

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
    // All that may be asked of a list: known people move to their rows' reps, and new ones are thanked.
    const { body: foreseen } = await imports.map(importId, {}, 'file', true, undefined, true);
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
    const { create = 0, update = 0, skip = 0, quarantine = 0, reasons = [] } = done.result ?? {};
    const moved = reasons.find(({ reason }) => reason === 'ownerMoved')?.count ?? 0;
    expect(moved).toBeGreaterThan(0);
    expect(create + update + skip + quarantine).toBe(foreseen.progress.rows);
    expect(people).toHaveLength(stood.length + create);
    const thanked = welcomes(world);
    expect(thanked.size).toBe(done.toWelcome);

    const again = await imports.bring(bytes, { fileName: `lai.${format}` });
    await imports.map(again, {}, 'file');
    const second = await imports.start(again);
    expect(second.result).toMatchObject({ create: 0, update: 0, quarantine });
    expect(known(world)).toEqual(people);
    expect(welcomes(world)).toEqual(thanked);

    const undone = await imports.undo(importId);
    expect(undone).toMatchObject({ state: 'undone', undone: { back: create + update, kept: {} } });
    expect(known(world)).toEqual(stood);
    report(`a dirty list as ${format}`, { rows: foreseen.progress.rows, create, update, skip, quarantine, moved, thanked: thanked.size });
  });
});
