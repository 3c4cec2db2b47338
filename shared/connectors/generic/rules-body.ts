import { parseExactly } from '../rules-exact-json.ts';
import { type Pair, pairsOf } from '../rules-pairs.ts';

/** Tells whether a body is JSON: some builders post it under the type of a form, or under none. */
export function isJson(contentType: string, text: string): boolean {
  return /[/+]json\b/i.test(contentType) || (!/multipart/i.test(contentType) && /^\s*[[{]/.test(text));
}

/** Lays the fields of a post out: JSON by paths, the pairs of a form by their names. @throws SyntaxError for JSON that is none */
export function pairsOfBody(contentType: string, text: string): Pair[] {
  if (isJson(contentType, text)) return pairsOf(parseExactly(text));
  const fields: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(text)) {
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
  return pairsOf(fields);
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
