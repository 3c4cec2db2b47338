import type { RawEntries } from './read-entries.ts';

/** No form has as many; a body of nothing but borders would cost work without end. */
const maxParts = 600;
const maxFileNames = 50;
const maxHeaderBytes = 8 * 1024;
/** Places in one part that look like the boundary and are not; a file may have a few. */
const maxLookalikes = 1_000;

/**
 * Reads a multipart body (RFC 7578). Files are stepped over without a copy: their names are kept. The whole body is in memory as the
 * gateway hands it over, so nothing here needs a stream. Null: the bytes are no multipart body, or break off.
 */
export function readMultipart(bytes: Buffer, contentType: string): RawEntries | null {
  const boundary = boundaryOf(contentType);
  if (boundary === null) return null;
  const entries: { name: Buffer; value: Buffer; charset?: string | undefined }[] = [];
  const droppedFiles: Buffer[] = [];
  let border = findBorder(bytes, boundary, 0);
  for (let parts = 0; border && !border.isLast; parts += 1) {
    if (parts >= maxParts) return null;
    const next = findBorder(bytes, boundary, border.end);
    if (!next) return null;
    const part = readPart(bytes.subarray(border.end, next.start));
    if (part?.fileName === undefined) {
      if (part) entries.push(part);
    } else if (part.fileName !== '' && droppedFiles.length < maxFileNames) {
      // An untouched file input posts an empty part without a file name.
      droppedFiles.push(Buffer.concat([part.name, Buffer.from(`: ${part.fileName}`, 'latin1')]));
    }
    border = next;
  }
  return border ? { entries, droppedFiles } : null;
}

function boundaryOf(contentType: string): string | null {
  const boundary = parametersOf(contentType).get('boundary');
  return boundary !== undefined && boundary.length > 0 && boundary.length <= 200 ? boundary : null;
}

interface Border {
  /** Where the part before it ends. */
  readonly start: number;
  /** Where the part behind it begins. */
  readonly end: number;
  readonly isLast: boolean;
}

/** The next line that is the boundary; one that merely begins like it is content. */
function findBorder(bytes: Buffer, boundary: string, from: number): Border | null {
  const mark = `--${boundary}`;
  let at = bytes.indexOf(mark, from, 'latin1');
  for (let looked = 0; at >= 0 && looked < maxLookalikes; looked += 1, at = bytes.indexOf(mark, at + 1, 'latin1')) {
    const startsLine = at === 0 || bytes[at - 1] === 0x0a;
    const rest = /^(--)?[ \t]*(\r?\n|$)/.exec(bytes.toString('latin1', at + mark.length, at + mark.length + 200));
    if (!startsLine || !rest || (rest[2] === '' && rest[1] === undefined)) continue;
    const lineBreak = at === 0 ? 0 : bytes[at - 2] === 0x0d ? 2 : 1;
    return { start: Math.max(from, at - lineBreak), end: at + mark.length + rest[0].length, isLast: rest[1] !== undefined };
  }
  return null;
}

interface Part {
  readonly name: Buffer;
  readonly value: Buffer;
  readonly charset: string | undefined;
  /** As bytes in Latin-1; undefined for a part that is no file. */
  readonly fileName: string | undefined;
}

/** Null: a part that is no field of a form. */
function readPart(part: Buffer): Part | null {
  const head = part.toString('latin1', 0, maxHeaderBytes);
  const end = /(?:^|\r?\n)\r?\n/.exec(head);
  if (!end) return null;
  const headers = new Map(
    head
      .slice(0, end.index)
      .split(/\r?\n(?![ \t])/)
      .map((line): [string, string] => [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const disposition = headers.get('content-disposition') ?? '';
  const parameters = parametersOf(disposition);
  const name = parameters.get('name');
  if (!/^form-data\b/i.test(disposition) || name === undefined) return null;
  const type = headers.get('content-type') ?? '';
  const isFile = parameters.has('filename') || parameters.has('filename*') || /^application\/octet-stream\b/i.test(type);
  const value = part.subarray(end.index + end[0].length);
  const fileName = parameters.get('filename') ?? parameters.get('filename*') ?? (value.length > 0 ? name : '');
  return {
    name: Buffer.from(name, 'latin1'),
    value,
    charset: parametersOf(type).get('charset'),
    fileName: isFile ? baseName(fileName) : undefined,
  };
}

/** Old browsers send the whole path of the visitor's disk. */
const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** `…; name="a"; filename="b"`, quoted as browsers do (`%22`) and as mail programs do (`\"`); the first of a name counts. */
function parametersOf(header: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, bare] of header.matchAll(/;\s*([\w*-]+)\s*=\s*(?:"((?:\\"|[^"])*)"|([^;\s]*))/g)) {
    const value = quoted?.replace(/\\"/g, '"').replace(/%22|%0d|%0a/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, value ?? bare ?? '');
  }
  return found;
}
