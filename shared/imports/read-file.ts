import { type Cell, readSheets, SheetError, textOfCell } from '../sheets/index.ts';
import { type ImportFiles, mostPerRaw, type RawRow, type SheetHead } from './files.ts';
import { type ImportDraft, mostRows, mostSheets } from './import.ts';
import { columnsOf, findHeader, headerWithin } from './rules-headers.ts';

const shownSamples = 5;
const longestSample = 80;
/** Characters of a part and of a list: both are held, packed and read again in a run of work. Cells of a workbook may share one text. */
const [mostOfPart, mostOfList] = [60_000_000, 300_000_000];
/** Columns of all sheets that are called otherwise: what each is read as stands with the list. */
const mostColumns = 1_000;

/** A sheet while it is read. */
interface OpenSheet {
  readonly name: string;
  /** The rows among which the header is looked for, until it is found. */
  readonly first: { readonly row: number; readonly cells: readonly Cell[] }[];
  header: number | null;
  isOpen: boolean;
  rows: number;
  width: number;
  headerCells: readonly Cell[] | null;
  readonly samples: string[][];
}

/** Reads an uploaded file as rows into parts; nothing is kept of it but what it comes to, or why it cannot be read. */
export async function readFile(bytes: Uint8Array, draft: ImportDraft, files: ImportFiles): Promise<ImportDraft> {
  const sheets: OpenSheet[] = [];
  let rows = 0;
  let [part, batch]: [number, RawRow[]] = [0, []];
  let [ofPart, ofList] = [0, 0];
  const keep = async (sheet: OpenSheet, row: number, cells: readonly Cell[]): Promise<void> => {
    if (sheet.header !== null && row <= sheet.header) return;
    const length = cells.reduce((sum, cell) => sum + textOfCell(cell).length, 0);
    [ofPart, ofList] = [ofPart + length, ofList + length];
    if (ofPart > mostOfPart || ofList > mostOfList) throw new SheetError('tooLarge');
    rows += 1;
    sheet.rows += 1;
    if (rows > mostRows) throw new TooManyRows();
    cells.forEach((cell, index) => {
      const samples = sheet.samples[index] ?? [];
      sheet.samples[index] = samples;
      if (cell.kind !== 'empty' && samples.length < shownSamples) samples.push(textOfCell(cell).slice(0, longestSample));
    });
    batch.push({ sheet: sheets.indexOf(sheet), row, cells: [...cells] });
    if (batch.length < mostPerRaw) return;
    await files.putPart('raw', part, batch);
    [part, batch, ofPart] = [part + 1, [], 0];
  };
  const open = async (sheet: OpenSheet): Promise<void> => {
    sheet.isOpen = true;
    sheet.header = findHeader(sheet.first);
    sheet.headerCells = sheet.first.find(({ row }) => row === sheet.header)?.cells ?? null;
    for (const { row, cells } of sheet.first.splice(0)) await keep(sheet, row, cells);
  };
  try {
    let sheet: OpenSheet | undefined;
    for await (const { sheet: name, row, cells } of readSheets(bytes, draft.fileName)) {
      if (sheet?.name !== name) {
        if (sheet && !sheet.isOpen) await open(sheet);
        if (sheets.length === mostSheets) throw new TooManyRows();
        sheet = { name, first: [], header: null, isOpen: false, rows: 0, width: 0, headerCells: null, samples: [] };
        sheets.push(sheet);
      }
      sheet.width = Math.max(sheet.width, cells.length);
      if (sheet.isOpen) await keep(sheet, row, cells);
      else if (sheet.first.push({ row, cells }) >= headerWithin) await open(sheet);
    }
    if (sheet && !sheet.isOpen) await open(sheet);
  } catch (error) {
    if (error instanceof SheetError)
      return { ...draft, phase: 'failed', problem: error.problem, ...(error.row === null ? {} : { problemRow: error.row }) };
    if (error instanceof TooManyRows) return { ...draft, phase: 'failed', problem: 'tooManyRows' };
    throw error;
  }
  if (rows === 0) return { ...draft, phase: 'failed', problem: 'empty' };
  if (batch.length > 0) await files.putPart('raw', part, batch);
  const heads = sheets.map(headOf);
  if (new Set(heads.flatMap(({ columns }) => columns.map(({ key }) => key))).size > mostColumns)
    return { ...draft, phase: 'failed', problem: 'tooManyColumns' };
  await files.putHeads(heads);
  return {
    ...draft,
    phase: 'mapping',
    rows,
    parts: Math.ceil(rows / mostPerRaw),
    next: 0,
    passed: 0,
    sheets: sheets.map(({ name, header, rows: own }) => ({ name, header, rows: own })),
  };
}

function headOf({ name, header, headerCells, rows, width, samples }: OpenSheet): SheetHead {
  const columns = columnsOf(headerCells, width).map((column, index) => ({ ...column, samples: samples[index] ?? [] }));
  return { name, header, rows, columns };
}

/** More rows or sheets than a list may have. */
class TooManyRows extends Error {}
