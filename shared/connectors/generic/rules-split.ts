import { parseExactly } from '../rules-exact-json.ts';
import { isNamed } from '../rules-pairs.ts';
import { isJson } from './rules-body.ts';

/** Names under which lists of people or orders are posted. What an order lists within itself (`items`, `line_items`) is none of them. */
const listNames = new Set(['orders', 'leads', 'contacts', 'customers', 'data', 'records', 'rows', 'results']);

/**
 * Takes a body that lists several people or orders apart, each as JSON of its own; null for one that tells of a single one. A list stands alone, or under
 * one of the usual names with nothing beside it but plain values, which go with each.
 */
export function splitBody(contentType: string, text: string): Uint8Array[] | null {
  if (!isJson(contentType, text)) return null;
  const listed = listOf(readOrNull(text));
  if (!listed || listed.entries.length < 2) return null;
  return listed.entries.map((entry) => Buffer.from(JSON.stringify({ ...listed.beside, ...entry })));
}

type Entry = Readonly<Record<string, unknown>>;

function listOf(value: unknown): { readonly entries: readonly Entry[]; readonly beside: Entry } | null {
  if (Array.isArray(value)) return areEntries(value) ? { entries: value, beside: {} } : null;
  if (!isObject(value)) return null;
  const nested = Object.entries(value).filter(([, inner]) => typeof inner === 'object' && inner !== null);
  const [only] = nested;
  if (!only || nested.length > 1 || !listNames.has(only[0].toLowerCase()) || !areEntries(only[1])) return null;
  return { entries: only[1], beside: Object.fromEntries(Object.entries(value).filter(([name]) => name !== only[0])) };
}

/** Pairs of names and values (`[{"name": "phone", "value": "…"}]`) are the fields of one. */
function areEntries(value: unknown): value is readonly Entry[] {
  return Array.isArray(value) && value.every((one) => isObject(one) && !isNamed(one));
}

const isObject = (value: unknown): value is Entry => typeof value === 'object' && value !== null && !Array.isArray(value);

function readOrNull(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    return null;
  }
}
