/** What a post may hold beside its fields, by the contract. */
export const knownProperties: ReadonlySet<string> = new Set(['submissionId', 'fields', 'context', 'consent', 'token', 'droppedFiles']);

/** What webhooks put around the fields: Webflow `payload.data`, others `data` or `payload`. */
const wrappers = ['data', 'payload'];

/** Brings a body into the shape of the contract, as far as it is one that the senders of forms use; null: it is none of them. */
export function shapedBody(body: unknown): object | null {
  const pairs = pairsOf(body);
  if (pairs) return { fields: pairs };
  // Automations post a list of items, also where there is one.
  const only: unknown = Array.isArray(body) && body.length === 1 ? body[0] : body;
  if (!isObject(only)) return null;
  if ('fields' in only) return { ...only, fields: pairsOf(only.fields) ?? only.fields };
  if (Object.keys(only).every((name) => knownProperties.has(name))) return only;
  return { ...withoutWrapper(only), fields: wrappedFields(only) ?? {} };
}

/** The fields inside of wrappers; null where there is none. */
function wrappedFields(body: Readonly<Record<string, unknown>>): object | null {
  for (const name of ['fields', ...wrappers]) {
    const inner = body[name];
    const pairs = pairsOf(inner);
    if (pairs) return pairs;
    if (isObject(inner)) return wrappedFields(inner) ?? inner;
  }
  return null;
}

function withoutWrapper(body: Readonly<Record<string, unknown>>): object {
  const wrapper = wrappers.find((name) => isObject(body[name]) || pairsOf(body[name]));
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== wrapper));
}

/** `[{"name": "email", "value": "…"}, …]`, as jQuery's `serializeArray` and HubSpot's forms list their fields. */
function pairsOf(list: unknown): Record<string, unknown[]> | null {
  if (!Array.isArray(list) || list.length === 0 || !list.every(isPair)) return null;
  const names = new Set(list.map(({ name }) => name));
  return Object.fromEntries([...names].map((name) => [name, list.flatMap((pair) => (pair.name === name ? pair.value : []))]));
}

function isPair(entry: unknown): entry is { name: string; value: unknown } {
  return isObject(entry) && typeof entry.name === 'string' && 'value' in entry;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** A value, or what a list of a script calls one: `{"value": "01", "label": "Hà Nội"}`. */
function plain(value: unknown): unknown {
  return isObject(value) && (isScalar(value.value) || value.value === null) ? value.value : value;
}

const isPlain = (value: unknown): boolean => plain(value) === null || isScalar(plain(value));

/** Tells whether a value can stand as text: one, or a list of several. */
export function isFlat(value: unknown): boolean {
  return isPlain(value) || (Array.isArray(value) && value.every(isPlain));
}

/** Several values of one name come as a list: each is an entry of its own, as in a plain HTML post. */
export function textsOf(value: unknown): string[] {
  if (value === undefined) return [];
  if (!isFlat(value)) return [JSON.stringify(value)];
  return [value].flat().flatMap((one) => (plain(one) === null ? [] : [String(plain(one))]));
}
