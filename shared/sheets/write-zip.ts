import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive, packed. */
export interface ZipEntry {
  readonly name: string;
  /** Of the file as it was before it was packed. */
  readonly crc: number;
  readonly size: number;
  readonly packed: readonly Uint8Array[];
}

/** What was packed so far of one text that is packed in pieces. */
export interface PackedSums {
  readonly crc: number;
  readonly size: number;
}

export const nothingPacked: PackedSums = { crc: 0, size: 0 };

/** Packs a piece of a text so that the pieces, one behind the other with `packedEnd` behind them, are the packed whole. */
export function packPiece(text: string, before: PackedSums): PackedSums & { readonly packed: Uint8Array } {
  const bytes = Buffer.from(text, 'utf8');
  const packed = deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH, level: 6 });
  return { packed, crc: crc32(bytes, before.crc), size: before.size + bytes.length };
}

/** An empty last block (RFC 1951, 3.2.3). */
export const packedEnd = Uint8Array.of(0x03, 0x00);

export function zipEntry(name: string, text: string): ZipEntry {
  const { packed, ...sums } = packPiece(text, nothingPacked);
  return { name, ...sums, packed: [packed, packedEnd] };
}

const [localHeader, centralHeader, endOfDirectory] = [0x04034b50, 0x02014b50, 0x06054b50];
/** Version 2.0; names in UTF-8; deflated; 1980-01-01, so that the same rows are the same file. */
const [version, utf8Names, deflated, noTime, firstDay] = [20, 0x0800, 8, 0, 0x21];

/** Joins packed files to an archive (PKWARE APPNOTE 4.3), below the 4 GB of its plain form. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  const add = (bytes: Uint8Array): void => {
    parts.push(bytes);
    offset += bytes.length;
  };
  for (const { name, crc, size, packed } of entries) {
    const begin = offset;
    const nameBytes = Buffer.from(name, 'utf8');
    const packedSize = packed.reduce((sum, { length }) => sum + length, 0);
    const common = Buffer.alloc(26);
    [version, utf8Names, deflated, noTime, firstDay].forEach((value, index) => void common.writeUInt16LE(value, index * 2));
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(packedSize, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    add(Buffer.concat([word(localHeader), common, nameBytes]));
    packed.forEach(add);
    const last = Buffer.alloc(14);
    last.writeUInt32LE(begin, 10);
    directory.push(word(centralHeader), Buffer.of(version, 0), common, last, nameBytes);
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, word(endOfDirectory), end]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
