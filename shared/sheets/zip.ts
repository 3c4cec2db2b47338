import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { SheetError } from './errors.ts';

/** Unpacked bytes of one workbook that are read at most: a bomb of a few KB unpacks to gigabytes. */
const mostUnpackedBytes = 1_000_000_000;
/** Files of one workbook: a few for each sheet, and pictures. */
const mostFiles = 10_000;

const fromBuffer = promisify<Buffer, yauzl.Options, ZipFile>(yauzl.fromBuffer);

/** The files of a packed one, each unpacked as it is read. */
export interface Archive {
  has(name: string): boolean;
  /** Chunks of the file; none where it is not there. */
  read(name: string): AsyncGenerator<Uint8Array>;
}

/** @throws SheetError for what is no packed file */
export async function openArchive(bytes: Uint8Array): Promise<Archive> {
  const zip = await fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    lazyEntries: true,
    autoClose: false,
  }).catch((cause: unknown) => {
    throw new SheetError('broken', { cause });
  });
  if (zip.entryCount > mostFiles) throw new SheetError('broken');
  const entries = await entriesOf(zip);
  let left = mostUnpackedBytes;
  /** Bytes of each file that count already: one that is read twice counts once. */
  const counted = new Map<Entry, number>();
  async function* read(name: string): AsyncGenerator<Uint8Array> {
    const entry = entries.get(name.toLowerCase());
    if (!entry) return;
    let bytes = 0;
    let stream: Readable | undefined;
    try {
      stream = await new Promise<Readable>((resolve, reject) => {
        zip.openReadStream(entry, (error, opened) => (opened ? resolve(opened) : reject(error ?? new Error('no stream'))));
      });
      for await (const chunk of stream) {
        const piece: Uint8Array = chunk;
        bytes += piece.length;
        const before = counted.get(entry) ?? 0;
        if (bytes > before) {
          left -= bytes - before;
          counted.set(entry, bytes);
        }
        if (left < 0) throw new SheetError('tooLarge');
        yield piece;
      }
    } catch (cause) {
      throw cause instanceof SheetError ? cause : new SheetError('broken', { cause });
    } finally {
      stream?.destroy();
    }
  }
  return { has: (name) => entries.has(name.toLowerCase()), read };
}

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('error', (cause: unknown) => reject(new SheetError('broken', { cause })));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName.toLowerCase(), entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}
