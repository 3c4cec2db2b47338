/** One field of a post: where it stands in it, and what it says. */
export interface Pair {
  /** Names of objects with dots between; places in lists count for nothing, so that the second article of an order has the path of the first. */
  readonly path: string;
  readonly text: string;
  /** The number that JSON wrote, where it is one. */
  readonly number?: number;
}

/** More fields, and longer ones, have no place in a record. */
const most = { pairs: 300, characters: 4_000, path: 200 } as const;

/** Lays the fields of a post out by their paths. Several values of one path are put under each other. */
export function pairsOf(value: unknown): Pair[] {
  const found = new Map<string, { texts: string[]; number?: number }>();
  lay(value, '', found);
  return [...found].slice(0, most.pairs).map(([path, { texts, number }]) => {
    const text = [...new Set(texts)].join('\n').slice(0, most.characters);
    return texts.length === 1 && number !== undefined ? { path, text, number } : { path, text };
  });
}

type Found = Map<string, { texts: string[]; number?: number }>;

function lay(value: unknown, path: string, found: Found): void {
  if (value === null || value === undefined || value === '') return;
  if (Array.isArray(value)) {
    for (const one of value) {
      const named = namedOf(one);
      if (named) lay(named.value, under(path, named.name), found);
      else lay(one, path, found);
    }
    return;
  }
  if (typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) lay(inner, under(path, name), found);
    return;
  }
  const key = path.slice(0, most.path);
  const before = found.get(key) ?? { texts: [] };
  before.texts.push(String(value));
  if (typeof value === 'number') before.number = value;
  found.set(key, before);
}

const under = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const names = ['column_id', 'name', 'key', 'field', 'question', 'label', 'column_name'] as const;
const values = ['values', 'value', 'string_value', 'answer', 'text'] as const;

/** Tells whether an entry of a list is a name with what it says. */
export const isNamed = (entry: unknown): boolean => namedOf(entry) !== null;

/** An entry of a list that names what it says: `{"name": "phone", "value": "…"}`, as platforms list the answers of their forms. */
function namedOf(entry: unknown): { readonly name: string; readonly value: unknown } | null {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return null;
  const record: Readonly<Record<string, unknown>> = { ...entry };
  const name = names.map((one) => record[one]).find((one) => typeof one === 'string' && one !== '');
  const value = values.find((one) => Object.hasOwn(record, one));
  // An article of an order has a name as well, and much beside it that is no value.
  if (typeof name !== 'string' || value === undefined) return null;
  return { name, value: record[value] };
}
