import { isUtf8 } from 'node:buffer';

/** How the bytes of a text file are read, and how many of them at its start say so. */
export interface TextFile {
  readonly charset: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258';
  readonly skip: number;
}

/**
 * Finds the charset of a text file: by its byte order mark, by the zero bytes of UTF-16 (Excel's “Unicode text”), else UTF-8 where the bytes are
 * mostly that, else windows-1258, in which Excel of a Vietnamese Windows saves “CSV”.
 */
export function charsetOfFile(bytes: Uint8Array): TextFile {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { charset: 'utf-8', skip: 3 };
  if (first === 0xff && second === 0xfe) return { charset: 'utf-16le', skip: 2 };
  if (first === 0xfe && second === 0xff) return { charset: 'utf-16be', skip: 2 };
  const [even, odd] = zeros(bytes.subarray(0, 4096));
  if (odd > 0.2 && even < 0.05) return { charset: 'utf-16le', skip: 0 };
  if (even > 0.2 && odd < 0.05) return { charset: 'utf-16be', skip: 0 };
  return { charset: isUtf8(bytes) || isMostlyUtf8(bytes.subarray(0, 1 << 20)) ? 'utf-8' : 'windows-1258', skip: 0 };
}

/** Shares of zero bytes at even and at odd places. */
function zeros(sample: Uint8Array): [number, number] {
  const counts: [number, number] = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) counts[index % 2 === 0 ? 0 : 1] += 1;
  });
  const half = Math.max(1, sample.length / 2);
  return [counts[0] / half, counts[1] / half];
}

/** A character that was cut, or pasted from elsewhere, does not make a file another one. */
function isMostlyUtf8(sample: Uint8Array): boolean {
  const beyondAscii = new TextDecoder('utf-8').decode(sample).replace(/[\0-\x7f]/g, '');
  const broken = beyondAscii.length - beyondAscii.replaceAll('\ufffd', '').length;
  return broken * 2 < beyondAscii.length;
}
