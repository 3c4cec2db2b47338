/** Largest body with its files, in bytes, packed or not: as base64 with its event it still fits the 6 MB of a Lambda request. */
export const maxBodyBytes = 4 * 1024 * 1024;

export type OpenedBody =
  | { readonly kind: 'open'; readonly bytes: Buffer }
  | { readonly kind: 'refused'; readonly refusal: 'body_too_large' | 'unsupported_encoding' | 'unreadable_body'; readonly detail: string };

type Unpack = (packed: Buffer) => Promise<Buffer>;

/**
 * Undoes the content encoding of a body (RFC 9110, 8.4). Unpacking stops at the largest size: a small body can be packed from
 * any number of zeros.
 */
export async function openBody(body: Buffer, contentEncoding: string | undefined): Promise<OpenedBody> {
  const detail = `The body is larger than ${maxBodyBytes} bytes, files included.`;
  if (body.length > maxBodyBytes) return { kind: 'refused', refusal: 'body_too_large', detail };
  const encodings = (contentEncoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (encodings.length === 0) return { kind: 'open', bytes: body };
  const known = await unpackers();
  const steps = encodings.reverse().map((name) => known.get(name));
  if (steps.length > 2 || steps.includes(undefined)) {
    const names = [...known.keys()].join(', ');
    return {
      kind: 'refused',
      refusal: 'unsupported_encoding',
      detail: `Send the body without a Content-Encoding, or with one of: ${names}.`,
    };
  }
  try {
    let bytes = body;
    for (const unpack of steps) if (unpack) bytes = await unpack(bytes);
    return { kind: 'open', bytes };
  } catch (error) {
    if (Object(error).code === 'ERR_BUFFER_TOO_LARGE') return { kind: 'refused', refusal: 'body_too_large', detail };
    return {
      kind: 'refused',
      refusal: 'unreadable_body',
      detail: `The body is not what its Content-Encoding says: ${encodings.join(', ')}.`,
    };
  }
}

/** Loaded when the first such post comes: nearly none is packed, and a cold start should not pay for it. */
async function unpackers(): Promise<ReadonlyMap<string, Unpack>> {
  const zlib = await import('node:zlib');
  const limit = { maxOutputLength: maxBodyBytes };
  type Unpacker = (packed: Buffer, options: typeof limit, done: (error: Error | null, bytes: Buffer) => void) => void;
  const by =
    (unpack: Unpacker): Unpack =>
    (packed) =>
      new Promise((resolve, reject) => {
        unpack(packed, limit, (error, bytes) => (error ? reject(error) : resolve(bytes)));
      });
  const [inflate, inflateRaw] = [by(zlib.inflate), by(zlib.inflateRaw)];
  // The standard's `deflate` has the header of zlib; many clients leave it out.
  const deflate: Unpack = (packed) => ((packed[0] ?? 0) % 16 === 8 ? inflate(packed) : inflateRaw(packed));
  return new Map([
    ['gzip', by(zlib.gunzip)],
    ['x-gzip', by(zlib.gunzip)],
    ['deflate', deflate],
    ['br', by(zlib.brotliDecompress)],
    ['zstd', by(zlib.zstdDecompress)],
  ]);
}
