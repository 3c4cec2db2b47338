import { fold } from '../identity/text.ts';
import type { FormConfig } from './form-config.ts';
import { distinct } from './rules-answers.ts';
import { knownNames, nameParts } from './rules-known-names.ts';

type Values = readonly string[];

/** Which posted values belong to which field of the form; the others go by the name they were posted under. */
export interface NamedValues {
  readonly fields: ReadonlyMap<string, Values>;
  readonly others: ReadonlyMap<string, Values>;
}

/** What a name is compared by: neither case, accents nor separators tell two names apart. */
export function keyOfName(name: string): string {
  return fold(name).replace(/[^a-z0-9]/g, '');
}

/**
 * Keys of a posted name: whole, without what builders put around it (`form_fields[name]`, `contact[email]`), and without the number or the
 * remark behind it, by which they and people tell fields apart (`tel-456`, `Email-2`, `Phone (Zalo)`).
 */
function keysOf(posted: string): string[] {
  const name = posted.slice(0, 200);
  // Beside its answers a builder tells of the form: `meta[date][title]`, `fields[email][title]`.
  const inner = /^(?!meta\[|fields\[).*\[([^[\]]*[a-z][^[\]]*)\]$/i.exec(name)?.[1];
  const short = name.replace(/\([^()]*\)/g, '').replace(/[-_ ]\d+$/, '');
  return [keyOfName(name), keyOfName(inner ?? short)];
}

interface Place {
  readonly field: string;
  /** The lower, the surer that the name means the field. */
  readonly rank: number;
}

const places = new WeakMap<FormConfig, ReadonlyMap<string, Place>>();

/** The form's own names, then those that its configuration adds, then the dictionary's. */
function placesOf(form: FormConfig): ReadonlyMap<string, Place> {
  const made = places.get(form);
  if (made) return made;
  const own = form.fields.map(({ name }) => [name, [keyOfName(name)]] as const);
  const added = Object.entries(form.aliases).map(([field, names]) => [field, names.map(keyOfName)] as const);
  const shipped = form.fields.map(({ name }) => [name, Object.hasOwn(knownNames, name) ? (knownNames[name] ?? []) : []] as const);
  const found = new Map<string, Place>();
  for (const [field, names] of [...own, ...added, ...shipped]) {
    for (const key of names) if (!found.has(key)) found.set(key, { field, rank: found.size });
  }
  places.set(form, found);
  return found;
}

/**
 * Gives posted values to the form's fields. A name that the form declares wins; where it holds nothing, the likeliest of the other names
 * does. `fits` keeps a guess from doing harm: what would be a fault under the field stays what it was, an answer of its own.
 */
export function nameValues(
  form: FormConfig,
  posted: ReadonlyMap<string, Values>,
  fits: (field: string, values: Values) => boolean,
): NamedValues {
  const declared = new Set(form.fields.map(({ name }) => name));
  const fields = new Map<string, Values>();
  const others = new Map<string, Values>();
  const guesses: (Place & { readonly name: string; readonly values: Values })[] = [];
  for (const [name, values] of posted) {
    if (declared.has(name)) fields.set(name, values);
    else others.set(name, values);
    const place = declared.has(name) || name === form.honeypotField ? undefined : placeOf(form, name);
    if (place) guesses.push({ ...place, name, values });
  }
  const isOpen = (field: string) => declared.has(field) && distinct(fields.get(field) ?? []).length === 0;
  const surest = guesses.sort((one, other) => one.rank - other.rank);
  const takeParts = (atLeast: number) => {
    const name = isOpen('fullName') ? joinName(others, atLeast, (whole) => fits('fullName', [whole])) : null;
    if (name !== null) fields.set('fullName', [name]);
  };
  // `ho` and `ten` beside each other are one name, while `ten` alone is all of it; a whole name beside its parts is the name.
  const isWhole = ({ field, name, values }: (typeof guesses)[number]) =>
    field === 'fullName' && distinct(values).length > 0 && !keysOf(name).some((key) => partKeys.has(key));
  if (!surest.some(isWhole)) takeParts(2);
  for (const { field, name, values } of surest) {
    if (!others.has(name) || !isOpen(field) || distinct(values).length === 0 || !fits(field, values)) continue;
    fields.set(field, values);
    others.delete(name);
  }
  takeParts(1);
  return { fields, others };
}

/** A whole name goes before a part of one: `form[name]` may be what the form is called. */
function placeOf(form: FormConfig, name: string): Place | undefined {
  const [whole = '', inner = ''] = keysOf(name);
  const known = placesOf(form);
  const place = known.get(whole) ?? known.get(inner);
  return place && { ...place, rank: known.has(whole) ? place.rank : place.rank + 0.5 };
}

const partKeys = new Set(nameParts.flat());

/** Takes the parts of a name out of the other values and puts them together, family name first; null where there are too few. */
function joinName(others: Map<string, Values>, atLeast: number, fits: (name: string) => boolean): string | null {
  const parts = nameParts.flatMap((keys) => {
    const found = [...others].find(([name, values]) => keysOf(name).some((key) => keys.includes(key)) && distinct(values).length > 0);
    return found ? [{ name: found[0], text: distinct(found[1])[0] ?? '' }] : [];
  });
  const whole = parts.map(({ text }) => text.trim()).join(' ');
  if (parts.length < atLeast || !fits(whole)) return null;
  for (const { name } of parts) others.delete(name);
  return whole;
}
