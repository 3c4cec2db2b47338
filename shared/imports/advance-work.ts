import { companyKind, MailLimits } from '../company/company-config.ts';
import { contactOf } from '../identity/contact.ts';
import { isoTime } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { RepId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { WriteItem } from '../platform/table.ts';
import { alongOrAhead, tellRepsOfList } from '../splits/index.ts';
import { attemptStep, defineWork, type WorkParts } from '../work/index.ts';
import { advanceRequest, askLater, askToAdvance } from './advance-request.ts';
import { GatheredAsks, havePoolsDecided } from './ask-pools.ts';
import { ImportFiles, type KeptRow, type RowResult } from './files.ts';
import { draftOf, type Import, type ImportDraft, isReplaced, type MovingPhase, readImport } from './import.ts';
import { readFile } from './read-file.ts';
import { mostWelcomes, welcomeDueAt, welcomesPerDay } from './rules-welcome.ts';
import { sortSlice, zoneOf } from './sort-rows.ts';
import { foreseeRows, takeRows, tallied } from './take-rows.ts';
import { tidyRows, tidySorting, tidyUpload } from './tidy.ts';
import { undoPart } from './undo-rows.ts';
import { writeResult } from './write-result.ts';

/** Rows a second that are taken in at most: the table's units are for forms first (docs/figures.md). */
const rowsPerSecond = 60;

/** How soon it is looked again whether the pools are through with a part. */
const lookAgainSeconds = 1;

/** Brings a list one part further: reads it, foresees what its rows come to, takes them in, or takes them back. */
export const advanceImportWork = defineWork({
  kind: 'advanceImport' satisfies typeof advanceRequest.kind,
  schema: advanceRequest.schema,
  async run({ importId, phase }, parts) {
    const list = await readImport(parts.table, importId);
    // Of a double, or of a timer behind a message that came; the one before may have ended before it tidied up.
    if (!list) return;
    if (list.phase !== phase) return tidyBehind(phase, list, new ImportFiles(parts.objects, importId));
    if (phase === 'running' && !(await havePoolsDecided(list, parts.table, parts.clock)))
      return parts.queues.work.send(askToAdvance({ importId, phase }, lookAgainSeconds));
    const startedAt = performance.now();
    const attempt = { ...list, key: keys.import(importId) };
    const ended = await attemptStep(attempt, () => advanced(list, parts), parts);
    if (!ended) return setAside(list, phase, parts);
    const next = ended.result;
    const again = advanceRequest.schema.shape.phase.safeParse(next.phase).data;
    // A message that is tried again asks for the step before, at which the list stands no more.
    const later = again === undefined || again === phase ? [] : [askLater({ importId, phase: again }, parts.clock())];
    const along = await alongOrAhead(notices(list, next, parts), parts.table);
    if (!(await isReplaced(list, next, parts, [...along, ...later]))) return;
    parts.log.info('a part of a list is done', { importId, phase, part: list.next, rows: next.passed - list.passed, next: next.phase });
    await tidyBehind(phase, next, new ImportFiles(parts.objects, importId));
    if (again === undefined) return;
    const due = phase === 'running' ? (next.passed - list.passed) / rowsPerSecond - (performance.now() - startedAt) / 1000 : 0;
    await parts.queues.work.send(askToAdvance({ importId, phase: again }, Math.max(0, Math.round(due))));
  },
});

/** Has a list wait for whoever brought it: a step that ends those who do it, as by a file that is too large for them, is not tried for ever. */
async function setAside(list: Import, step: MovingPhase, parts: WorkParts): Promise<void> {
  const stopped: ImportDraft = { ...draftOf(list), phase: 'stopped', stoppedStep: step, problem: 'keptEnding' };
  if (!(await isReplaced(list, stopped, parts))) return;
  parts.log.warn('a step of a list never ended, and waits for whoever brought the list', {
    importId: list.importId,
    step,
    part: list.next,
  });
}

/** Deletes what the steps to come need no more. Safe to repeat, also much later. */
async function tidyBehind(
  was: Import['phase'],
  { phase, parts, rows }: Pick<Import, 'phase' | 'parts' | 'rows'>,
  files: ImportFiles,
): Promise<void> {
  if (was === 'reading' && phase === 'mapping') await tidyUpload(files);
  if (was === 'reading' && phase === 'failed') await tidyRows({ parts: 0 }, files);
  if (was === 'sorting' && phase === 'previewing') await tidySorting({ rows }, files);
  if (was === 'running' && phase === 'done') await tidyRows({ parts }, files);
}

/** Each rep hears once, at the end, of all people whom the list gave them, and of all whom it took. */
function notices({ importId, by, phase }: Import, next: ImportDraft, { clock, ids }: WorkParts): WriteItem[] {
  if (phase !== 'running' || next.phase !== 'done') return [];
  const [got = [], lost = []] = [next.given, next.taken].map((ofReps) =>
    Object.entries(ofReps ?? {}).map(([repId, some]) => ({ repId: RepId.parse(repId), ...some })),
  );
  return tellRepsOfList({ importId, by, got, lost }, clock(), ids.attemptId());
}

/** As many leads as a notice lists. */
const listedFirst = 10;

type Given = NonNullable<Import['given']>;

function givenWith(before: Given | undefined, rows: readonly KeptRow[], results: readonly RowResult[]): Given {
  const repOf = new Map(rows.flatMap(({ sheet, row, repId }) => (repId === null ? [] : [[`${sheet}!${row}`, repId] as const])));
  const given = { ...before };
  for (const { sheet, row, action, leadId, from } of results) {
    const repId = action === 'create' || from !== undefined ? repOf.get(`${sheet}!${row}`) : undefined;
    if (repId === undefined || leadId === null) continue;
    const { leads, first } = given[repId] ?? { leads: 0, first: [] };
    given[repId] = { leads: leads + 1, first: [...first, leadId].slice(0, listedFirst) };
  }
  return given;
}

/** Adds whom rows took from their reps; the notice looks whose each is by then. */
function takenWith(before: Given | undefined, results: readonly RowResult[]): Given {
  const taken = { ...before };
  for (const { leadId, from } of results) {
    if (!from || leadId === null) continue;
    const { leads, first } = taken[from] ?? { leads: 0, first: [] };
    taken[from] = { leads: leads + 1, first: [...first, leadId].slice(0, listedFirst) };
  }
  return taken;
}

async function advanced(list: Import, parts: WorkParts): Promise<ImportDraft> {
  const draft = draftOf(list);
  const files = new ImportFiles(parts.objects, list.importId);
  switch (list.phase) {
    case 'reading': {
      const bytes = await files.upload();
      return bytes ? readFile(bytes, draft, files) : { ...draft, phase: 'failed', problem: 'notUploaded' };
    }
    case 'sorting':
      return sortSlice(list, files, parts);
    case 'previewing':
      return previewPart(list, draft, files, parts);
    case 'running':
      return runPart(list, draft, files, parts);
    case 'undoing':
      return undoPart(list, draft, files, parts);
    default:
      return draft;
  }
}

async function rowsOf(list: Import, files: ImportFiles) {
  const rows = await files.part('rows', list.next);
  if (!rows) throw new CorruptItemError('a part of a list is gone');
  return rows;
}

async function takePartsOf(list: Import, parts: WorkParts, at: string) {
  const { assign, score } = parts.queues;
  return { ...parts, assign, score, list, at, zone: await zoneOf(parts.config) };
}

async function previewPart(list: Import, draft: ImportDraft, files: ImportFiles, parts: WorkParts): Promise<ImportDraft> {
  const rows = await rowsOf(list, files);
  const results = await foreseeRows(rows, await takePartsOf(list, parts, isoTime(parts.clock())));
  // Whoever is only foreseen is nobody to go to.
  await files.putPart(
    'preview',
    list.next,
    results.map((result) => (result.action === 'create' ? { ...result, leadId: null } : result)),
  );
  const next = list.next + 1;
  const isOver = next >= list.parts;
  return {
    ...draft,
    phase: isOver ? 'previewed' : 'previewing',
    next: isOver ? 0 : next,
    passed: isOver ? 0 : list.passed + rows.length,
    foreseen: tallied(list.foreseen, results),
    ...(list.welcomes ? await welcomesCounted(list, toWelcome(rows, results).length, parts) : {}),
  };
}

/** A list that is long sends no more of them than a fortnight takes. */
async function welcomesCounted({ toWelcome: before = 0 }: Import, more: number, parts: WorkParts) {
  return { toWelcome: Math.min(before + more, mostWelcomes(await perDayOf(parts))) };
}

async function perDayOf({ config }: WorkParts): Promise<number> {
  const company = (await config.current(companyKind)).documents.get('company');
  return welcomesPerDay(company?.mailLimits ?? MailLimits.parse({}));
}

/** Returns the rows of a part that are foreseen to make somebody new who has an address. */
function toWelcome(rows: readonly KeptRow[], foreseen: readonly RowResult[]): KeptRow[] {
  const created = new Set(foreseen.flatMap(({ sheet, row, action }) => (action === 'create' ? [`${sheet}!${row}`] : [])));
  return rows.filter(({ sheet, row, fields }) => created.has(`${sheet}!${row}`) && contactOf(fields).email !== null);
}

/** Says when whoever a row of this part makes is thanked: one after the other through the list, so that a list never takes a day's mails from those who post. */
async function welcomesOf(list: Import, rows: readonly KeptRow[], parts: WorkParts) {
  const pace = { startedAt: list.startedAt ?? list.askedAt, zone: await zoneOf(parts.config), perDay: await perDayOf(parts) };
  const dueAt = new Map(rows.map((row, index) => [row, welcomeDueAt((list.welcomed ?? 0) + index, pace)]));
  return { welcomeOf: (row: KeptRow) => dueAt.get(row) ?? null };
}

async function runPart(list: Import, draft: ImportDraft, files: ImportFiles, parts: WorkParts): Promise<ImportDraft> {
  const rows = await rowsOf(list, files);
  const asks = new GatheredAsks();
  const foreseen = (await files.part('preview', list.next)) ?? [];
  const welcomed = list.welcomes ? toWelcome(rows, foreseen) : [];
  const [taking, welcomes] = await Promise.all([
    takePartsOf(list, parts, list.startedAt ?? list.askedAt),
    welcomed.length > 0 ? welcomesOf(list, welcomed, parts) : {},
  ]);
  const results = await takeRows(rows, { ...taking, ...welcomes, assign: asks.queue });
  await asks.send(parts.queues.assign, `${list.importId}/${list.next}`);
  await files.putPart('result', list.next, results);
  const actionOf = new Map(foreseen.map(({ sheet, row, action }) => [`${sheet}!${row}`, action]));
  const differing = results.filter(({ sheet, row, action }) => actionOf.get(`${sheet}!${row}`) !== action).length;
  const next = list.next + 1;
  const isOver = next >= list.parts;
  if (isOver) await writeResult(list, files);
  const { asked: _asked, askedLast: before, ...stood } = draft;
  const askedLast = asks.last(parts.clock);
  return {
    ...stood,
    ...(isOver || !before ? {} : { asked: before }),
    ...(isOver || !askedLast ? {} : { askedLast }),
    phase: isOver ? 'done' : 'running',
    next,
    passed: list.passed + rows.length,
    came: tallied(list.came, results),
    differing: list.differing + differing,
    ...(list.owner === 'file' ? { given: givenWith(list.given, rows, results), taken: takenWith(list.taken, results) } : {}),
    ...(list.welcomes ? { welcomed: (list.welcomed ?? 0) + welcomed.length } : {}),
    ...(isOver ? { endedAt: isoTime(parts.clock()) } : {}),
  };
}
