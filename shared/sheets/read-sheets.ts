import { SheetError } from './errors.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import type { SheetRow } from './row.ts';
import { charsetOfFile } from './rules-charset.ts';

type SheetFormat = 'csv' | 'xlsx';

/**
 * Tells what kind of file the bytes are, whatever its name says.
 * @throws SheetError for what is neither
 */
function formatOf(bytes: Uint8Array): SheetFormat {
  const head = Buffer.from(bytes.subarray(0, 8));
  if (bytes.length === 0) throw new SheetError('empty');
  if (head.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return 'xlsx';
  // The old format, and the case in which Office keeps a file under a password, begin alike.
  if (head.equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))) throw new SheetError(isEncrypted(bytes) ? 'protected' : 'oldExcel');
  if (isBinary(bytes) || isMarkup(bytes)) throw new SheetError('notASheet');
  return 'csv';
}

/** Reads a file as rows, sheet by sheet, as they come. @throws SheetError */
export async function* readSheets(bytes: Uint8Array, fileName: string): AsyncGenerator<SheetRow> {
  const rows = formatOf(bytes) === 'xlsx' ? readXlsx(bytes) : readCsv(bytes, fileName.replace(/\.[^.]*$/, ''));
  let isEmpty = true;
  for await (const row of rows) {
    isEmpty = false;
    yield row;
  }
  if (isEmpty) throw new SheetError('empty');
}

function isEncrypted(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from('EncryptedPackage', 'utf16le'));
}

/** Many programs call the table of a web page, or the XML of an Excel of 2003, an .xls. */
function isMarkup(bytes: Uint8Array): boolean {
  const { charset, skip } = charsetOfFile(bytes.subarray(0, 4096));
  const head = new TextDecoder(charset).decode(bytes.subarray(skip, 4096));
  return /^\s*<(?:!doctype\b|!--|\?xml\b|html\b|head\b|meta\b|body\b|style\b|table\b)/i.test(head);
}

/** PDFs, pictures and the like. UTF-16 has zero bytes at every other place, which no other text has. */
function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  if (Buffer.from(head.subarray(0, 5)).toString('latin1') === '%PDF-') return true;
  if (charsetOfFile(head).charset.startsWith('utf-16')) return false;
  const controls = head.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length;
  return controls > head.length / 50;
}
