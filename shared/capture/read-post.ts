import { decodeText } from './charset.ts';
import type { PageHints, Post, ReadPost } from './post.ts';
import { decodeEntries, type RawEntries, readPlainLines, readUrlEncoded } from './read-entries.ts';
import { postOfEntries } from './read-form.ts';
import { readJsonPost } from './read-json.ts';
import { readMultipart } from './read-multipart.ts';

/** Largest post without its files, in bytes. */
export const maxKeptBytes = 32 * 1024;

export type PostEncoding = 'json' | 'urlencoded' | 'multipart' | 'lines';

/**
 * Tells the encoding by the header, unless the body cannot be that: JSON is often sent under a form's type or none (a form escapes its
 * braces), and `text/plain` is what a script's text gets, whatever it is.
 */
export function encodingOf(contentType: string, bytes: Buffer): PostEncoding | null {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const start = bytes.toString('latin1', 0, 1_024).replace(/^\xef\xbb\xbf/, '');
  if (type === 'application/json' || type.endsWith('+json') || /^\s*\{\s*["}]/.test(start)) return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'urlencoded';
  if (type === 'multipart/form-data') return 'multipart';
  if (type !== 'text/plain' || !/^[^\s=&]+=/.test(start)) return null;
  return /\r?\n[^\s=&]+=/.test(start) ? 'lines' : 'urlencoded';
}

/** Reads a post of any encoding that the contract names; throws nothing, whatever the bytes are. */
export function readPost(bytes: Buffer, contentType: string, hints: PageHints): ReadPost {
  const encoding = encodingOf(contentType, bytes);
  if (bytes.length === 0) return { kind: 'unreadable', detail: 'The body is empty.' };
  if (encoding !== 'multipart' && bytes.length > maxKeptBytes) return tooLarge;
  if (encoding === 'json') {
    // RFC 8259 wants UTF-8; a byte order mark, or else a stated other charset, is believed.
    return readJsonPost(decodeText(bytes, markedCharset(bytes) ?? declaredCharset(contentType) ?? 'utf-8'), hints);
  }
  if (encoding === 'multipart') {
    const raw = readMultipart(bytes, contentType);
    if (!raw) return { kind: 'unreadable', detail: 'The body is not valid multipart/form-data.' };
    return sizeOf(raw) > maxKeptBytes ? tooLarge : { kind: 'post', post: postOf(raw, contentType, hints) };
  }
  if (encoding !== null) {
    const read = encoding === 'lines' ? readPlainLines : readUrlEncoded;
    return { kind: 'post', post: postOf(read(withoutMark(bytes)), contentType, hints) };
  }
  return {
    kind: 'unreadable',
    detail: 'The content type must be application/json, application/x-www-form-urlencoded or multipart/form-data.',
  };
}

const tooLarge: ReadPost = { kind: 'tooLarge', detail: `The post is larger than ${maxKeptBytes} bytes, files not counted.` };

function sizeOf({ entries }: RawEntries): number {
  return entries.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
}

function postOf(raw: RawEntries, contentType: string, hints: PageHints): Post {
  return postOfEntries(decodeEntries(raw, declaredCharset(contentType), hints), hints);
}

/** What of a body that was read is kept for a person to look at: of a multipart one its texts, because files are never kept. */
export function keptOf(bytes: Buffer, contentType: string, post: Post | undefined): Buffer {
  if (encodingOf(contentType, bytes) !== 'multipart' || !post) return bytes;
  const { fields, consent, context, droppedFiles } = post;
  return Buffer.from(JSON.stringify({ fields: Object.fromEntries(fields), consent: Object.fromEntries(consent), context, droppedFiles }));
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
