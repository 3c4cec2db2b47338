import { SheetError } from './errors.ts';
import { isDateFormat } from './rules-excel-date.ts';
import { readXml, walkXml, type XmlHandler } from './xml.ts';
import type { Archive } from './zip.ts';

/** What the sheets of a workbook share. */
export interface Workbook {
  /** Those that a person sees, in their order. */
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  readonly is1904: boolean;
  readonly sharedTexts: readonly string[];
  /** By style of a cell: its number is a date. */
  readonly dateStyles: readonly boolean[];
}

/** Characters of all shared texts: they have to be held while the rows are read. A file of 50 MB with a name and a note in each row has half of it. */
const mostSharedCharacters = 50_000_000;
/** What a text takes beside its characters, so that many empty ones are not for nothing. */
const placeOfText = 8;
/** Each is opened, be it empty. */
const mostSheets = 1_000;
/** Excel has 31. */
const longestName = 100;

/** @throws SheetError */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const root = await relationsOf(archive, '_rels/.rels', '');
  const path = root.find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  if (!archive.has(path)) throw new SheetError(archive.has('content.xml') ? 'notASheet' : 'broken');
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const relations = await relationsOf(archive, `${folder}_rels/${path.slice(folder.length)}.rels`, folder);
  const targetOf = (kind: string): string | undefined => relations.find(({ type }) => type.endsWith(`/${kind}`))?.target;
  const sheets: { name: string; path: string }[] = [];
  const byId = new Map<string | undefined, Relation>(relations.map((relation) => [relation.id, relation]));
  const names = new Set<string>();
  let is1904 = false;
  await readXml(archive.read(path), {
    open(element, attributes) {
      if (element === 'workbookPr') is1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (element !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const target = byId.get(id);
      // A sheet of charts has no rows.
      if (!target?.type.endsWith('/worksheet')) return;
      if (sheets.length >= mostSheets) throw new SheetError('tooLarge');
      const name = (attributes.name ?? '').slice(0, longestName);
      // Rows are told apart by it; Excel has no two of one name.
      const own = names.has(name) ? `${name} (${sheets.length + 1})` : name;
      names.add(own);
      sheets.push({ name: own, path: target.target });
    },
  });
  return {
    sheets,
    is1904,
    sharedTexts: await sharedTextsOf(archive, targetOf('sharedStrings')),
    dateStyles: await dateStylesOf(archive, targetOf('styles')),
  };
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

async function relationsOf(archive: Archive, path: string, folder: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  await readXml(archive.read(path), {
    open(name, { Id: id = '', Type: type = '', Target: target = '' }) {
      if (name === 'Relationship') relations.push({ id, type, target: resolved(target, folder) });
    },
  });
  return relations;
}

function resolved(target: string, folder: string): string {
  const { pathname } = new URL(target, `https://workbook/${folder}`);
  try {
    return decodeURIComponent(pathname.slice(1));
  } catch {
    return pathname.slice(1);
  }
}

async function sharedTextsOf(archive: Archive, path: string | undefined): Promise<string[]> {
  if (path === undefined) return [];
  const texts: string[] = [];
  let [text, isText, isPhonetic, left] = ['', false, false, mostSharedCharacters];
  const reader: XmlHandler = {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') isPhonetic = true;
      if (name === 't') isText = !isPhonetic;
    },
    text(piece) {
      if (!isText) return;
      left -= piece.length;
      if (left < 0) throw new SheetError('tooLarge');
      text += piece;
    },
    close(name) {
      if (name === 't') isText = false;
      if (name === 'rPh') isPhonetic = false;
      if (name !== 'si') return;
      left -= placeOfText;
      if (left < 0) throw new SheetError('tooLarge');
      texts.push(text);
    },
  };
  for await (const _ of walkXml(archive.read(path), reader));
  return texts;
}

async function dateStylesOf(archive: Archive, path: string | undefined): Promise<boolean[]> {
  if (path === undefined) return [];
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let isCellStyle = false;
  await readXml(archive.read(path), {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') isCellStyle = true;
      if (name !== 'xf' || !isCellStyle) return;
      const id = Number(attributes.numFmtId ?? 0);
      styles.push(isDateFormat(id, codes.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') isCellStyle = false;
    },
  });
  return styles;
}
