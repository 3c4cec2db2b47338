import type { Principal } from '../access/index.ts';
import { addMs, hoursMs, isoTime } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { LeadId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { keys } from '../platform/keys.ts';
import type { WriteItem } from '../platform/table.ts';
import { fileOfPieces, packPiece, type SheetFormat, textOfFormat } from '../sheets/index.ts';
import { attemptStep, defineWork, type WorkParts } from '../work/index.ts';
import { advanceExportRequest, askAt, askInAMinute, askToAdvance } from './advance-request.ts';
import { removeFiles, withoutNames } from './end-export.ts';
import {
  draftOf,
  type Export,
  type ExportDraft,
  fileHours,
  fileKey,
  isReplaced,
  leadsKey,
  leadsText,
  mostLeads,
  partKey,
  readExport,
} from './export.ts';
import { type ListSource, sourceOf } from './list-source.ts';
import { cellPartsOf, countOn, readOn } from './read-part.ts';
import { masksNow, whoeverAsked } from './rights-then.ts';
import { headersOf, rowOf } from './rules-columns.ts';
import { putTellExports } from './tell-request.ts';

const filesAtOnce = 8;

/** Brings an export one part further: counts how long its list is, reads a part of it, joins the parts, or deletes its files when their day is over. */
export const advanceExportWork = defineWork({
  kind: 'advanceExport' satisfies typeof advanceExportRequest.kind,
  schema: advanceExportRequest.schema,
  async run({ exportId, phase }, parts) {
    const one = await readExport(parts.table, exportId);
    // Of a double, or of a timer behind a message that came.
    if (!one || one.phase !== phase) return;
    const writeId = parts.ids.attemptId();
    const next = await attempted(one, writeId, parts);
    const again = advanceExportRequest.schema.shape.phase.safeParse(next.phase).data;
    // Whoever is killed between the two comes back and deletes what is left.
    if (next.phase === 'gone') await removeFiles(next, parts);
    if (!(await isReplaced(one, next, { ...parts, writeId }, timersOf(one, next, parts.clock())))) {
      // Somebody else read this part: nobody will ask for ours.
      const own = next.parts.filter((part) => !one.parts.includes(part));
      return parts.objects.remove(own.flatMap((part) => [partKey(exportId, part), leadsKey(exportId, part)]));
    }
    parts.log.info('a part of an export is done', { exportId, phase, leads: next.leads - one.leads, next: next.phase });
    if (again !== undefined && again !== 'done') await parts.queues.work.send(askToAdvance({ exportId, phase: again }));
    // Once it is known that nobody needs them.
    if (next.phase === 'done' || next.phase === 'failed') await removeFiles(next, parts);
  },
});

function timersOf({ phase, exportId }: Export, next: ExportDraft, now: Date): WriteItem[] {
  if (next.phase === phase) return [];
  if (next.phase === 'done') {
    const madeAt = new Date(next.endedAt ?? now);
    return [askAt({ exportId, phase: 'done' }, addMs(madeAt, fileHours * hoursMs)), putTellExports(madeAt)];
  }
  // A message that is tried again asks for the step before, at which the export stands no more.
  return next.phase === 'reading' || next.phase === 'writing' ? [askInAMinute({ exportId, phase: next.phase }, now)] : [];
}

/** A part that ends those who read it is not read for ever: whoever asked is told, and asks again for less. */
async function attempted(one: Export, writeId: string, parts: WorkParts): Promise<ExportDraft> {
  // Its file goes, however often that takes.
  if (one.phase === 'done') return { ...draftOf(one), phase: 'gone' };
  const tried = await attemptStep({ ...one, key: keys.export(one.exportId) }, () => advanced(one, writeId, parts), parts);
  if (tried) return tried.result;
  parts.log.warn('a part of an export never ended, and is not read again', { exportId: one.exportId, phase: one.phase });
  return ended({ ...draftOf(one), phase: 'failed', problem: 'keptEnding' }, parts);
}

async function advanced(one: Export, writeId: string, parts: WorkParts): Promise<ExportDraft> {
  const draft = draftOf(one);
  const principal = await whoeverAsked(one, parts.config);
  const failed = (problem: string): ExportDraft => ended({ ...draft, phase: 'failed', problem }, parts);
  if (principal === null) return failed('rightsChanged');
  if (one.phase === 'writing') return writeFile(one, draft, parts);
  const source = await sourceOf(one, principal, parts);
  if (typeof source === 'string') return failed(source);
  return one.phase === 'counting' ? count(one, draft, source, parts) : read(one, draft, { source, principal, writeId }, parts);
}

async function count(one: Export, draft: ExportDraft, source: ListSource, parts: WorkParts): Promise<ExportDraft> {
  const { ruler, place } = await countOn(one, source, parts);
  return place === null ? { ...draft, ruler, place: null, phase: 'reading' } : { ...draft, ruler, place };
}

interface Reading {
  readonly source: ListSource;
  readonly principal: Principal;
  readonly writeId: string;
}

async function read(one: Export, draft: ExportDraft, { source, principal, writeId }: Reading, parts: WorkParts): Promise<ExportDraft> {
  const masked = await masksNow(principal, parts.config);
  const { rows: listed, place } = await readOn(one, source, parts);
  const all = one.leads + listed.length;
  if (all > mostLeads) return ended({ ...draft, phase: 'failed', problem: 'tooMany' }, parts);
  const writer = textOfFormat(formatOf(one));
  const cellParts = await cellPartsOf(one, parts);
  const head = one.parts.length === 0 ? writer.head(one.columns.map((column) => headerOf(column, one, cellParts.fields))) : '';
  const rows = listed.map((row) => rowOf(row, one.columns, cellParts));
  const tail = place === null ? writer.tail(one.columns.length, all) : '';
  const { packed, crc, size } = packPiece(head + writer.rows(rows, one.leads) + tail, one);
  const named = listed.map(({ lead }) => LeadId.parse(lead.leadId));
  // Who is in a part stands there first: no file tells of somebody whom an erasure would not find in it.
  await parts.objects.put(leadsKey(one.exportId, writeId), leadsText(named), 'text/plain');
  await parts.objects.put(partKey(one.exportId, writeId), packed, 'application/octet-stream');
  // What was masked in one part alone is shown by another; what is masked from now on was not in those before.
  const masks = one.masks?.filter((name) => masked.includes(name));
  return {
    ...draft,
    ...(masks && { masks }),
    phase: place === null ? 'writing' : 'reading',
    place,
    parts: [...one.parts, writeId],
    leads: all,
    crc,
    size,
  };
}

function headerOf(column: string, { language }: Pick<Export, 'language'>, fields: Parameters<typeof headersOf>[1]): string {
  return headersOf(column, fields)?.[language] ?? column;
}

const formatOf = ({ format, delimiter }: Pick<Export, 'format' | 'delimiter'>): SheetFormat =>
  format === 'csv' ? { kind: 'csv', delimiter } : { kind: 'xlsx' };

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

async function writeFile(one: Export, draft: ExportDraft, parts: WorkParts): Promise<ExportDraft> {
  const pieces = await inTurns(one.parts, filesAtOnce, async (part) => {
    const piece = await parts.objects.get(partKey(one.exportId, part));
    if (!piece) throw new CorruptItemError('a part of an export is gone');
    return piece;
  });
  const file = fileOfPieces(formatOf(one), 'Leads', pieces, one);
  await parts.objects.put(fileKey(one), file, contentTypes[one.format]);
  return ended({ ...draft, phase: 'done', bytes: file.length }, parts);
}

const ended = (draft: ExportDraft, { clock }: Pick<WorkParts, 'clock'>): ExportDraft =>
  withoutNames({ ...draft, endedAt: draft.endedAt ?? isoTime(clock()) });
