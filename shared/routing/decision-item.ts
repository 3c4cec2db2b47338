import type { ListAttribute, TerritoryAttributes } from './territory-conditions.ts';

/**
 * The attributes of a decision by short names: a decision among seven reps is to cost one unit, which is a KB. Products, provinces and parts
 * of the country keep the names that they had when they were all.
 */
const shortNames = {
  formerCodes: 'f',
  languages: 'l',
  channels: 'c',
  sources: 's',
  utmSources: 'us',
  utmMediums: 'um',
  campaigns: 'uc',
  companies: 'co',
  accounts: 'ac',
  temperatures: 't',
  stages: 'st',
} as const satisfies Partial<Record<ListAttribute, string>>;

/** What nearly all new leads have. Decisions that know of sources leave it out, and older ones do not know it. */
const usual: Readonly<Partial<Record<ListAttribute, string>>> = { languages: 'vi', channels: 'form', temperatures: 'cold', stages: 'lead' };

/** Returns attributes as they lie in the table: short, and without what is empty or usual. */
export function storedAttributes(attributes: TerritoryAttributes): Readonly<Record<string, unknown>> {
  const { products, provinceCodes, macroRegions, answers } = attributes;
  const isWhole = attributes.sources.length > 0;
  const short = Object.entries(shortNames).map(([name, stored]) => {
    const attribute = name as keyof typeof shortNames;
    const had: readonly string[] = attributes[attribute];
    return [stored, isWhole && had.length === 1 && had[0] === usual[attribute] ? [] : had] as const;
  });
  const said = Object.entries(answers).map(([field, given]) => [field, oneOrMore(given)] as const);
  const all = { products, provinceCodes, macroRegions, ...Object.fromEntries(short) };
  const filled = Object.entries(all).flatMap(([name, had]) => (had.length === 0 ? [] : [[name, lists.has(name) ? had : oneOrMore(had)]]));
  return { ...Object.fromEntries(filled), ...(said.length > 0 ? { a: Object.fromEntries(said) } : {}) };
}

/** Kept as lists, which older versions of the code read. */
const lists: ReadonlySet<string> = new Set(['products', 'provinceCodes', 'macroRegions']);

const oneOrMore = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 && values[0] !== undefined ? values[0] : values;
const listOf = (stored: unknown): unknown => (typeof stored === 'string' ? [stored] : stored);

/** Returns attributes as they lay in the table by their names, for the schema to check. */
export function attributesStored(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null) return stored;
  const item = new Map(Object.entries(stored));
  const isWhole = item.has(shortNames.sources);
  const named = Object.entries(shortNames).flatMap(([name, short]) => {
    const had = item.get(short) ?? (isWhole ? usual[name as keyof typeof shortNames] : undefined);
    return had === undefined ? [] : [[name, listOf(had)] as const];
  });
  const answers = Object.entries(Object(item.get('a'))).map(([field, given]) => [field, listOf(given)] as const);
  return { ...stored, ...Object.fromEntries(named), ...(answers.length > 0 ? { answers: Object.fromEntries(answers) } : {}) };
}
