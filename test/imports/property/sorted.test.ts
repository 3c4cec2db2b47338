import { describe, expect, it } from '@jest/globals';
import { ImportFiles, type KeptRow } from '../../../shared/imports/files.ts';
import { type Import, type ImportDraft, readImport } from '../../../shared/imports/import.ts';
import { sortSlice } from '../../../shared/imports/sort-rows.ts';
import { ImportId } from '../../../shared/platform/ids.ts';
import { dying } from '../../support/dying-table.ts';
import { importingOf } from '../../support/imports.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { memoryObjects } from '../../support/objects.ts';
import { report, seed, size } from '../../support/proof.ts';
import { dirtyList, toCsv } from '../../support/sheets/dirty-list.ts';

/** A dirty list that is read, and waits to be sorted. */
async function readList(rows: number) {
  const world = createWorld();
  const imports = importingOf(world);
  const { sheets } = dirtyList({ seed, rows, reps: ['Trần Thị Lan'], isCsv: true });
  const id = await imports.bring(Buffer.from(toCsv(sheets[0] ?? { rows: [] })), { fileName: 'khach.csv' });
  await imports.ask('POST /v1/imports/{importId}/mapping', { importId: id, body: {} });
  const list = await readImport(world.table, ImportId.parse(id));
  if (list?.phase !== 'sorting') throw new Error('the list does not wait to be sorted');
  const copy = () => {
    const objects = memoryObjects();
    for (const [key, body] of world.parts.objects.files) objects.files.set(key, body);
    return objects;
  };
  return { list, parts: world.parts, copy };
}

async function laid(list: ImportDraft, files: ImportFiles): Promise<KeptRow[][]> {
  return Promise.all(Array.from({ length: list.parts }, async (_, part) => (await files.part('rows', part)) ?? []));
}

const small = { read: 1, laid: 3 };

describe('a list that is sorted in slices', () => {
  it('lies as if it had been sorted at once, each row once, those of one person behind each other', async () => {
    const { list, parts, copy } = await readList(size(3_000, 20_000));
    const whole = new ImportFiles(copy(), list.importId);
    const atOnce = await sortSlice(list, whole, parts);
    const files = new ImportFiles(copy(), list.importId);
    let steps = 0;
    let stands: Import = list;
    const progress: number[] = [];
    while (stands.phase === 'sorting') {
      stands = { ...(await sortSlice(stands, files, parts, small)), version: 1 };
      steps += 1;
      if (stands.phase === 'sorting') progress.push(stands.passed);
    }

    expect(await laid(stands, files)).toEqual(await laid(atOnce, whole));
    const rows = (await laid(stands, files)).flat();
    expect(new Set(rows.map(({ sheet, row }) => `${sheet}!${row}`)).size).toBe(list.rows);
    expect(rows).toHaveLength(list.rows);
    expect(progress).toEqual([...progress].sort((one, other) => one - other));
    // Rows of one cluster lie behind each other.
    const runs = rows.flatMap(({ cluster }, place) => (cluster !== null && rows[place - 1]?.cluster !== cluster ? [cluster] : []));
    expect(new Set(runs).size).toBe(runs.length);
    report('a list that is sorted in slices', { rows: list.rows, steps });
  });

  it('lies the same wherever a slice is killed, and comes again', async () => {
    const { list, parts, copy } = await readList(1_200);
    const whole = new ImportFiles(copy(), list.importId);
    const expected = await laid(await sortSlice(list, whole, parts), whole);
    for (let point = 1; ; point += size(7, 1)) {
      const objects = copy();
      const died = dying(point);
      let stands: Import = list;
      let isKilled = false;
      while (stands.phase === 'sorting') {
        const files = new ImportFiles(isKilled ? objects : died.objects(objects), list.importId);
        const next = await sortSlice(stands, files, parts, { read: 1, laid: 10 }).catch(() => null);
        if (next) stands = { ...next, version: 1 };
        else isKilled = true;
      }
      expect(await laid(stands, new ImportFiles(objects, list.importId))).toEqual(expected);
      if (!isKilled) break;
    }
  });

  it('begins anew where what its rows are known by is gone', async () => {
    const { list, parts, copy } = await readList(2_500);
    const objects = copy();
    const files = new ImportFiles(objects, list.importId);
    let stands: Import = list;
    for (let step = 0; step < 3; step += 1) stands = { ...(await sortSlice(stands, files, parts, small)), version: 1 };
    objects.files.delete(`imports/${list.importId}/${files.nameOf('keys', 1)}`);

    expect(await sortSlice(stands, files, parts, small)).toMatchObject({ phase: 'sorting', next: 0, passed: 0 });
  });
});
