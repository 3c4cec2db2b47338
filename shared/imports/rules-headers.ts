import { keyOfName } from '../capture/rules-names.ts';
import type { FieldConfig } from '../fields/field-config.ts';
import { fold } from '../identity/text.ts';
import { type Cell, textOfCell } from '../sheets/row.ts';
import { knownHeaders, manyFold } from './rules-known-headers.ts';

/** Rows of a sheet among which the header is looked for: titles, dates and the name of who made the list stand above it. */
export const headerWithin = 30;

/** What a column is called by mappings: the header in any spelling, or the letter of a column without one. */
export interface Column {
  readonly key: string;
  readonly header: string;
}

const targetOfKey = new Map<string, { readonly target: string; readonly rank: number }>();
for (const [target, keys] of knownHeaders) {
  keys.forEach((key, place) => {
    if (!targetOfKey.has(key)) targetOfKey.set(key, { target, rank: place });
  });
}

/** What a header is compared by; the remark behind it (`SĐT (Zalo)`, `Họ tên *`) says the same. */
function keysOf(header: string): string[] {
  return [keyOfName(header), keyOfName(header.replace(/\([^()]*\)/g, ''))];
}

function knownTarget(header: string): { readonly target: string; readonly rank: number } | undefined {
  for (const key of keysOf(header)) {
    const found = targetOfKey.get(key);
    if (found) return found;
  }
  return undefined;
}

/** Finds the header among the first rows of a sheet: the one with most known names; null where no row has any. */
export function findHeader(rows: readonly { readonly row: number; readonly cells: readonly Cell[] }[]): number | null {
  let best: { readonly row: number; readonly known: number } | null = null;
  for (const { row, cells } of rows.slice(0, headerWithin)) {
    const texts = cells.flatMap((cell) => (cell.kind === 'text' ? [cell.text] : []));
    const known = texts.filter((text) => text.length <= 60 && knownTarget(text) !== undefined).length;
    // A title such as “Khách hàng” is a known name, alone in its row.
    if (known === 0 || (texts.length === 1 && rows.length > 1 && rows.some(({ cells: others }) => others.length > 1))) continue;
    if (!best || known > best.known) best = { row, known };
  }
  return best?.row ?? unknownHeader(rows);
}

/** Words alone above rows that say how to reach people are a header too, in words that nobody knows. */
function unknownHeader(rows: readonly { readonly row: number; readonly cells: readonly Cell[] }[]): number | null {
  const isContact = (cell: Cell): boolean => /@|\d{8}/.test(textOfCell(cell).replace(/[\s.-]/g, ''));
  const place = rows.findIndex(({ cells }) => cells.some(isContact)) - 1;
  const above = rows[place];
  const isNamed = above && above.cells.length > 1 && above.cells.every((cell) => cell.kind === 'text' && cell.text.length <= 60);
  return isNamed ? above.row : null;
}

/** Names the columns of a sheet; two that are called alike are told apart by a number. */
export function columnsOf(header: readonly Cell[] | null, width: number): Column[] {
  const seen = new Map<string, number>();
  return Array.from({ length: Math.max(width, header?.length ?? 0) }, (_, index) => {
    const cell = header?.[index];
    const text = cell ? textOfCell(cell).replace(/\s+/g, ' ').slice(0, 100) : '';
    const plain = keyOfName(text) || `column${letters(index + 1).toLowerCase()}`;
    const times = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, times);
    return { key: times === 1 ? plain : `${plain}-${times}`, header: text || letters(index + 1) };
  });
}

function letters(column: number): string {
  return column <= 26 ? String.fromCharCode(64 + column) : letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1);
}

/** What is known of a column when its meaning is guessed. */
export interface SampledColumn extends Column {
  readonly samples: readonly string[];
}

export interface GuessParts {
  readonly fields: ReadonlyMap<string, FieldConfig>;
  /** What the columns of the last list of this source were read as, by key. */
  readonly saved: Readonly<Record<string, string>>;
  readonly kind: 'leads' | 'orders';
}

const ofOrders = new Set(['orderId', 'orderedAt', 'amount', 'paid', 'paidAt']);

/** Guesses what each column is to be read as: as last time, by its header, by a field of the company, by what stands in it; else it is kept beside the record. */
export function guessTargets(columns: readonly SampledColumn[], { fields, saved, kind }: GuessParts): Record<string, string> {
  const taken = new Set<string>();
  const targets = new Map<string, string>();
  const take = (key: string, target: string): void => {
    if (targets.has(key) || (taken.has(target) && !manyFold.has(target))) return;
    taken.add(target);
    targets.set(key, target);
  };
  for (const { key } of columns) {
    const before = Object.hasOwn(saved, key) ? saved[key] : undefined;
    if (before !== undefined && (!before.startsWith('field:') || fields.has(before.slice(6)))) take(key, before);
  }
  const declared = new Map(
    [...fields.values()].flatMap(({ id, labels }) => [id, labels.vi, labels.en].map((name) => [keyOfName(name), `field:${id}`])),
  );
  for (const { key, header } of columns) {
    const own = keysOf(header).flatMap((name) => declared.get(name) ?? [])[0];
    if (own !== undefined) take(key, own);
  }
  const guesses = columns.flatMap((column) => {
    const known = knownTarget(column.header);
    return known && (kind === 'orders' || !ofOrders.has(known.target)) ? [{ key: column.key, ...known }] : [];
  });
  for (const { key, target } of guesses.sort((one, other) => one.rank - other.rank)) take(key, target);
  for (const column of columns) {
    const seen = targets.has(column.key) ? null : targetOfSamples(column.samples);
    if (seen !== null && !taken.has(seen)) take(column.key, seen);
  }
  return Object.fromEntries(columns.map(({ key, samples }) => [key, targets.get(key) ?? (samples.length === 0 ? 'ignore' : 'keep')]));
}

/** What stands in a column without a known header may say what it is. */
function targetOfSamples(samples: readonly string[]): string | null {
  if (samples.length === 0) return null;
  const share = (fits: (text: string) => boolean) => samples.filter(fits).length / samples.length;
  if (share((text) => /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(text)) > 0.6) return 'email';
  if (share((text) => /^(?:\+?84|0)?[35789]\d{8}$/.test(text.replace(/[\s.-]/g, ''))) > 0.6) return 'phone';
  if (share((text) => /^(?:nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly) [a-z ]+$/.test(fold(text))) > 0.4)
    return 'fullName';
  return null;
}
