import { decodeText } from './charset.ts';
import type { PageHints, ReadPost } from './post.ts';
import { decodeEntries, readUrlEncoded } from './read-entries.ts';
import { postOfEntries } from './read-form.ts';
import { readJsonPost } from './read-json.ts';
import { readMultipart } from './read-multipart.ts';

/** Largest body that is read at all, in bytes. */
export const maxBodyBytes = 32 * 1024;

export type PostEncoding = 'json' | 'urlencoded' | 'multipart';

/** Tells the encoding by the header; without a usable one, by what a JSON body must start with. */
export function encodingOf(contentType: string, bytes: Buffer): PostEncoding | null {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json' || type.endsWith('+json')) return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'urlencoded';
  if (type === 'multipart/form-data') return 'multipart';
  return /^(?:\ufeff)?\s*\{/.test(bytes.subarray(0, 64).toString('utf8')) ? 'json' : null;
}

/** Reads a post of any encoding that the contract names; throws nothing, whatever the bytes are. */
export function readPost(bytes: Buffer, contentType: string, hints: PageHints): ReadPost {
  const encoding = encodingOf(contentType, bytes);
  if (bytes.length === 0) return { kind: 'unreadable', detail: 'The body is empty.' };
  if (encoding === 'json') {
    // RFC 8259 wants UTF-8; a byte order mark, or else a stated other charset, is believed.
    return readJsonPost(decodeText(bytes, markedCharset(bytes) ?? declaredCharset(contentType) ?? 'utf-8'), hints);
  }
  if (encoding !== null) {
    const raw = encoding === 'urlencoded' ? readUrlEncoded(withoutMark(bytes)) : readMultipart(bytes, contentType);
    if (!raw) return { kind: 'unreadable', detail: 'The body is not valid multipart/form-data.' };
    return { kind: 'post', post: postOfEntries(decodeEntries(raw, declaredCharset(contentType), hints), hints) };
  }
  return {
    kind: 'unreadable',
    detail: 'The content type must be application/json, application/x-www-form-urlencoded or multipart/form-data.',
  };
}

function declaredCharset(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*"?([A-Za-z0-9._:-]{1,40})/i.exec(contentType)?.[1];
}

function markedCharset(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** A byte order mark before the first name would become part of it. */
const withoutMark = (bytes: Buffer): Buffer => (bytes.subarray(0, 3).equals(Buffer.from('\ufeff')) ? bytes.subarray(3) : bytes);
