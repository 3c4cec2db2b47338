import { withOwnMark } from '../platform/rules-formula.ts';
import { serialOfDate } from './rules-excel-date.ts';
import type { SheetText, WrittenCell } from './rules-write.ts';
import { type ZipEntry, zipEntry } from './write-zip.ts';

/** What a cell of Excel holds at most. */
const longestText = 32_767;
const columnWidth = 18;
/** Places of the formats in `styles`. */
const [asText, asDay, asMoment, asHeader] = [1, 2, 3, 4];

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Writes the rows of a workbook's only sheet. Texts are typed as texts, so that no number loses a zero and nothing is a formula. */
export const xlsxText: SheetText = {
  head: (headers) =>
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols><col min="1" max="${headers.length}" width="${columnWidth}" customWidth="1"/></cols><sheetData>` +
    rowXml(
      1,
      headers.map((text) => ({ kind: 'text', text })),
      asHeader,
    ),
  rows: (rows, rowsBefore) => rows.map((cells, index) => rowXml(rowsBefore + index + 2, cells)).join(''),
  tail: (columns, rows) => `</sheetData><autoFilter ref="A1:${letters(columns)}${rows + 1}"/></worksheet>`,
};

function rowXml(row: number, cells: readonly WrittenCell[], style?: number): string {
  return `<row r="${row}">${cells.map((cell, index) => cellXml(cell, `${letters(index + 1)}${row}`, style)).join('')}</row>`;
}

function cellXml(cell: WrittenCell, place: string, style = asText): string {
  switch (cell.kind) {
    case 'empty':
      return '';
    case 'text':
      return cell.text === ''
        ? ''
        : `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(withOwnMark(cell.text))}</t></is></c>`;
    case 'number':
      return `<c r="${place}"><v>${cell.value}</v></c>`;
    case 'date':
      return `<c r="${place}" s="${cell.iso.length > 10 ? asMoment : asDay}"><v>${serialOfDate(cell.iso)}</v></c>`;
  }
}

/** Signs that XML cannot hold are left out; what Excel would read as such a sign is written as it says. */
function escaped(text: string): string {
  return text
    .slice(0, longestText)
    .toWellFormed()
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\t\n])\p{Cc}|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function letters(column: number): string {
  return column <= 26 ? String.fromCharCode(64 + column) : letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1);
}

/** Returns all files of a workbook but for its sheet, which goes behind them at `sheetPath`. */
export function workbookEntries(sheetName: string): ZipEntry[] {
  const rel = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
  const override = (part: string, type: string) =>
    `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const files: readonly (readonly [string, string])[] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
        `${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/worksheets/sheet1.xml', 'worksheet')}${override('/xl/styles.xml', 'styles')}</Types>`,
    ],
    ['_rels/.rels', `<Relationships xmlns="${packages}/relationships">${rel('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${escaped(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packages}/relationships">${rel('rId1', 'worksheet', 'worksheets/sheet1.xml')}${rel('rId2', 'styles', 'styles.xml')}</Relationships>`,
    ],
    ['xl/styles.xml', styles],
  ];
  return files.map(([name, xml]) => zipEntry(name, declaration + xml));
}

export const sheetPath = 'xl/worksheets/sheet1.xml';

const styles =
  `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${['49', '164', '165']
    .map((id) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`)
    .join('')}<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;
