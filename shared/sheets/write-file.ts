import { inflateRawSync } from 'node:zlib';
import type { SheetText } from './rules-write.ts';
import { csvText } from './write-csv.ts';
import { sheetPath, workbookEntries, xlsxText } from './write-xlsx.ts';
import { type PackedSums, packedEnd, zipOf } from './write-zip.ts';

/** How a sheet is written. */
export type SheetFormat = { readonly kind: 'csv'; readonly delimiter: ',' | ';' } | { readonly kind: 'xlsx' };

export const textOfFormat = (format: SheetFormat): SheetText => (format.kind === 'csv' ? csvText(format.delimiter) : xlsxText);

/** Makes the file of packed pieces of a sheet's text (`packPiece`); of a workbook nothing is unpacked again. */
export function fileOfPieces(format: SheetFormat, sheetName: string, pieces: readonly Uint8Array[], sums: PackedSums): Buffer {
  const packed = [...pieces, packedEnd];
  if (format.kind === 'csv') return inflateRawSync(Buffer.concat(packed), { maxOutputLength: sums.size });
  return zipOf([...workbookEntries(sheetName), { name: sheetPath, ...sums, packed }]);
}
