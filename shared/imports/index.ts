export { phoneOfCell, yesOfCell } from './rules-cells.ts';
export { guessTargets } from './rules-headers.ts';
export { ownTargets } from './rules-known-headers.ts';
export { ownersOf, type ReadRow, type RowProblem, type RowWarning, readRow } from './rules-read-row.ts';
export { reasonWords } from './sentences.ts';
export { instantOf } from './submission-of.ts';
export {
  beginReading,
  type ImportParts,
  listImports,
  listRows,
  mapColumns,
  openImport,
  showImport,
  startImport,
  undoImport,
} from './use-imports.ts';
