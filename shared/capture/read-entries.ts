import { charsetOf, decodeText } from './charset.ts';
import type { PageHints } from './post.ts';
import type { FormEntries } from './read-form.ts';

/** Names and values of a form as bytes, before anybody knows which charset they are in. */
export interface RawEntries {
  readonly entries: readonly RawEntry[];
  readonly droppedFiles: readonly Uint8Array[];
}

interface RawEntry {
  readonly name: Uint8Array;
  readonly value: Uint8Array;
  /** Of a multipart part that names its own; browsers never do. */
  readonly charset?: string | undefined;
}

/** Turns bytes into texts, all of one charset as their page was; the field that only names the charset goes. */
export function decodeEntries({ entries, droppedFiles }: RawEntries, declared: string | undefined, hints: PageHints): FormEntries {
  const isCharset = ({ name }: RawEntry) => Buffer.from(name).toString('latin1') === '_charset_';
  const named = entries.find(isCharset);
  const sample = Buffer.concat(entries.flatMap(({ name, value, charset }) => (charset === undefined ? [name, value] : [])));
  const said = named && Buffer.from(named.value).toString('latin1').trim();
  const charset = charsetOf(sample, { declared, said, acceptLanguage: hints.acceptLanguage });
  return {
    entries: entries.flatMap((entry) => {
      if (isCharset(entry)) return [];
      const value = entry.charset === undefined ? charset.decode(entry.value) : decodeText(entry.value, entry.charset);
      return [[charset.decode(entry.name), value] as const];
    }),
    droppedFiles: droppedFiles.map((name) => charset.decode(name)),
  };
}

/** Reads `a=1&b=2`. */
export function readUrlEncoded(bytes: Buffer): RawEntries {
  const pairs = bytes
    .toString('latin1')
    .split('&')
    .filter((pair) => pair !== '');
  const entries = pairs.map((pair) => {
    const at = pair.indexOf('=');
    const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    return { name: unescapeBytes(name), value: unescapeBytes(value) };
  });
  return { entries, droppedFiles: [] };
}

/** Reads `a=1` line by line, as a form of the type text/plain is sent: nothing is escaped. */
export function readPlainLines(bytes: Buffer): RawEntries {
  const lines = bytes.toString('latin1').split(/\r?\n/);
  const entries = lines.flatMap((line) => {
    const at = line.indexOf('=');
    return at < 1 ? [] : [{ name: Buffer.from(line.slice(0, at), 'latin1'), value: Buffer.from(line.slice(at + 1), 'latin1') }];
  });
  return { entries, droppedFiles: [] };
}

function unescapeBytes(part: string): Buffer {
  const plain = part.replaceAll('+', ' ').replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}
