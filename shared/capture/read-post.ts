import type { PageHints, ReadPost } from './post.ts';
import { decoderFor, postOfEntries, readMultipart, readUrlEncoded } from './read-form.ts';
import { readJsonPost } from './read-json.ts';

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
export async function readPost(bytes: Buffer, contentType: string, hints: PageHints): Promise<ReadPost> {
  const encoding = encodingOf(contentType, bytes);
  if (bytes.length === 0) return { kind: 'unreadable', detail: 'The body is empty.' };
  if (encoding === 'json') {
    // RFC 8259 wants UTF-8; a stated other charset is believed.
    const charset = charsetOf(contentType);
    return readJsonPost(charset === 'utf-8' ? withoutMark(bytes.toString('utf8')) : decoderFor(charset).decode(bytes), hints);
  }
  if (encoding === 'urlencoded') return { kind: 'post', post: postOfEntries(readUrlEncoded(bytes, charsetOf(contentType)), hints) };
  if (encoding === 'multipart') {
    const entries = await readMultipart(bytes, contentType, maxBodyBytes);
    return entries
      ? { kind: 'post', post: postOfEntries(entries, hints) }
      : { kind: 'unreadable', detail: 'The body is not valid multipart/form-data.' };
  }
  return {
    kind: 'unreadable',
    detail: 'The content type must be application/json, application/x-www-form-urlencoded or multipart/form-data.',
  };
}

function charsetOf(contentType: string): string {
  return /;\s*charset\s*=\s*"?([A-Za-z0-9._:-]{1,40})/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
