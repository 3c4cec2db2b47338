import { SaxesParser } from 'saxes';
import { SheetError } from './errors.ts';

export interface XmlHandler {
  /** Names come without their prefix, attributes as they stand. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Characters of one text, tag or remark; a cell of Excel has 32,767. All of it has to be held while it is read. */
const longestPiece = 1_000_000;
/** Elements within each other; those of a workbook are a dozen. */
const deepest = 100;
/** Bytes of a file that only says what rows refer to: styles, which sheets there are. */
const mostOfSmallFile = 32_000_000;

/** Reads XML as it comes; yields after each chunk, so that what a handler collected can be taken. @throws SheetError */
export async function* walkXml(chunks: AsyncIterable<Uint8Array>, handler: XmlHandler): AsyncGenerator<void> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  const decoder = new TextDecoder('utf-8');
  /** Characters since the last piece was whole. */
  let held = 0;
  let depth = 0;
  parser.on('opentag', ({ name, attributes }) => {
    held = 0;
    depth += 1;
    if (depth > deepest) throw new SheetError('broken');
    handler.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    held = 0;
    depth -= 1;
    handler.close?.(localName(name));
  });
  const onText = (text: string): void => {
    held = 0;
    handler.text?.(text);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('comment', () => {
    held = 0;
  });
  parser.on('error', (cause) => {
    throw new SheetError('broken', { cause });
  });
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    held += text.length;
    parser.write(text);
    if (held > longestPiece) throw new SheetError('tooLarge');
    yield;
  }
  parser.close();
  yield;
}

/** Reads all of a small file. @throws SheetError where it is a large one */
export async function readXml(chunks: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  for await (const _ of walkXml(small(chunks), handler));
}

async function* small(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = mostOfSmallFile;
  for await (const chunk of chunks) {
    left -= chunk.length;
    if (left < 0) throw new SheetError('tooLarge');
    yield chunk;
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
