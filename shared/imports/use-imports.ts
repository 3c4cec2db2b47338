import { isDeepStrictEqual } from 'node:util';
import type { ImportRowsView, ImportView } from '../../api/imports/import-view.ts';
import { mayAtAll, type Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { addMs, type Clock, daysMs, epochSeconds, isoTime } from '../platform/clock.ts';
import { InvalidInputError, NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import type { IdSource, ImportId, SourceId } from '../platform/ids.ts';
import type { ObjectAddresses, Objects } from '../platform/objects.ts';
import type { Queue } from '../platform/queues.ts';
import type { Table } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { type AdvanceRequest, askLater, askToAdvance } from './advance-request.ts';
import { ImportFiles, resultKey, uploadKey } from './files.ts';
import {
  beginDays,
  draftOf,
  fileDays,
  type Import,
  type ImportDraft,
  type ImportPhase,
  keepMapping,
  keptDays,
  listStored,
  noTally,
  putImport,
  readImport,
  readMapping,
  undoDays,
} from './import.ts';
import { guessTargets } from './rules-headers.ts';
import { ownTargets } from './rules-known-headers.ts';
import { rowsView, viewOf } from './views.ts';

export interface ImportParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly work: Queue;
  readonly objects: Objects;
  readonly addresses: ObjectAddresses;
}

/** How long an address of an upload or of a result is good. */
const addressSeconds = 15 * 60;

export interface ImportAsked {
  readonly kind: 'leads' | 'orders';
  readonly source: SourceId;
  readonly fileName: string;
  readonly bytes: number;
}

/** Opens a list: its file is awaited at an address that takes exactly so many bytes. */
export async function openImport(
  { kind, source, fileName, bytes }: ImportAsked,
  { userId }: Principal,
  parts: ImportParts,
): Promise<ImportView> {
  const at = parts.clock();
  const draft: ImportDraft = {
    importId: parts.ids.importId(at),
    kind,
    source,
    fileName,
    bytes,
    by: userId,
    askedAt: isoTime(at),
    phase: 'uploading',
    rows: 0,
    parts: 0,
    next: 0,
    passed: 0,
    sheets: [],
    targets: {},
    owner: 'rule',
    foreseen: noTally,
    came: noTally,
    differing: 0,
    expiresAt: epochSeconds(addMs(at, keptDays * daysMs)),
  };
  await parts.table.put(putImport(null, draft, parts.ids.attemptId()).Put);
  const upload = {
    method: 'PUT' as const,
    url: await parts.addresses.forPut(uploadKey(draft.importId), bytes, addressSeconds),
    expiresAt: isoTime(addMs(at, addressSeconds * 1000)),
  };
  return { ...viewOf({ ...draft, version: 1 }), upload };
}

/** Has the uploaded file read. @throws NotFoundError; NotPossibleNowError; InvalidInputError where nothing was uploaded */
export async function beginReading(importId: ImportId, principal: Principal, parts: ImportParts): Promise<ImportView> {
  const list = await findImport(importId, principal, parts.table);
  if (list.phase === 'uploading' && (await parts.objects.sizeOf(uploadKey(importId))) === undefined)
    throw new InvalidInputError('The file has not arrived: upload it to the address that the list came with.', []);
  return begin(importId, principal, { from: ['uploading'], to: 'reading' }, parts);
}

export interface MappingAsked {
  readonly columns: Readonly<Record<string, string>>;
  readonly owner: 'rule' | 'file' | 'none';
  readonly movesKnown: boolean;
  readonly welcomes: boolean;
}

/**
 * Says what the columns are and who gets whoever is new, and has foreseen what each row would come to; what was said before counts for columns that are
 * left out. @throws NotFoundError; NotPossibleNowError; InvalidInputError for a column or meaning that there is not
 */
export async function mapColumns(importId: ImportId, asked: MappingAsked, principal: Principal, parts: ImportParts): Promise<ImportView> {
  const list = await findImport(importId, principal, parts.table);
  if (asked.movesKnown && !mayAtAll(principal, 'lead.give'))
    throw new InvalidInputError('You may not move known leads.', [
      { path: 'movesKnown', message: 'leave it out: known leads are given away by admins and managers' },
    ]);
  if (asked.movesKnown && asked.owner !== 'file')
    throw new InvalidInputError('Nothing says to whom known leads go.', [{ path: 'movesKnown', message: 'it goes with owner: file' }]);
  if (asked.movesKnown && list.kind === 'orders')
    throw new InvalidInputError('Orders move nobody.', [{ path: 'movesKnown', message: 'leave it out of a list of orders' }]);
  if (asked.welcomes && list.kind === 'orders')
    throw new InvalidInputError('Orders bring nobody a welcome.', [{ path: 'welcomes', message: 'leave it out of a list of orders' }]);
  const guessed = await targetsOf(list, parts);
  const { documents: fields } = await parts.config.current(fieldKind);
  const faults = Object.entries(asked.columns).flatMap(([key, target]) => {
    if (!Object.hasOwn(guessed, key)) return [{ path: `columns.${key}`, message: 'the list has no such column' }];
    const isKnown = target.startsWith('field:') ? fields.has(target.slice(6)) : ownTargets.some((one) => one === target);
    return isKnown
      ? []
      : [{ path: `columns.${key}`, message: 'choose one of the meanings that the list offers, or a field of the configuration' }];
  });
  const targets = { ...guessed, ...asked.columns };
  const means = new Set(Object.values(targets));
  if (!means.has('phone') && !means.has('email'))
    faults.push({ path: 'columns', message: 'say which column has the telephone number or the e-mail address' });
  if (list.kind === 'orders' && !(means.has('orderId') && means.has('amount') && (means.has('orderedAt') || means.has('date'))))
    faults.push({ path: 'columns', message: 'say which columns have the number, the day and the amount of the order' });
  if (faults.length > 0) throw new InvalidInputError('The columns cannot be read like this.', faults);
  const step: Step = {
    from: ['mapping', 'previewed'],
    to: 'sorting',
    change: () => ({
      targets,
      owner: asked.owner,
      foreseen: noTally,
      next: 0,
      passed: 0,
      ...(asked.movesKnown ? { movesKnown: true as const } : {}),
      ...(asked.welcomes ? { welcomes: true as const } : {}),
    }),
    isSame: (begun) =>
      begun.owner === asked.owner &&
      (begun.movesKnown === true) === asked.movesKnown &&
      (begun.welcomes === true) === asked.welcomes &&
      isDeepStrictEqual(begun.targets, targets),
  };
  const view = await begin(importId, principal, step, parts);
  await keepMapping(parts.table, list.source, targets);
  return view;
}

/** Takes in what was foreseen. @throws NotFoundError; NotPossibleNowError */
export function startImport(importId: ImportId, principal: Principal, parts: ImportParts): Promise<ImportView> {
  const change = (at: Date) => ({ next: 0, passed: 0, came: noTally, differing: 0, startedAt: isoTime(at) });
  return begin(importId, principal, { from: ['previewed'], to: 'running', change }, parts);
}

/** Takes a list back that was taken in within the last seven days, as far as nobody touched its leads since. @throws NotFoundError; NotPossibleNowError */
export async function undoImport(importId: ImportId, principal: Principal, parts: ImportParts): Promise<ImportView> {
  const list = await findImport(importId, principal, parts.table);
  const until = list.endedAt === undefined ? null : addMs(new Date(list.endedAt), undoDays * daysMs);
  if (list.phase === 'done' && until !== null && until < parts.clock())
    throw new NotPossibleNowError('A list can be taken back for seven days. Chỉ hoàn tác được trong bảy ngày.');
  const change = () => ({ next: 0, passed: 0, undone: noTally });
  return begin(importId, principal, { from: ['done'], to: 'undoing', change }, parts);
}

interface Step {
  readonly from: readonly ImportPhase[];
  readonly to: AdvanceRequest['phase'];
  readonly change?: (at: Date) => Partial<ImportDraft>;
  /** Whether what has begun is what is asked for. */
  readonly isSame?: (begun: Import) => boolean;
}

/** Begins a step, joins one that began, or has one that never ended tried again: who asks twice asks once. */
async function begin(
  importId: ImportId,
  principal: Principal,
  { from, to, change = () => ({}), isSame = () => true }: Step,
  parts: ImportParts,
): Promise<ImportView> {
  const list = await untilWritten(async () => {
    const before = await findImport(importId, principal, parts.table);
    if (before.phase === to && isSame(before)) return before;
    const isAgain = before.phase === 'stopped' && (before.stoppedStep === to || (to === 'sorting' && before.stoppedStep === 'previewing'));
    if (!isAgain && !from.includes(before.phase))
      throw new NotPossibleNowError(`The list is at the step ${before.phase}. Danh sách đang ở bước ${before.phase}.`);
    const at = parts.clock();
    // What was half taken in is taken in to its end, or back, whenever that is.
    const goesOn = isAgain && (to === 'running' || to === 'undoing');
    if (!goesOn && to !== 'undoing' && addMs(new Date(before.askedAt), beginDays * daysMs) < at)
      throw new NotPossibleNowError(
        'A list is started within seven days: bring it again. Danh sách chỉ được nhập trong bảy ngày: hãy tải tệp lên lại.',
      );
    const { version } = before;
    const { stoppedStep: _step, problem: _problem, ...whole } = draftOf(before);
    // What was said of who gets them, and of mails, is said anew with the columns.
    const { movesKnown: _moves, welcomes: _welcomes, toWelcome: _toWelcome, ...anew } = whole;
    const stood: ImportDraft = to === 'sorting' ? anew : whole;
    const after: ImportDraft = { ...stood, phase: to, ...(goesOn ? {} : change(at)) };
    await parts.table.transact([putImport(before, after, parts.ids.attemptId()), askLater({ importId, phase: to }, at)]);
    return { ...after, version: version + 1 };
  });
  await parts.work.send(askToAdvance({ importId, phase: to }));
  return viewOf(list);
}

/** A list is shown to whoever brought it, and to admins: what stands in it was theirs before. @throws NotFoundError */
async function findImport(importId: ImportId, { userId, role }: Principal, table: Table): Promise<Import> {
  const list = await readImport(table, importId);
  if (!list || (list.by !== userId && role !== 'admin')) throw new NotFoundError('no such list');
  return list;
}

async function targetsOf(list: Import, parts: Pick<ImportParts, 'table' | 'config' | 'objects'>): Promise<Record<string, string>> {
  if (Object.keys(list.targets).length > 0) return list.targets;
  const [heads = [], saved, fields] = await Promise.all([
    new ImportFiles(parts.objects, list.importId).heads(),
    readMapping(parts.table, list.source),
    parts.config.current(fieldKind),
  ]);
  const guesses = heads.map(({ columns }) => guessTargets(columns, { fields: fields.documents, saved, kind: list.kind }));
  // A column that a sheet before it has as well is read as there.
  return Object.assign({}, ...guesses.reverse());
}

/** How far a list is, and what there is to say about it. @throws NotFoundError */
export async function showImport(importId: ImportId, principal: Principal, parts: ImportParts): Promise<ImportView> {
  const list = await findImport(importId, principal, parts.table);
  const view = viewOf(list);
  const isKept = addMs(new Date(list.askedAt), fileDays * daysMs) > parts.clock();
  if (!isKept) return view;
  if (list.phase === 'mapping' || list.phase === 'previewed') {
    const [heads = [], targets, { documents: fields }] = await Promise.all([
      new ImportFiles(parts.objects, importId).heads(),
      targetsOf(list, parts),
      parts.config.current(fieldKind),
    ]);
    const columns = heads
      .flatMap((head) => head.columns.map((column) => ({ ...column, sheet: head.name, target: targets[column.key] ?? 'ignore' })))
      .filter(({ samples, header }) => samples.length > 0 || header.length > 1);
    const own = [...fields.values()].map(({ id, labels }) => ({ target: `field:${id}`, labels }));
    return { ...view, columns: distinctBy(columns), targets: [...ownTargets.map((target) => ({ target })), ...own] };
  }
  if (!['done', 'undoing', 'undone'].includes(list.phase)) return view;
  const name = `${list.fileName.replace(/\.[^.]*$/, '')} - lỗi.csv`;
  return { ...view, resultUrl: await parts.addresses.forGet(resultKey(importId), name, addressSeconds) };
}

function distinctBy<One extends { readonly key: string }>(columns: readonly One[]): One[] {
  return [...new Map(columns.toReversed().map((column) => [column.key, column])).values()].reverse();
}

/** The latest lists of whoever asks; of all for admins. */
export async function listImports({ userId, role }: Principal, parts: ImportParts): Promise<ImportView[]> {
  const lists = await listStored(parts.table, 100);
  return lists.filter(({ by }) => role === 'admin' || by === userId).map(viewOf);
}

/** Rows of one part: what each would come to, or came to. @throws NotFoundError */
export async function listRows(
  importId: ImportId,
  { of, part }: { readonly of: 'preview' | 'result' | 'undo'; readonly part: number },
  principal: Principal,
  parts: ImportParts,
): Promise<ImportRowsView> {
  const list = await findImport(importId, principal, parts.table);
  const files = new ImportFiles(parts.objects, importId);
  const rows = of === 'undo' ? await files.part('undo', part) : await files.part(of, part);
  return { ...rowsView(rows ?? []), nextPart: rows && part + 1 < list.parts ? part + 1 : null };
}
