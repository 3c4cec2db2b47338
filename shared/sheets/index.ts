export { SheetError, type SheetProblem } from './errors.ts';
export { readSheets } from './read-sheets.ts';
export { type Cell, emptyCell, hasContent, type SheetRow, textOfCell } from './row.ts';
