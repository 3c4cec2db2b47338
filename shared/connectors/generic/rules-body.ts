import { parseExactly } from '../rules-exact-json.ts';
import { type Pair, pairsOf } from '../rules-pairs.ts';

/** Tells whether a body is JSON: some builders post it under the type of a form, or under none. */
export function isJson(contentType: string, text: string): boolean {
  return /[/+]json\b/i.test(contentType) || (!isMultipart(contentType) && /^\s*[[{]/.test(text));
}

const isMultipart = (contentType: string): boolean => /^\s*multipart\/form-data\b/i.test(contentType);

/** Lays the fields of a post out: JSON by paths, the pairs of a form by their names. @throws SyntaxError, TypeError for a body that is not what it says */
export async function pairsOfBody(contentType: string, body: Uint8Array): Promise<Pair[]> {
  const text = Buffer.from(body).toString('utf8');
  if (isJson(contentType, text)) return pairsOf(parseExactly(text));
  return pairsOf(fieldsOf(isMultipart(contentType) ? await partsOf(contentType, body) : new URLSearchParams(text)));
}

/** Reads the texts of `multipart/form-data` by the platform's own parser (RFC 7578). Files are left out: what they hold is for nobody here. */
async function partsOf(contentType: string, body: Uint8Array): Promise<(readonly [string, string])[]> {
  const form = await new Response(Uint8Array.from(body), { headers: { 'content-type': contentType } }).formData();
  return [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
}

/** Lays the pairs of a form out by plain names. */
function fieldsOf(pairs: Iterable<readonly [string, string]>): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of pairs) {
    const path = plainName(name);
    const before = Object.hasOwn(fields, path) ? fields[path] : undefined;
    // Some send the whole post as JSON within one field.
    const said = nested(value) ?? value;
    Object.defineProperty(fields, path, {
      value: before === undefined ? said : [before, said].flat(),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return fields;
}

/** `form[phone]`, `fields[phone][]` → `form.phone`, `fields.phone`. */
function plainName(name: string): string {
  return name
    .replace(/\[\d*\]/g, '')
    .replace(/\[([^[\]]+)\]/g, '.$1')
    .slice(0, 200);
}

function nested(value: string): unknown {
  if (!/^\s*[[{]/.test(value)) return null;
  try {
    return parseExactly(value);
  } catch {
    return null;
  }
}
