import type { ErasedPerson, FileEraser, FileEraserParts } from '../erasing/index.ts';
import { addMs, daysMs, isoTime } from '../platform/clock.ts';
import { inTurns } from '../platform/in-turns.ts';
import { untilWritten } from '../platform/versioned.ts';
import { advanceExportRequest, askInAMinute } from './advance-request.ts';
import { removeFiles, withoutNames } from './end-export.ts';
import { draftOf, type Export, leadsKey, listSince, putExport, readExport } from './export.ts';

/** No file lies there for longer, whatever came between (see the bucket's rule). */
const lookBackDays = 3;
const [exportsPerSlice, filesAtOnce] = [10, 8];

/**
 * Deletes files that tell of a person as a whole: an export is asked for again in a minute. Of one that is under way, the part that is being read right now is
 * read again: it may have begun when the person was there yet.
 */
export const exportsFiles: FileEraser = {
  capability: 'exports',
  async eraseSlice(place, person, parts) {
    const all = await listSince(parts.table, isoTime(addMs(parts.now, -lookBackDays * daysMs)));
    // The latest comes first: one that was asked for since holds nobody who is gone.
    const left = all.filter(({ exportId }) => place === null || exportId <= place);
    let gone = 0;
    for (const one of left.slice(0, exportsPerSlice)) if (await forget(one, person, parts)) gone += 1;
    return { gone, next: left[exportsPerSlice]?.exportId ?? null };
  },
};

/** True where a file, or what was to be one, is gone. */
async function forget({ exportId }: Export, person: ErasedPerson, { table, objects, now }: FileEraserParts): Promise<boolean> {
  return untilWritten(async () => {
    const one = await readExport(table, exportId);
    if (!one || one.phase === 'gone') return false;
    if (one.phase === 'failed') {
      // Whoever said so may have been killed before the files went.
      await removeFiles(one, { objects });
      return false;
    }
    const phase = advanceExportRequest.schema.shape.phase.parse(one.phase);
    const writeId = `${person.erasureId}-${one.version}`;
    if (await tellsOf(one, person, objects)) {
      const failed = withoutNames({ ...draftOf(one), phase: 'failed', problem: 'personErased', endedAt: one.endedAt ?? isoTime(now) });
      await table.transact([putExport(one, failed, writeId)]);
      await removeFiles(failed, { objects });
      return true;
    }
    if (phase !== 'done') await table.transact([putExport(one, draftOf(one), writeId), askInAMinute({ exportId, phase }, now)]);
    return false;
  });
}

async function tellsOf({ exportId, parts }: Export, { leadIds }: ErasedPerson, objects: FileEraserParts['objects']): Promise<boolean> {
  const texts = await inTurns(parts, filesAtOnce, (part) => objects.get(leadsKey(exportId, part)));
  const gone = [...leadIds].map((leadId) => Buffer.from(leadId));
  return texts.some((text) => text !== undefined && gone.some((leadId) => Buffer.from(text).includes(leadId)));
}
