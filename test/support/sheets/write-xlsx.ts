import { strToU8, zipSync } from 'fflate';

/** A cell as the tests write it: a text, a number as its digits stand in the file, a date as a serial number, a formula with what it came to. */
export type Written =
  | string
  | null
  | { readonly digits: string }
  | { readonly serial: number; readonly format?: string }
  | { readonly formula: string; readonly came: string | number }
  | { readonly error: string }
  | { readonly isTrue: boolean }
  | { readonly inline: string };

export interface WrittenSheet {
  readonly name: string;
  readonly rows: readonly (readonly Written[])[];
  readonly isHidden?: boolean;
  readonly merged?: readonly string[];
}

const formats = ['dd/mm/yyyy', 'yyyy-mm-dd hh:mm', '#,##0 "đ"', '[$-42A]d mmmm yyyy', '0.00'];

/** Writes a workbook by hand, so that a test decides what stands in the XML and not a library. */
export function writeXlsx(sheets: readonly WrittenSheet[], { is1904 = false }: { readonly is1904?: boolean } = {}): Uint8Array {
  const texts: string[] = [];
  const places = new Map<string, number>();
  const shared = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, texts.push(text) - 1);
    return texts.length - 1;
  };
  const files: Record<string, Uint8Array> = {};
  sheets.forEach((sheet, index) => {
    files[`xl/worksheets/sheet${index + 1}.xml`] = strToU8(sheetXml(sheet, shared));
  });
  const list = sheets.map(
    ({ name, isHidden }, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}" ${isHidden ? 'state="hidden" ' : ''}r:id="rId${index + 1}"/>`,
  );
  files['xl/workbook.xml'] = strToU8(
    `${head}<workbook xmlns="${main}" xmlns:r="${office}/relationships"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
  );
  files['xl/sharedStrings.xml'] = strToU8(
    `${head}<sst xmlns="${main}">${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
  );
  files['xl/styles.xml'] = strToU8(
    `${head}<styleSheet xmlns="${main}"><numFmts>${formats.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escaped(code)}"/>`).join('')}</numFmts>` +
      `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>${formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`).join('')}</cellXfs></styleSheet>`,
  );
  const relations = sheets.map((_, index) => relation(index + 1, 'worksheet', `worksheets/sheet${index + 1}.xml`));
  files['xl/_rels/workbook.xml.rels'] = strToU8(
    rels([
      ...relations,
      relation(sheets.length + 1, 'sharedStrings', 'sharedStrings.xml'),
      relation(sheets.length + 2, 'styles', '/xl/styles.xml'),
    ]),
  );
  files['_rels/.rels'] = strToU8(rels([relation(1, 'officeDocument', 'xl/workbook.xml')]));
  files['[Content_Types].xml'] = strToU8(`${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`);
  return zipSync(files, { level: 1 });
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006';

const relation = (id: number, kind: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${office}/relationships/${kind}" Target="${target}"/>`;
const rels = (all: readonly string[]): string =>
  `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;

function sheetXml({ rows, merged = [] }: WrittenSheet, shared: (text: string) => number): string {
  const body = rows.map((cells, index) => {
    const number = index + 1;
    const written = cells.map((cell, column) => cellXml(cell, `${letters(column + 1)}${number}`, shared));
    return cells.length === 0 ? '' : `<row r="${number}">${written.join('')}</row>`;
  });
  const merges = merged.length === 0 ? '' : `<mergeCells>${merged.map((span) => `<mergeCell ref="${span}"/>`).join('')}</mergeCells>`;
  return `${head}<worksheet xmlns="${main}"><sheetData>${body.join('')}</sheetData>${merges}</worksheet>`;
}

function cellXml(cell: Written, place: string, shared: (text: string) => number): string {
  if (cell === null) return `<c r="${place}" s="0"/>`;
  if (typeof cell === 'string') return `<c r="${place}" t="s"><v>${shared(cell)}</v></c>`;
  if ('digits' in cell) return `<c r="${place}"><v>${cell.digits}</v></c>`;
  if ('serial' in cell)
    return `<c r="${place}" s="${cell.format === undefined ? 1 : formats.indexOf(cell.format) + 2}"><v>${cell.serial}</v></c>`;
  if ('error' in cell) return `<c r="${place}" t="e"><v>${cell.error}</v></c>`;
  if ('isTrue' in cell) return `<c r="${place}" t="b"><v>${cell.isTrue ? 1 : 0}</v></c>`;
  if ('inline' in cell)
    return `<c r="${place}" t="inlineStr"><is><r><t>${escaped(cell.inline.slice(0, 3))}</t></r><r><t xml:space="preserve">${escaped(cell.inline.slice(3))}</t></r></is></c>`;
  const type = typeof cell.came === 'string' ? ' t="str"' : '';
  return `<c r="${place}"${type}><f>${escaped(cell.formula)}</f><v>${escaped(String(cell.came))}</v></c>`;
}

function letters(column: number): string {
  return column <= 26 ? String.fromCharCode(64 + column) : letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
