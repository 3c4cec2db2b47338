/** How the texts of a post are read from its bytes. */
export interface Charset {
  readonly name: string;
  decode(bytes: Uint8Array): string;
}

/** What is said of the charset that a page wrote its post in. */
export interface CharsetHints {
  /** By the content type, which scripts write and browsers do not. */
  readonly declared: string | undefined;
  /** By a hidden field `_charset_`, which browsers fill with the page's charset (HTML standard, 4.10.21.5). */
  readonly said: string | undefined;
  readonly acceptLanguage: string | undefined;
}

/**
 * The global decoder, and null for a charset that the platform does not know. An import of node:util loads all that it holds ready
 * for later, which a cold start would pay for.
 */
function decoderOf(label: string, fatal = false): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label, { fatal });
  } catch {
    return null;
  }
}

/** A charset that the platform does not know is read as UTF-8: some of the text is better than none of the lead. */
export function decodeText(bytes: Uint8Array, label: string): string {
  return (decoderOf(label) ?? new TextDecoder('utf-8')).decode(bytes);
}

/**
 * Finds the charset of a form's texts: the first of what was declared, what the page says and UTF-8 in which the bytes are text at all,
 * else what browsers take for a page that names none: windows-1258 in Vietnam, windows-1252 elsewhere (WHATWG Encoding, locales).
 */
export function charsetOf(sample: Uint8Array, { declared, said, acceptLanguage }: CharsetHints): Charset {
  for (const label of [declared, said, 'utf-8']) {
    const decoder = label ? decoderOf(label, true) : null;
    // Browsers write the forms of pages in UTF-16 in UTF-8.
    if (decoder && !decoder.encoding.startsWith('utf-16') && isText(sample, decoder)) return open(decoder.encoding);
  }
  // One character cut in the middle does not make a post in UTF-8 one in something else.
  if (mostlyUtf8(sample)) return open('utf-8');
  return open(acceptLanguage === undefined || /(?:^|[,\s])vi\b/i.test(acceptLanguage.slice(0, 200)) ? 'windows-1258' : 'windows-1252');
}

function isText(bytes: Uint8Array, fatal: InstanceType<typeof TextDecoder>): boolean {
  try {
    fatal.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function mostlyUtf8(bytes: Uint8Array): boolean {
  const beyondAscii = new TextDecoder('utf-8').decode(bytes).replace(/[\0-\x7f]/g, '');
  const broken = beyondAscii.length - beyondAscii.replaceAll('\ufffd', '').length;
  return broken * 2 < beyondAscii.length;
}

const wholeUnicode = new Set(['utf-8', 'gb18030']);

function open(name: string): Charset {
  const decoder = new TextDecoder(name);
  if (wholeUnicode.has(name)) return { name, decode: (bytes) => decoder.decode(bytes) };
  return { name, decode: (bytes) => withoutReferences(decoder.decode(bytes), charactersOf(name)) };
}

/**
 * Browsers write what a page's charset cannot hold as `&#7877;`. Only such a character is one: what the charset could have held was
 * typed by a person, and so is every reference in a charset that holds all of Unicode.
 */
function withoutReferences(text: string, held: ReadonlySet<string>): string {
  return text.replace(/&#(\d{3,7});/g, (reference, digits: string) => {
    const code = Number(digits);
    if (code < 0x80 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return reference;
    const character = String.fromCodePoint(code);
    return held.has(character) ? reference : character;
  });
}

const known = new Map<string, ReadonlySet<string>>();
const doubleByte = new Set(['gbk', 'big5', 'euc-jp', 'euc-kr', 'shift_jis']);

/** The characters beyond ASCII that a charset holds, read from its decoder; once per instance and charset. */
function charactersOf(name: string): ReadonlySet<string> {
  const found = known.get(name);
  if (found) return found;
  const decoder = new TextDecoder(name);
  const held = new Set<string>();
  for (let lead = 0x80; lead <= 0xff; lead += 1) {
    held.add(decoder.decode(Uint8Array.of(lead)));
    for (let trail = 0x30; doubleByte.has(name) && trail <= 0xff; trail += 1) held.add(decoder.decode(Uint8Array.of(lead, trail)));
  }
  known.set(name, held);
  return held;
}
