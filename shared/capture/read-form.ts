import { completeContext, type PostedContext } from './context.ts';
import type { PageHints, Post } from './post.ts';

/** Names and values of a plain HTML post, in the order of the form. */
export interface FormEntries {
  readonly entries: readonly (readonly [string, string])[];
  readonly droppedFiles: readonly string[];
}

/** What browsers send for a ticked box, and what people write as its value. */
const yes = new Set(['on', 'true', '1', 'yes', 'y', 'ok', 'co', 'có', 'dong-y', 'đồng ý']);
export const consentPrefix = '_consent.';
const maxFiles = 50;
const maxFileName = 200;
const contextNames = {
  _visitorId: 'visitorId',
  _sessionId: 'sessionId',
  _sessionStartedAt: 'sessionStartedAt',
  _pageUrl: 'pageUrl',
  _referrer: 'referrer',
  _locale: 'locale',
} as const;

/**
 * Sorts the entries of a post, plain HTML or JSON: reserved names start with `_`, everything else is a field by its own name. What an
 * entry says of the page goes before `told`, what the post's own context says.
 */
export function postOfEntries({ entries, droppedFiles }: FormEntries, hints: PageHints, told: PostedContext = {}): Post {
  const fields = new Map<string, string[]>();
  const consent = new Map<string, boolean>();
  const reserved = new Map<string, string>();
  const context: PostedContext = { ...told };
  for (const [name, posted] of entries) {
    const value = posted.toWellFormed();
    const contextName = Object.entries(contextNames).find(([key]) => key === name)?.[1];
    if (name.startsWith(consentPrefix)) {
      // A hidden "false" before a tick box is common, so one yes among the answers is a yes.
      const purpose = name.slice(consentPrefix.length);
      consent.set(purpose, (consent.get(purpose) ?? false) || isYes(value));
    } else if (contextName) {
      if (value !== '') context[contextName] = value;
    } else if (name === '_submissionId' || name === '_redirect' || name === '_token') {
      if (value !== '') reserved.set(name, value);
    } else if (name !== '') {
      const values = fields.get(name);
      if (values) values.push(value);
      else fields.set(name, [value]);
    }
  }
  return {
    submissionId: reserved.get('_submissionId'),
    fields,
    nested: new Set(),
    context: completeContext(context, hints),
    consent,
    token: reserved.get('_token'),
    redirect: reserved.get('_redirect'),
    droppedFiles: droppedFiles.slice(0, maxFiles).map((name) => name.toWellFormed().slice(0, maxFileName)),
  };
}

/** Tells whether the value of a ticked box or radio button agrees; whatever is no clear yes is a no. */
export function isYes(value: string): boolean {
  return yes.has(value.normalize('NFC').trim().toLowerCase());
}

/** Reads `a=1&b=2`. The standard knows UTF-8 only; old pages in another charset escape the bytes of theirs. */
export function readUrlEncoded(bytes: Buffer, charset: string): FormEntries {
  const text = bytes.toString('latin1');
  if (charset === 'utf-8' || charset === 'utf8') {
    return { entries: [...new URLSearchParams(bytes.toString('utf8'))], droppedFiles: [] };
  }
  const decoder = decoderFor(charset);
  const decode = (part: string) => decoder.decode(unescapeBytes(part));
  const entries = text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? ([decode(pair), ''] as const) : ([decode(pair.slice(0, at)), decode(pair.slice(at + 1))] as const);
    });
  return { entries, droppedFiles: [] };
}

function unescapeBytes(part: string): Buffer {
  const plain = part.replaceAll('+', ' ').replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

/**
 * A charset that the platform does not know is read as UTF-8: some of the text is better than none of the lead. The global decoder:
 * an import of node:util loads all that it holds ready for later, which a cold start would pay for.
 */
export function decoderFor(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder('utf-8');
  }
}

/** Reads a multipart body; file parts are dropped and their names kept. Null: the bytes are no multipart body. */
export async function readMultipart(bytes: Buffer, contentType: string, maxBytes: number): Promise<FormEntries | null> {
  // Loaded when the first such post comes: most posts are not, and a cold start should not pay for it.
  const { Busboy } = await import('@fastify/busboy');
  return new Promise((resolve) => {
    const entries: (readonly [string, string])[] = [];
    const droppedFiles: string[] = [];
    let reader: InstanceType<typeof Busboy>;
    try {
      reader = new Busboy({
        headers: { 'content-type': contentType },
        limits: { fields: 500, files: 50, parts: 600, fieldSize: maxBytes, fieldNameSize: 200, headerPairs: 20 },
      });
    } catch {
      resolve(null);
      return;
    }
    reader.on('field', (name: string | undefined, value: string) => {
      if (name !== undefined) entries.push([name, value]);
    });
    reader.on('file', (name: string | undefined, file, fileName: string | undefined) => {
      // An untouched file input posts an empty part without a file name.
      if (fileName) droppedFiles.push(`${name ?? ''}: ${fileName}`);
      file.on('error', () => resolve(null));
      file.resume();
    });
    reader.on('error', () => resolve(null));
    reader.on('finish', () => resolve({ entries, droppedFiles }));
    reader.end(bytes);
  });
}
