const mark = '~';

/**
 * Puts short marks in the place of texts that a row has said before: parts of its keys and whole values. An item tells its ids and its
 * moment several times, and they are most of what cannot be shrunk.
 */
export function withMarks(row: readonly unknown[]): unknown[] {
  const known = new Map<string, string>();
  return row.map((value, column) => {
    const marked = column < keyColumns ? value : replaced(value, (text) => known.get(text) ?? escaped(text));
    for (const [text, name] of textsOf(value, column)) if (!known.has(text)) known.set(text, name);
    return marked;
  });
}

/** Puts the texts back. A mark names the column that says them, and the part where that is a key. */
export function withoutMarks(row: readonly unknown[]): unknown[] {
  const whole: unknown[] = [];
  const saidBy = (text: string): string => {
    if (!text.startsWith(mark)) return text;
    if (text.startsWith(mark, 1)) return text.slice(1);
    const [column, part] = text.slice(1).split('.').map(Number);
    const said = String(whole[column ?? 0]);
    return (column ?? 0) < keyColumns ? (said.split('#')[part ?? 0] ?? '') : said;
  };
  for (const [column, value] of row.entries()) whole.push(column < keyColumns ? value : replaced(value, saidBy));
  return whole;
}

/** Partition and sort key stand first. */
const keyColumns = 2;
const shortest = 4;

function textsOf(value: unknown, column: number): (readonly [text: string, name: string])[] {
  if (typeof value !== 'string') return [];
  const parts = column < keyColumns ? value.split('#') : [value];
  return parts.flatMap((part, index) => (part.length < shortest ? [] : [[part, `${mark}${column}.${index}`] as const]));
}

/** A text that happens to begin like a mark gets another one before it. */
const escaped = (text: string): string => (text.startsWith(mark) ? `${mark}${text}` : text);

function replaced(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((one) => replaced(one, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replaced(inner, replace)]));
}
