export { SheetError, type SheetProblem } from './errors.ts';
export { readSheets } from './read-sheets.ts';
export { type Cell, emptyCell, hasContent, type SheetRow, textOfCell } from './row.ts';
export type { WrittenCell } from './rules-write.ts';
export { fileOfPieces, type SheetFormat, textOfFormat } from './write-file.ts';
export { nothingPacked, type PackedSums, packPiece } from './write-zip.ts';
